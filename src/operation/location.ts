import { getCountry } from 'countries-and-timezones';
import { phrase } from '../../emails/content.js';
import type { LocaleTag, Words } from '../i18n/locales.js';
import { isTimeZone, offsetAt } from './time.js';

/** Where an address probably is, as a geo database tells it. */
export interface Location {
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  /** In English, or as the place calls itself. */
  readonly city?: string | undefined;
  /** The city's name by language (BCP 47). */
  readonly cityNames?: Readonly<Record<string, string>> | undefined;
  /** IANA name. */
  readonly timeZone?: string | undefined;
  /** How far off the place may be. Without it the city is not said. */
  readonly accuracyRadiusKm?: number | undefined;
}

/**
 * Finds the place of a public IP address; gives `undefined` if it is not known.
 *
 * @param ip - an IPv4 or IPv6 address in canonical form; never a private or reserved one
 */
export type Locator = (ip: string) => Location | undefined | Promise<Location | undefined>;

/**
 * A city is named, and its zone believed, up to this radius. Compared with newer data, geoip-lite's cities within 50 km
 * were right to 100 km in 78 % of cases, those beyond it in 42 to 58 %: no better than a coin.
 */
const MAX_CITY_RADIUS_KM = 50;

/** The place in the reader's language, city first: `Dresden, Germany`, or the country alone; `undefined` if that is unknown. */
export function describeLocation(location: Location, locale: LocaleTag, words: Words): string | undefined {
  const country = countryName(location.countryCode, locale);
  if (country === undefined) return undefined;
  const city = hasKnownCity(location) ? (nameIn(location.cityNames, locale) ?? location.city) : undefined;
  return city === undefined ? country : phrase(words.cityInCountry, { city, country });
}

/** The zone of a place that can be believed: of a known city, or of a country that is all in one offset at the instant. */
export function zoneOfLocation(location: Location, instant: number): string | undefined {
  const { timeZone } = location;
  if (hasKnownCity(location) && timeZone !== undefined && isTimeZone(timeZone)) return timeZone;
  const zones = getCountry(location.countryCode)?.timezones.filter(isTimeZone) ?? [];
  const [first, ...others] = zones;
  if (first === undefined) return undefined;
  return others.every((zone) => offsetAt(instant, zone) === offsetAt(instant, first)) ? first : undefined;
}

/** By language and script: MaxMind's `zh-CN` is for readers of `zh-Hans`, and its `pt-BR` for those of `pt-PT` too. */
function nameIn(names: Location['cityNames'], locale: LocaleTag): string | undefined {
  if (names === undefined) return undefined;
  const wanted = languageAndScript(locale);
  const tag = Object.keys(names).find((tag) => tag === locale || languageAndScript(tag) === wanted);
  return tag === undefined ? undefined : names[tag];
}

function languageAndScript(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}

function hasKnownCity({ city, accuracyRadiusKm }: Location): boolean {
  return (
    city !== undefined &&
    city !== '' &&
    accuracyRadiusKm !== undefined &&
    accuracyRadiusKm <= MAX_CITY_RADIUS_KM
  );
}

/** One for each locale, since making one costs more than the rest of a mail. */
const countryNames = new Map<LocaleTag, Intl.DisplayNames>();

/**
 * What CLDR has a name for, but is no country: of the codes that ISO 3166-1 leaves to users all but `XK`, Kosovo (`ZZ` is
 * "Unknown Region", `XA` "Pseudo-Accents"), and unions. `EU` in a geo database stands for somewhere in Europe.
 */
const NO_COUNTRY = /^(?:AA|Q[M-Z]|X[A-JL-Z]|ZZ|EU|EZ|UN)$/;

/** From CLDR, by way of Node; `undefined` for what is no country. */
function countryName(code: string, locale: LocaleTag): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRY.test(code)) return undefined;
  let names = countryNames.get(locale);
  if (names === undefined) {
    names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
    countryNames.set(locale, names);
  }
  return names.of(code);
}
