import { type Operation, operations } from '../../emails/operations.js';
import type { WelcomeEmailInput } from '../../src/index.js';

const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** A link of exactly 100 characters. */
export const LINK = 'https://app.example.com/set-password?token='.padEnd(100, 'Zk3vQ9yT2mX7bLr4');

export const CODE = '402718';

const REQUIRED_FACTS = { name: 'Ada', time: '2026-07-01T12:00:00Z' } as const;

/** Nothing but what is required. */
export const NOTHING_KNOWN = { ...REQUIRED_FACTS, resetUrl: LINK } as const satisfies WelcomeEmailInput;

/** The facts that every operation has. 81.2.69.142 is a British address in every geo database. */
export const FACTS = { ...REQUIRED_FACTS, userAgent: CHROME_ON_WINDOWS, ip: '81.2.69.142' } as const;

export const ALL_KNOWN = {
  ...FACTS,
  resetUrl: LINK,
  expiresAt: '2026-07-02T12:00:00Z',
} as const satisfies WelcomeEmailInput;

/** All that a mail of the operation can show, but for a brand. What expires does so after a day. */
export function everythingFor(operation: Operation, time = Date.parse(FACTS.time)): WelcomeEmailInput {
  const values = {
    resetUrl: LINK,
    confirmUrl: LINK,
    signInUrl: LINK,
    code: CODE,
    expiresAt: time + 24 * 60 * 60 * 1000,
    invitedBy: 'Grace Hopper',
  };
  const { link, fields } = operations[operation];
  const own = [link, ...fields].map((field) => [field, values[field]]);
  return { ...FACTS, time, operation, ...Object.fromEntries(own) };
}

/** Nothing but what the operation requires: a link for a request, and nothing for a notice. */
export function requiredFor(operation: Operation): WelcomeEmailInput {
  const { kind, link } = operations[operation];
  return { ...REQUIRED_FACTS, operation, ...(kind === 'request' && { [link]: LINK }) } as WelcomeEmailInput;
}

export const BRAND = {
  name: 'Acme',
  url: 'https://acme.example/',
  logo: { src: 'https://acme.example/logo.png', width: 120, height: 32 },
  accentColor: '#ffcc00',
  supportUrl: 'https://acme.example/help',
  supportEmail: 'help@acme.example',
  address: '1 Example Street\n64283 Darmstadt\nGermany',
} as const;
