import { type CleanText, cleanText } from '../untrusted/clean-text.js';
import { isRecord } from '../untrusted/fields.js';
import { looksLikeLink } from '../untrusted/links.js';

/**
 * The probable location of an IP address, from a geo database or a CDN. In every field, `null` means the same as absent.
 *
 * @example
 * { countryCode: 'DE', city: 'Dresden', timeZone: 'Europe/Berlin', accuracyRadiusKm: 20 }
 */
export interface Location {
  /** ISO 3166-1 alpha-2, in capitals. For codes that are not a country (`EU`, `ZZ`), the email has no location. */
  readonly countryCode: string;
  /** The city's name in English or in the local language. */
  readonly city?: string | null | undefined;
  /** The city's name by language (BCP 47), shown to readers of the same language and script. Others see `city`. */
  readonly cityNames?: Readonly<Record<string, string>> | null | undefined;
  /** The city's time zone (IANA). */
  readonly timeZone?: string | null | undefined;
  /** The accuracy in kilometers. The city and its time zone are used only if this is given and at most 50. */
  readonly accuracyRadiusKm?: number | null | undefined;
}

/**
 * Looks up the location of a public IP address.
 *
 * @param ip - an IPv4 or IPv6 address in canonical form, never a private or reserved one
 * @returns the location, or `undefined` or `null` if it is unknown. If it throws or rejects, the email has no location.
 */
export type Locator = (ip: string) => Location | null | undefined | Promise<Location | null | undefined>;

/** A location that has only valid parts. */
export type CheckedLocation = { readonly [Field in keyof Location]: Exclude<Location[Field], null> };

/** In graphemes. The longest place name in use, in Wales, has 58. */
const MAX_CITY_LENGTH = 64;

/** Databases have a city's name in about ten languages. */
const MAX_CITY_NAMES = 200;

/** In characters. Language tags are shorter (RFC 5646, 4.4.1). */
const MAX_TAG_LENGTH = 35;

/**
 * Keeps the valid parts of a location and cleans the city's name. `cityNames` are not cleaned, since only one of them is shown.
 *
 * @returns `undefined` if there is no valid country code
 */
export function checkLocation(found: unknown): CheckedLocation | undefined {
  if (!isRecord(found)) return undefined;
  const { countryCode, city, cityNames, timeZone, accuracyRadiusKm } = found;
  if (typeof countryCode !== 'string' || !/^[A-Z]{2}$/.test(countryCode)) return undefined;
  return {
    countryCode,
    city: typeof city === 'string' ? cleanCity(city) : undefined,
    cityNames: isRecord(cityNames) ? firstStrings(cityNames) : undefined,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
    accuracyRadiusKm:
      typeof accuracyRadiusKm === 'number' && accuracyRadiusKm >= 0 ? accuracyRadiusKm : undefined,
  };
}

function firstStrings(record: Record<string, unknown>): Record<string, string> {
  const fields = Object.keys(record)
    .slice(0, MAX_CITY_NAMES)
    .filter((tag) => tag.length <= MAX_TAG_LENGTH)
    .map((name) => [name, record[name]] as const);
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** Cleans a city's name like a user's: if the location comes from a header, anyone may have written it. */
export function cleanCity(name: string): CleanText | undefined {
  const city = cleanText(name, MAX_CITY_LENGTH);
  return city === undefined || looksLikeLink(city) ? undefined : city;
}
