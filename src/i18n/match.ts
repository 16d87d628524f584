import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';
import QuickLRU from 'quick-lru';
import { getOrCreate } from '../cache.js';
import { attempt } from '../untrusted/fields.js';

/** Returns the best locale for an `Accept-Language` header, a language tag or a list of tags; `undefined` if none is close enough. */
export type MatchLocale = (requested: string) => string | undefined;

/** The matcher's default. No locale has this tag, so it means that none matched. */
const NO_MATCH = 'und';

/**
 * Creates a function that matches by CLDR's distance between languages: `nn` gets `nb`, `zh-HK` gets `zh-TW`.
 *
 * It parses an `Accept-Language` header (RFC 9110, 12.5.4). A tag and a list of tags are valid headers too.
 *
 * @param tags - the supported locales (BCP 47)
 */
export function createMatcher(tags: readonly string[]): MatchLocale {
  const choices = [...tags, NO_MATCH];
  const simplify = createSimplifier(tags);
  /** Bounded, since anyone may send any header. Readers send a few hundred different ones. */
  const matches = new QuickLRU<string, string | undefined>({ maxSize: 1000 });
  return (requested) => {
    const header = requested.slice(0, MAX_HEADER_LENGTH);
    return getOrCreate(matches, header, () => {
      const found = match(parseAcceptLanguage(header).flatMap(simplify), choices, NO_MATCH);
      return found === NO_MATCH ? undefined : found;
    });
  };
}

/** In characters. Browsers send less, and the rest is ignored. */
const MAX_HEADER_LENGTH = 2048;

/** Nobody reads more languages. Each takes about 20 µs, and anyone may send a thousand. */
const MAX_LANGUAGES = 50;

/** Lists the tags in order of preference, without those of quality 0, which the reader rejects. */
function parseAcceptLanguage(header: string): string[] {
  return new Negotiator({ headers: { 'accept-language': header } }).languages().slice(0, MAX_LANGUAGES);
}

/**
 * Creates a function that reduces a tag to the parts that affect the match: language and script, and the region if we have several locales
 * for that language and script. A supported tag stays as it is: `en` must not become `en-US`, which may be supported too.
 *
 * @formatjs/intl-localematcher 0.10 never frees the tags that it has seen, and anyone may send any tag. There are only about a hundred
 * thousand reduced tags, at 50 bytes each.
 *
 * @returns a list of one tag, or an empty list for `*`, for invalid tags, and for languages and scripts that cannot match
 */
function createSimplifier(tags: readonly string[]): (tag: string) => string[] {
  const supported = tags.map((tag) => new Intl.Locale(tag).maximize());
  const scripts = new Set(supported.map(({ script }) => script));
  const withoutRegion = supported.map(({ language, script }) => `${language}-${script}`);
  const regional = new Set(withoutRegion.filter((tag, i) => withoutRegion.indexOf(tag) !== i));

  return (tag) => {
    // POSIX and Java write `de-AT` as `de_AT`.
    const locale = attempt(() => new Intl.Locale(tag.replaceAll('_', '-')));
    if (locale === undefined) return [];
    if (tags.includes(locale.toString())) return [locale.toString()];
    if (!isLanguage(locale.language)) return [];
    const { language, script, region } = locale.maximize();
    if (!scripts.has(script)) return [];
    const reduced = `${language}-${script}`;
    const hasRegion = regional.has(reduced) && region !== undefined && isRegion(region);
    return [hasRegion ? `${reduced}-${region}` : reduced];
  };
}

/** CLDR has a likely script for each language that it knows, and also for `und`, which means an undetermined language. */
function isLanguage(language: string | undefined): boolean {
  // Before Node 26, `language` is `undefined` for `und`.
  if (language === undefined || language === 'und') return false;
  return new Intl.Locale(language).maximize().script !== undefined;
}

/** Created on first use, since that takes some milliseconds. */
let regionNames: Intl.DisplayNames | undefined;

function isRegion(region: string): boolean {
  regionNames ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return regionNames.of(region) !== undefined;
}
