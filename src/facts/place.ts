import { getCountry } from 'countries-and-timezones';
import QuickLRU from 'quick-lru';
import { getOrCreate } from '../cache.js';
import { type CheckedLocation, cleanCity } from '../geo/location.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { attempt } from '../untrusted/fields.js';
import { isTimeZone } from '../untrusted/time-zone.js';
import { phrase } from './phrase.js';
import { offsetAt } from './time.js';

/**
 * Up to this radius, a city is named and its time zone is used. Compared with newer data, geoip-lite's cities within 50 km were right
 * to 100 km in 78 % of cases, and those beyond it in only 42 to 58 %.
 */
const MAX_CITY_RADIUS_KM = 50;

/**
 * Describes a location in the reader's language: `Dresden, Germany`, or only the country if the city is unknown or inaccurate.
 *
 * @returns `undefined` if the country is unknown
 */
export function describePlace(
  location: CheckedLocation,
  locale: string,
  language: Pick<LocaleFile, 'dir' | 'cityInCountry'>,
): string | undefined {
  const country = countryName(location.countryCode, locale);
  if (country === undefined) return undefined;
  const city = hasAccurateCity(location) ? cityName(location, locale) : undefined;
  // Avoids `Singapore, Singapore`.
  return city === undefined || city === country
    ? country
    : phrase(language.cityInCountry, language.dir, { city, country });
}

/**
 * Returns the time zone of an accurate city, or that of a country where all zones have the same offset at the instant.
 *
 * @param instant - milliseconds since 1970
 */
export function zoneOfPlace(location: CheckedLocation, instant: number): string | undefined {
  const { timeZone, countryCode } = location;
  if (hasAccurateCity(location) && timeZone !== undefined && isTimeZone(timeZone)) return timeZone;
  return zoneOfCountry(countryCode, instant);
}

function hasAccurateCity({ city, accuracyRadiusKm }: CheckedLocation): boolean {
  return city !== undefined && accuracyRadiusKm !== undefined && accuracyRadiusKm <= MAX_CITY_RADIUS_KM;
}

/**
 * Looks up a country's zones in tzdb's table, from which ICU's table in `Intl.Locale` differs. If this version of Node does not know one
 * of the zones, its offset is unknown, and the country has no zone.
 */
function zoneOfCountry(countryCode: string, instant: number): string | undefined {
  const [first, ...others] = getCountry(countryCode)?.timezones ?? [];
  if (first === undefined || !isTimeZone(first)) return undefined;
  const offset = offsetAt(instant, first);
  return others.every((zone) => isTimeZone(zone) && offsetAt(instant, zone) === offset) ? first : undefined;
}

/** Returns the name in the reader's language and script if `cityNames` has one, or else `city`. */
function cityName({ city, cityNames = {} }: CheckedLocation, locale: string): string | undefined {
  const tags = Object.keys(cityNames);
  const tag = tags.includes(locale)
    ? locale
    : tags.find((tag) => languageAndScript(tag) === languageAndScript(locale));
  const translated = tag === undefined ? undefined : cityNames[tag];
  return cleanCity(translated ?? '') ?? city;
}

/** Bounded, since the tags come from a geo database and can be anything. Databases have names in about ten languages. */
const languagesAndScripts = new QuickLRU<string, string>({ maxSize: 200 });

/** Returns `pt-Latn` for `pt` and `pt-BR`, `zh-Hans` for `zh-CN`, `zh-Hant` for `zh-TW`. */
function languageAndScript(tag: string): string {
  return getOrCreate(languagesAndScripts, tag, () => {
    const locale = attempt(() => new Intl.Locale(tag).maximize());
    return locale === undefined ? tag : `${locale.language}-${locale.script}`;
  });
}

/** By locale. Creating one takes longer than the rest of a mail. */
const displayNames = new Map<string, Intl.DisplayNames>();

/** By locale and country code, since `Intl` takes a microsecond for each. Bounded by the locales and the countries. */
const countryNames = new Map<string, string | undefined>();

/**
 * Countries without a zone in tzdb's table: Kosovo, whose code ISO 3166-1 leaves to users and all databases use, and uninhabited
 * Bouvet Island.
 */
const COUNTRIES_WITHOUT_ZONE = new Set(['XK', 'BV']);

/**
 * Returns the country's name from CLDR, by way of `Intl`.
 *
 * CLDR also names codes that are no country (`ZZ` is "Unknown Region", `EU` is a union, which geo databases use for addresses somewhere
 * in Europe), and gives withdrawn codes their successors' names (`AN` is Curaçao, `SU` is Russia). So a code must be in tzdb's table,
 * which has those that ISO 3166-1 assigns.
 */
function countryName(code: string, locale: string): string | undefined {
  if (getCountry(code) === null && !COUNTRIES_WITHOUT_ZONE.has(code)) return undefined;
  return getOrCreate(countryNames, `${locale} ${code}`, () => {
    // Without `en`, Node falls back to the server's language for locales that it does not know.
    const create = () => new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
    return getOrCreate(displayNames, locale, create).of(code);
  });
}
