import { type CleanText, cleanText } from '../untrusted/clean-text.js';
import { isRecord } from '../untrusted/fields.js';
import { looksLikeLink } from '../untrusted/links.js';

/** Where an address probably is, as a geo database tells it. */
export interface Location {
  /** ISO 3166-1 alpha-2, in capitals. A code of no country (`EU`, `ZZ`) says nothing. */
  readonly countryCode: string;
  /** In English, or as the place calls itself. */
  readonly city?: string | undefined;
  /** The city's name by language (BCP 47), for readers of that language and script; `city` is for all others. */
  readonly cityNames?: Readonly<Record<string, string>> | undefined;
  /** IANA name. */
  readonly timeZone?: string | undefined;
  /** How far off the place may be, in kilometres. Without it neither the city is said nor its zone believed. */
  readonly accuracyRadiusKm?: number | undefined;
}

/**
 * Finds the place of a public IP address; gives `undefined` if it is not known.
 *
 * @param ip - an IPv4 or IPv6 address in canonical form; never a private or reserved one
 */
export type Locator = (ip: string) => Location | undefined | Promise<Location | undefined>;

/** As a reader counts characters. The longest name of a place that is in use, in Wales, has 58. */
const MAX_CITY_LENGTH = 64;

/** Databases have a city's name in some ten languages. */
const MAX_CITY_NAMES = 200;

/**
 * Takes what can be used; `undefined` if there is not even a country. A city whose name cannot be shown is as good as unknown. Of
 * `cityNames` the one that is chosen must still be cleaned.
 */
export function checkLocation(found: unknown): Location | undefined {
  if (!isRecord(found)) return undefined;
  const { countryCode, city, cityNames, timeZone, accuracyRadiusKm } = found;
  if (typeof countryCode !== 'string' || !/^[A-Z]{2}$/.test(countryCode)) return undefined;
  return {
    countryCode,
    city: typeof city === 'string' ? cleanCity(city) : undefined,
    cityNames: isRecord(cityNames) ? firstTexts(cityNames) : undefined,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
    accuracyRadiusKm:
      typeof accuracyRadiusKm === 'number' && accuracyRadiusKm >= 0 ? accuracyRadiusKm : undefined,
  };
}

function firstTexts(record: Record<string, unknown>): Record<string, string> {
  const fields = Object.keys(record)
    .slice(0, MAX_CITY_NAMES)
    .map((name) => [name, record[name]] as const);
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** Makes a city's name fit to be shown. Where the place comes from a header, anyone may have written it. */
export function cleanCity(name: string): CleanText | undefined {
  const city = cleanText(name, MAX_CITY_LENGTH);
  return city === undefined || looksLikeLink(city) ? undefined : city;
}
