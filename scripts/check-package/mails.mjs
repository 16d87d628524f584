// Renders the same mails wherever it runs, and gives a hash of each: check-package.js copies this file into projects that have the
// package installed, and compares what it says there. It takes nothing that only some runtimes have.
import { countryCodes, locales } from './locales.mjs';

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

const dresden = { countryCode: 'DE', city: 'Dresden', timeZone: 'Europe/Berlin', accuracyRadiusKm: 10 };
const locate = () => dresden;

/** Who says where the address is, and in whose words the mails are: one's own are rendered where they are used. */
const sources = {
  'geoip-lite': { countryCode: 'GB', options: {} },
  locator: { countryCode: 'DE', options: { locate } },
  location: { countryCode: 'DE', options: {}, location: dresden },
  'own words': {
    countryCode: 'DE',
    options: { locate, translations: Object.fromEntries(locales.map((tag) => [tag, {}])) },
  },
};

/**
 * Every locale and operation, all known. The country's name comes from the runtime's CLDR and may differ, so it is taken out of what is
 * hashed, and all names of countries are given beside the hashes.
 *
 * @param {typeof import('welcome-email').createWelcomeEmailRenderer} createWelcomeEmailRenderer
 * @param {keyof typeof sources} source
 */
export async function hashMails(createWelcomeEmailRenderer, source) {
  const { countryCode, options, location } = { location: undefined, ...sources[source] };
  /** @type {Record<string, string>} */
  const mails = {};
  /** @type {Record<string, string[]>} */
  const countries = {};
  /** @param {{ field: string, code: string }} warning */
  const onWarning = ({ field, code }) => {
    throw new Error(`${field}: ${code}`);
  };
  const { render } = createWelcomeEmailRenderer({ brand, onWarning, ...options });
  for (const locale of locales) {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
    countries[locale] = countryCodes.map((code) => names.of(code) ?? '');
    const country = names.of(countryCode) ?? '';
    for (const operation of /** @type {const} */ (['registration', 'recovery'])) {
      const mail = JSON.stringify(await render({ ...input, location, locale, operation }));
      if (!mail.includes(country) || !mail.includes('Brave')) throw new Error(`Not all is said: ${mail}`);
      mails[`${locale} ${operation}`] = await sha256(mail.replaceAll(country, ''));
    }
  }
  return { mails, countries };
}

/** @param {string} text */
async function sha256(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {unknown} outcome */
export function print(outcome) {
  console.log(JSON.stringify(outcome));
}
