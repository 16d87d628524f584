import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';
import QuickLRU from 'quick-lru';
import { getOrCreate } from '../cache.js';
import { attempt } from '../untrusted/fields.js';

/** Finds the best locale for what a reader wants; `undefined` if none is near enough. */
export type MatchLocale = (wanted: string) => string | undefined;

/** No locale has this tag, so getting it back says that nothing matched. */
const NOTHING = 'und';

/**
 * Matches by CLDR's distance between languages: `nn` gets `nb`, `zh-HK` gets `zh-TW`.
 *
 * What is wanted is an `Accept-Language` header (RFC 9110, 12.5.4), of which a tag and a list of tags are special cases.
 *
 * @param tags - of the locales there are (BCP 47)
 */
export function createMatcher(tags: readonly string[]): MatchLocale {
  const choices = [...tags, NOTHING];
  const simplify = createSimplifier(tags);
  /** Readers send a few hundred different headers, but anyone may send any: a thousand are kept. */
  const matches = new QuickLRU<string, string | undefined>({ maxSize: 1000 });
  return (wanted) => {
    const header = wanted.slice(0, MAX_HEADER_LENGTH);
    return getOrCreate(matches, header, () => {
      const found = match(parseAcceptLanguage(header).flatMap(simplify), choices, NOTHING);
      return found === NOTHING ? undefined : found;
    });
  };
}

/** Browsers send less. The rest is not read. */
const MAX_HEADER_LENGTH = 2048;

/** Nobody reads more. Each takes some 20 µs, and anyone may send a thousand. */
const MAX_LANGUAGES = 50;

/** Tags with quality 0 are not acceptable and left out. */
function parseAcceptLanguage(header: string): string[] {
  return new Negotiator({ headers: { 'accept-language': header } }).languages().slice(0, MAX_LANGUAGES);
}

/**
 * Leaves of a tag what can make a difference: language, script, and the region where a language is offered for several.
 * @formatjs/intl-localematcher 0.10 keeps each tag that it ever saw for the life of the process, and anyone may send any: of these
 * there are some hundred thousand, at 50 bytes each.
 *
 * @returns a list of one tag; of none if it is no tag (`*`), or that of a language which CLDR does not know
 */
function createSimplifier(tags: readonly string[]): (tag: string) => string[] {
  const offered = tags.map((tag) => new Intl.Locale(tag).maximize());
  const scripts = new Set(offered.map(({ script }) => script));
  const writings = offered.map(({ language, script }) => `${language}-${script}`);
  const regional = new Set(writings.filter((writing, i) => writings.indexOf(writing) !== i));

  return (tag) => {
    // `de_AT` is how POSIX and Java write `de-AT`.
    const wanted = attempt(() => new Intl.Locale(tag.replaceAll('_', '-')));
    if (wanted === undefined || !isLanguage(wanted.language)) return [];
    const { language, script, region } = wanted.maximize();
    if (!scripts.has(script)) return [];
    const writing = `${language}-${script}`;
    return [
      regional.has(writing) && region !== undefined && isRegion(region) ? `${writing}-${region}` : writing,
    ];
  };
}

/** CLDR has a likely script for each language that it knows. For `und`, an undetermined one, it has English's. */
function isLanguage(language: string | undefined): boolean {
  // Until Node 26, V8 has no language for `und`.
  if (language === undefined || language === 'und') return false;
  return new Intl.Locale(language).maximize().script !== undefined;
}

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function isRegion(region: string): boolean {
  return regionNames.of(region) !== undefined;
}
