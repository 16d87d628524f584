// Renders the same mails wherever it runs, and prints a hash of each: check-package.js copies this file into projects that have the
// package installed, and compares what it prints there.
import { createHash } from 'node:crypto';
import locales from './locales.mjs';

const brand = /** @type {const} */ ({
  name: 'Acme',
  url: 'https://acme.example/',
  logo: { src: 'https://acme.example/logo.png', width: 120, height: 32 },
  accentColor: '#ffcc00',
  supportUrl: 'https://acme.example/help',
  supportEmail: 'help@acme.example',
});
const input = {
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  clientHints: {
    'sec-ch-ua': '"Brave";v="141", "Not?A_Brand";v="8", "Chromium";v="141"',
    'sec-ch-ua-mobile': '?0',
    'sec-ch-ua-platform': '"Windows"',
  },
  ip: '81.2.69.142',
  time: '2026-07-01T12:00:00Z',
  expiresAt: '2026-07-02T12:00:00Z',
};

/** Who looks the place up, and the country that they say of the address. */
const sources = {
  'geoip-lite': { countryCode: 'GB', options: {} },
  own: {
    countryCode: 'DE',
    options: {
      locate: () => ({
        countryCode: 'DE',
        city: 'Dresden',
        timeZone: 'Europe/Berlin',
        accuracyRadiusKm: 10,
      }),
    },
  },
};

/**
 * Every locale and operation, all known. The country's name comes from the runtime's CLDR and may differ, so it is taken out of what is
 * hashed and printed beside the hash.
 *
 * @param {typeof import('welcome-email').createWelcomeEmailRenderer} createWelcomeEmailRenderer
 * @param {keyof typeof sources} source
 */
export async function hashMails(createWelcomeEmailRenderer, source) {
  const { countryCode, options } = sources[source];
  /** @type {Record<string, { sha256: string, country: string }>} */
  const mails = {};
  /** @param {{ field: string, code: string }} warning */
  const onWarning = ({ field, code }) => {
    throw new Error(`${field}: ${code}`);
  };
  const { render } = createWelcomeEmailRenderer({ brand, onWarning, ...options });
  for (const locale of locales) {
    const country = new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(countryCode) ?? '';
    for (const operation of /** @type {const} */ (['registration', 'recovery'])) {
      const mail = JSON.stringify(await render({ ...input, locale, operation }));
      if (!mail.includes(country) || !mail.includes('Brave')) throw new Error(`Not all is said: ${mail}`);
      const sha256 = createHash('sha256').update(mail.replaceAll(country, '')).digest('hex');
      mails[`${locale} ${operation}`] = { sha256, country };
    }
  }
  return mails;
}

/** @param {unknown} mails */
export function print(mails) {
  console.log(JSON.stringify(mails));
}
