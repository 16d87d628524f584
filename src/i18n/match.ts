import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';
import QuickLRU from 'quick-lru';
import { attempt } from '../input/record.js';
import { recall } from '../remember.js';

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
  /** Readers send a few hundred different headers, but anyone may send any: a thousand are kept. */
  const matches = new QuickLRU<string, string | undefined>({ maxSize: 1000 });
  return (wanted) =>
    recall(matches, wanted, () => {
      const found = match(parseAcceptLanguage(wanted).flatMap(canonicalTag), choices, NOTHING);
      return found === NOTHING ? undefined : found;
    });
}

/** Nobody reads more. Each takes some 20 µs, and anyone may send a thousand. */
const MAX_LANGUAGES = 50;

/** Tags with quality 0 are not acceptable and left out. */
function parseAcceptLanguage(header: string): string[] {
  return new Negotiator({ headers: { 'accept-language': header } }).languages().slice(0, MAX_LANGUAGES);
}

/** `de_AT` is how POSIX and Java write `de-AT`. What is no tag at all (`*` among them) is left out. */
function canonicalTag(tag: string): string[] {
  return attempt(() => Intl.getCanonicalLocales(tag.replaceAll('_', '-'))) ?? [];
}
