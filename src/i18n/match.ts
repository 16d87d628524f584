import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';
import QuickLRU from 'quick-lru';
import { type LocaleTag, localeTags } from './locales.js';

/** No locale has this tag, so getting it back says that nothing matched. */
const NOTHING = 'und';

/** Readers send a few hundred different headers, but anyone may send any: a thousand are kept. */
const matches = new QuickLRU<string, LocaleTag | undefined>({ maxSize: 1000 });

/**
 * The best of our locales for what a reader wants, by CLDR's distance between languages (`nn` gets `nb`, `zh-TW` gets
 * `zh-Hant`).
 *
 * @param wanted - an `Accept-Language` header (RFC 9110, 12.5.4), of which a tag and a list of tags are special cases
 * @returns the locale, or `undefined` if none is near enough
 */
export function matchLocale(wanted: string): LocaleTag | undefined {
  if (matches.has(wanted)) return matches.get(wanted);
  const tags = parseAcceptLanguage(wanted).flatMap(canonicalTag);
  const found = match(tags, [...localeTags, NOTHING], NOTHING);
  const locale = found === NOTHING ? undefined : (found as LocaleTag);
  matches.set(wanted, locale);
  return locale;
}

/** Tags with quality 0 are not acceptable and left out. */
function parseAcceptLanguage(header: string): string[] {
  return new Negotiator({ headers: { 'accept-language': header } }).languages();
}

/** `de_AT` is how POSIX and Java write `de-AT`. What is no tag at all (`*` among them) is left out. */
function canonicalTag(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
  } catch {
    return [];
  }
}
