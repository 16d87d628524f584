import { getCountry } from 'countries-and-timezones';
import QuickLRU from 'quick-lru';
import { phrase } from '../../emails/phrase.js';
import { getOrCreate } from '../cache.js';
import { cleanCity, type Location } from '../geo/location.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { attempt } from '../untrusted/fields.js';
import { isTimeZone } from '../untrusted/time-zone.js';
import { offsetAt } from './time.js';

/**
 * A city is named, and its zone believed, up to this radius. Compared with newer data, geoip-lite's cities within 50 km
 * were right to 100 km in 78 % of cases, those beyond it in 42 to 58 %: no better than a coin.
 */
const MAX_CITY_RADIUS_KM = 50;

/** The place in the reader's language, city first: `Dresden, Germany`, or the country alone; `undefined` if that is unknown. */
export function describePlace(
  location: Location,
  locale: string,
  language: Pick<LocaleFile, 'dir' | 'cityInCountry'>,
): string | undefined {
  const country = countryName(location.countryCode, locale);
  if (country === undefined) return undefined;
  const city = hasKnownCity(location) ? cityName(location, locale) : undefined;
  // Singapore is in Singapore.
  return city === undefined || city === country
    ? country
    : phrase(language.cityInCountry, language.dir, { city, country });
}

/**
 * The zone of a place that can be believed: of a known city, or of a country that is all in one offset at the instant.
 *
 * @param instant - milliseconds since 1970
 */
export function zoneOfPlace(location: Location, instant: number): string | undefined {
  const { timeZone, countryCode } = location;
  if (hasKnownCity(location) && timeZone !== undefined && isTimeZone(timeZone)) return timeZone;
  return zoneOfCountry(countryCode, instant);
}

function hasKnownCity({ city, accuracyRadiusKm }: Location): boolean {
  return city !== undefined && accuracyRadiusKm !== undefined && accuracyRadiusKm <= MAX_CITY_RADIUS_KM;
}

/**
 * By tzdb's table. (`Intl.Locale` has ICU's, which differs.) A zone that this version of Node does not know may be in another
 * offset: then the country does not tell.
 */
function zoneOfCountry(countryCode: string, instant: number): string | undefined {
  const [first, ...others] = getCountry(countryCode)?.timezones ?? [];
  if (first === undefined || !isTimeZone(first)) return undefined;
  const offset = offsetAt(instant, first);
  return others.every((zone) => isTimeZone(zone) && offsetAt(instant, zone) === offset) ? first : undefined;
}

/** In the reader's language and script if the database knows it so, else as it stands in `city`. */
function cityName({ city, cityNames = {} }: Location, locale: string): string | undefined {
  const tags = Object.keys(cityNames);
  const tag = tags.includes(locale) ? locale : tags.find((tag) => writtenIn(tag) === writtenIn(locale));
  const translated = tag === undefined ? undefined : cityNames[tag];
  return cleanCity(translated ?? '') ?? city;
}

/** Databases have names in some ten languages. They may have any: so it is bounded. */
const writings = new QuickLRU<string, string>({ maxSize: 200 });

/** Language and script: `pt-Latn` for `pt` and `pt-BR`, `zh-Hans` for `zh-CN`, `zh-Hant` for `zh-TW`. */
function writtenIn(tag: string): string {
  return getOrCreate(writings, tag, () => {
    const locale = attempt(() => new Intl.Locale(tag).maximize());
    return locale === undefined ? tag : `${locale.language}-${locale.script}`;
  });
}

/** For each locale, since making one costs more than the rest of a mail. */
const displayNames = new Map<string, Intl.DisplayNames>();

/** By locale and code, since Intl takes a microsecond for each. */
const countryNames = new Map<string, string | undefined>();

/**
 * Countries without a zone in tzdb's table: Kosovo, whose code ISO 3166-1 leaves to users and all databases use, and Bouvet
 * Island, where nobody lives.
 */
const WITHOUT_ZONE = new Set(['XK', 'BV']);

/**
 * From CLDR, by way of Node. CLDR also has a name for what is no country: `ZZ` is "Unknown Region", `EU`, which in a geo
 * database stands for somewhere in Europe, a union, and withdrawn codes have their heirs' (`AN` is Curaçao, `SU` Russia). tzdb's
 * table has the codes that ISO 3166-1 assigns.
 */
function countryName(code: string, locale: string): string | undefined {
  if (getCountry(code) === null && !WITHOUT_ZONE.has(code)) return undefined;
  return getOrCreate(countryNames, `${locale} ${code}`, () => {
    // Without English, Node would take the server's language where it has none.
    const make = () => new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
    return getOrCreate(displayNames, locale, make).of(code);
  });
}
