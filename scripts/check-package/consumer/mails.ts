// Renders the same mails in every runtime, and hashes each. It uses nothing that only some runtimes have. app.ts bundles it, without the
// package, into a project that has the package installed.
import type { createWelcomeEmailRenderer, Location, RendererOptions } from 'welcome-email';
import { operationNames } from '../../../emails/operations.js';
import { BRAND, everythingFor } from '../../../test/support/inputs.js';
import { darmstadt } from '../../darmstadt.js';

// app.ts writes these in.
declare const LOCALES: readonly string[];
declare const COUNTRY_CODES: readonly string[];

const clientHints = {
  'sec-ch-ua': '"Brave";v="141", "Not?A_Brand";v="8", "Chromium";v="141"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Windows"',
};

/** Where the place and the words come from. The caller's own words are rendered in the caller's process. */
export type Source = 'geoip-lite' | 'locator' | 'location' | 'own words';

interface Setting {
  readonly countryCode: string;
  readonly options: RendererOptions;
  readonly location?: Location;
}

const locate = () => darmstadt;
const settings: Readonly<Record<Source, Setting>> = {
  'geoip-lite': { countryCode: 'GB', options: {} },
  locator: { countryCode: 'DE', options: { locate } },
  location: { countryCode: 'DE', options: {}, location: darmstadt },
  'own words': {
    countryCode: 'DE',
    options: { locate, translations: Object.fromEntries(LOCALES.map((tag) => [tag, {}])) },
  },
};

export interface HashedMails {
  /** The hash of each mail, without the country's name. */
  readonly mails: Readonly<Record<string, string>>;
  /** The names of all countries in each locale. They come from the runtime's CLDR, so they may differ between runtimes. */
  readonly countries: Readonly<Record<string, readonly string[]>>;
}

/** Renders a mail, in which every field is known, for each locale and operation. */
export async function hashMails(
  createRenderer: typeof createWelcomeEmailRenderer,
  source: Source,
): Promise<HashedMails> {
  const { countryCode, options, location } = settings[source];
  const mails: Record<string, string> = {};
  const countries: Record<string, string[]> = {};
  const { render } = createRenderer({
    // Without a country in its address: the country's name is removed from the mails.
    brand: { ...BRAND, address: '1 Example Street' },
    onWarning({ field, code }) {
      throw new Error(`${field}: ${code}`);
    },
    ...options,
  });
  for (const locale of LOCALES) {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
    countries[locale] = COUNTRY_CODES.map((code) => names.of(code) ?? '');
    const country = names.of(countryCode) ?? '';
    for (const operation of operationNames) {
      const mail = JSON.stringify(
        await render({ ...everythingFor(operation), clientHints, location, locale }),
      );
      if (!mail.includes(country) || !mail.includes('Brave'))
        throw new Error(`The mail lacks the country or the browser: ${mail}`);
      mails[`${locale} ${operation}`] = await sha256(mail.replaceAll(country, ''));
    }
  }
  return { mails, countries };
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function print(mails: HashedMails): void {
  console.log(JSON.stringify(mails));
}
