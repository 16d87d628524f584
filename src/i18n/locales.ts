import { checkFields } from '../checks.js';
import { WelcomeEmailInputError } from '../errors.js';
import { importWithRetry } from '../import-with-retry.js';
import type { LoadedLocale } from './loaded-locale.js';
import {
  checkLocaleFile,
  type LocaleFile,
  missingKeys,
  sortByBrand,
  type Translation,
  throwIfMissing,
  wordsOf,
} from './locale-file.js';
import { isCanonicalTag } from './locale-options.js';
import { createMatcher } from './match.js';
import { haveSameScript, parentsOf } from './parents.js';
import { localeImports, tagsWithDayPeriods } from './shipped-locales.js';

/**
 * Your own words by language tag (BCP 47, in canonical form) and key.
 *
 * - For an included locale, they replace ours.
 * - A regional tag (`de-AT`) adds a locale. Keys that you leave out are those of the locale that its readers would get otherwise (`de`).
 * - A language that is not included needs every key.
 * - A key without its operation (`heading`) sets the words of all operations. `heading_recovery` wins over it.
 *
 * Words with `{{brandName}}` are used only in emails with a brand. Emails without a brand use our words. The type `Words` lists the
 * placeholders of each key.
 *
 * Words also replace ours in the children of the tag in CLDR: those of `en` in `en-GB`, those of `es` in `es-419`. Your words for the child
 * itself win. Formats are not words: `dir`, `numerals`, `calendar`, `dateTime`, `months` and `dayPeriods` apply only to their own tag.
 * A `dateTime` for `en` does not change the dates of `en-GB`.
 *
 * @example
 * {
 *   en: { greeting: 'Hi {{name}},', action: 'Go to {{brandName}}', note: 'Your trial ends in 14 days.' },
 *   'de-AT': { greeting: 'Grüß Gott {{name}},' },
 * }
 */
export type Translations = Readonly<Record<string, Translation>>;

/** The locales that a renderer supports. */
export interface Locales {
  /** Language tags (BCP 47). */
  readonly tags: readonly string[];
  /** Loads the locale with one of these tags. A shipped locale is imported on first use. */
  load(tag: string): Promise<LoadedLocale>;
}

/** The language tags (BCP 47) of the included locales. */
export const shippedLocales: readonly string[] = Object.freeze(Object.keys(localeImports));

/** What a caller gives for a tag. */
interface OwnLocale {
  readonly file: Partial<LocaleFile>;
  /** The locale that has the other keys: itself if it is shipped or has every key. */
  readonly base: string;
}

/**
 * Combines the shipped locales with the caller's.
 *
 * @throws WelcomeEmailInputError if one of the caller's is invalid
 */
export function createLocales(translations?: unknown): Locales {
  const own = checkTranslations(translations);

  async function load(tag: string): Promise<LoadedLocale> {
    const base = own.get(tag)?.base ?? tag;
    const loaded = base === tag ? await loadShipped(tag) : await load(base);
    // The base has the words of its own parents.
    const done = base === tag ? [] : [base, ...parentsOf(base)];
    const parents = parentsOf(tag).filter((parent) => own.has(parent) && !done.includes(parent));
    if (loaded !== undefined && parents.length === 0 && !own.has(tag)) return loaded;
    const inherited = parents.reverse().map((parent) => wordsOf(own.get(parent)?.file));
    // `checkTranslations` has checked that these have every key.
    const language = Object.assign({}, loaded?.language, ...inherited, own.get(tag)?.file) as LocaleFile;
    return { language };
  }

  return { tags: [...new Set([...shippedLocales, ...own.keys()])], load };
}

async function loadShipped(tag: string): Promise<LoadedLocale | undefined> {
  const importLocale = Object.hasOwn(localeImports, tag) ? localeImports[tag] : undefined;
  return importLocale && (await importWithRetry(`the locale ${tag}`, 'default', importLocale)).default;
}

/** In characters. Software may reject longer tags (RFC 5646, 4.4.1). */
const MAX_TAG_LENGTH = 35;

function checkTranslations(translations: unknown): Map<string, OwnLocale> {
  return new Map(
    readTranslations(translations).map(({ tag, file, base, missing }) => {
      throwIfMissing(`translations.${tag}`, file, missing);
      return [tag, { file, base }];
    }),
  );
}

/** Lists the keys that each of the caller's locales lacks, by tag. Locales that lack none are omitted. */
export function missingWords(translations: unknown): ReadonlyMap<string, readonly string[]> {
  const lacking = readTranslations(translations).filter(({ missing }) => missing.length > 0);
  return new Map(lacking.map(({ tag, missing }) => [tag, missing]));
}

/** Checks everything except for missing keys. */
function readTranslations(translations: unknown) {
  const files = new Map(
    [...checkFields(translations ?? {}, 'translations')].map(([tag, file]) => {
      checkTag(tag);
      return [tag, sortByBrand(checkLocaleFile(`translations.${tag}`, file))];
    }),
  );
  const complete = [...files].filter(([, file]) => missingKeys(file).length === 0).map(([tag]) => tag);
  const bases = new Set([...shippedLocales, ...complete]);
  return [...files].map(([tag, file]) => {
    const base = (bases.has(tag) ? tag : nearest(tag, [...bases])) ?? tag;
    const hasDayPeriods = tagsWithDayPeriods.includes(base) || files.get(base)?.dayPeriods !== undefined;
    const missing = missingKeys(file).filter((key) =>
      key === 'dayPeriods' ? !hasDayPeriods : !bases.has(base),
    );
    return { tag, file, base, missing };
  });
}

/** A tag in another form would neither replace ours nor match a reader's. */
function checkTag(tag: string): void {
  if (tag.length > MAX_TAG_LENGTH || !isCanonicalTag(tag)) {
    throw new WelcomeEmailInputError(
      `translations.${tag}`,
      'unsupported-locale',
      `must be a language tag in canonical form (BCP 47) of at most ${MAX_TAG_LENGTH} characters`,
    );
  }
}

/** Returns the locale that a reader of the tag gets, if it has the same language and script. */
function nearest(tag: string, tags: readonly string[]): string | undefined {
  return createMatcher(tags.filter((other) => haveSameScript(other, tag)))(tag);
}
