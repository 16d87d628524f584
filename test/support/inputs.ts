import type { WelcomeEmailInput } from '../../src/index.js';

const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** A link of exactly 100 characters. */
export const LINK = 'https://app.example.com/set-password?token='.padEnd(100, 'Zk3vQ9yT2mX7bLr4');

/** Nothing but what is required. */
export const NOTHING_KNOWN = {
  name: 'Ada',
  resetUrl: LINK,
  time: '2026-07-01T12:00:00Z',
} as const satisfies WelcomeEmailInput;

/** 81.2.69.142 is a British address in every geo database. */
export const ALL_KNOWN = {
  ...NOTHING_KNOWN,
  userAgent: CHROME_ON_WINDOWS,
  ip: '81.2.69.142',
  expiresAt: '2026-07-02T12:00:00Z',
} as const satisfies WelcomeEmailInput;

export const BRAND = {
  name: 'Acme',
  url: 'https://acme.example/',
  logo: { src: 'https://acme.example/logo.png', width: 120, height: 32 },
  accentColor: '#ffcc00',
  supportUrl: 'https://acme.example/help',
  supportEmail: 'help@acme.example',
  address: '1 Example Street\n64283 Darmstadt\nGermany',
} as const;
