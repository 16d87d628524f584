import { UAParser } from 'ua-parser-js';
import { phrase } from '../../emails/content.js';
import type { Words } from '../i18n/locales.js';

/** What the request's headers say of where it came from, in this package's own words. */
interface Platform {
  readonly browser: string | undefined;
  readonly system: string | undefined;
}

/** ua-parser-js names and client hint brands -> our words. What is not in it is not shown. */
const browsers: Readonly<Record<string, string>> = {
  Chrome: 'Chrome',
  'Chrome Headless': 'Chrome',
  'Google Chrome': 'Chrome',
  'Chrome WebView': 'Chrome',
  Chromium: 'Chromium',
  Safari: 'Safari',
  'Mobile Safari': 'Safari',
  Firefox: 'Firefox',
  'Mobile Firefox': 'Firefox',
  Edge: 'Edge',
  'Microsoft Edge': 'Edge',
  Opera: 'Opera',
  'Opera Mobi': 'Opera',
  'Opera Touch': 'Opera',
  'Samsung Internet': 'Samsung Internet',
  'Samsung Browser': 'Samsung Internet',
};

const systems: Readonly<Record<string, string>> = {
  Windows: 'Windows',
  'Mac OS': 'macOS',
  macOS: 'macOS',
  iOS: 'iOS',
  Android: 'Android',
  'Chromium OS': 'ChromeOS',
  'Chrome OS': 'ChromeOS',
  Linux: 'Linux',
  Ubuntu: 'Linux',
  Debian: 'Linux',
  Fedora: 'Linux',
};

/** Longer than any real header; ua-parser-js reads 500 characters, and cutting first keeps a huge one cheap. */
const MAX_LENGTH = 500;

/**
 * The platform of the request in words: `Chrome on Windows`, `Firefox`, `Android`; `undefined` if nothing is known.
 *
 * Families only: three quarters of all requests carry a frozen system version, and a wrong one alarms people.
 *
 * @param userAgent - the request's `User-Agent`
 * @param clientHints - its `Sec-CH-UA*` headers by name; where they say something, they decide
 */
export function describePlatform(
  userAgent: string | undefined,
  clientHints: Readonly<Record<string, string | undefined>>,
  words: Pick<Words, 'browserOnSystem'>,
): string | undefined {
  const hinted = fromClientHints(clientHints);
  const parsed = fromUserAgent(userAgent ?? '');
  const browser = hinted.browser ?? parsed.browser;
  const system = hinted.system ?? parsed.system;
  if (browser !== undefined && system !== undefined)
    return phrase(words.browserOnSystem, { browser, system });
  return browser ?? system;
}

function fromUserAgent(userAgent: string): Platform {
  const text = userAgent.slice(0, MAX_LENGTH);
  if (/bot\b|crawl|spider|preview/i.test(text)) return { browser: undefined, system: undefined };
  const parser = new UAParser(text);
  return { browser: own(browsers, parser.getBrowser().name), system: own(systems, parser.getOS().name) };
}

/**
 * `Sec-CH-UA: "Chromium";v="141", "Google Chrome";v="141", "Not?A_Brand";v="8"`: a made-up brand (GREASE) and the engine
 * stand beside the real one (User-Agent Client Hints, 3.4 and 6.2).
 */
function fromClientHints(hints: Readonly<Record<string, string | undefined>>): Platform {
  const header = (name: string) => hints[name]?.slice(0, MAX_LENGTH) ?? '';
  const brands = [...header('sec-ch-ua').matchAll(/"([^"]*)"\s*;\s*v=/g)].flatMap(
    ([, brand]) => own(browsers, brand) ?? [],
  );
  const [, system] = /"([^"]*)"/.exec(header('sec-ch-ua-platform')) ?? [];
  return { browser: brands.find((brand) => brand !== 'Chromium') ?? brands[0], system: own(systems, system) };
}

/** An own entry only: a User-Agent may well say `constructor`. */
function own(table: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
