import { WelcomeEmailInputError } from '../errors.js';
import { importWithRetry } from '../import-with-retry.js';
import { attempt, readFields } from '../untrusted/fields.js';
import type { LoadedLocale } from './loaded-locale.js';
import { checkLocaleFile, type LocaleFile } from './locale-file.js';
import { shippedLocales, tagsWithDayPeriods } from './shipped-locales.js';

/**
 * Locales by language tag (BCP 47, in canonical form). For an included locale, the keys that you give replace ours. A locale that is not
 * included needs every key.
 *
 * @example
 * { en: { greeting: 'Hi {{name}},' } }
 */
export type Translations = Readonly<Record<string, Partial<LocaleFile>>>;

/** The locales that a renderer supports. */
export interface Locales {
  /** Language tags (BCP 47). */
  readonly tags: readonly string[];
  /** Loads the locale with one of these tags. A shipped locale is imported on first use. */
  load(tag: string): Promise<LoadedLocale>;
}

/** The language tags (BCP 47) of the locales in `locales/`. */
export const shippedTags: readonly string[] = Object.keys(shippedLocales);

/**
 * Combines the shipped locales with the caller's.
 *
 * @throws WelcomeEmailInputError if one of the caller's is invalid
 */
export function createLocales(translations?: unknown): Locales {
  const custom = checkTranslations(translations);
  return {
    tags: [...new Set([...shippedTags, ...custom.keys()])],
    async load(tag) {
      const importLocale = Object.hasOwn(shippedLocales, tag) ? shippedLocales[tag] : undefined;
      const shipped =
        importLocale && (await importWithRetry(`the locale ${tag}`, 'default', importLocale)).default;
      const words = custom.get(tag);
      // A locale that is not shipped has all keys, see `checkTranslations`.
      if (shipped === undefined) return { language: words as LocaleFile };
      return words === undefined ? shipped : { language: { ...shipped.language, ...words } };
    },
  };
}

/** Checks whether our locale has a key, which the caller's may then leave out. */
function hasShippedKey(tag: string, key: string): boolean {
  return (key === 'dayPeriods' ? tagsWithDayPeriods : shippedTags).includes(tag);
}

/** In characters. Software may reject longer tags (RFC 5646, 4.4.1). */
const MAX_TAG_LENGTH = 35;

function checkTranslations(translations: unknown): Map<string, Partial<LocaleFile>> {
  if (translations === undefined || translations === null) return new Map();
  const fields = readFields(translations);
  if (fields === undefined)
    throw new WelcomeEmailInputError('translations', 'wrong-type', 'must be an object');
  const checked = [...fields].map(([tag, file]) => {
    const field = `translations.${tag}`;
    // A tag in another form would neither replace ours nor match a reader's.
    if (tag.length > MAX_TAG_LENGTH || attempt(() => Intl.getCanonicalLocales(tag)[0]) !== tag) {
      throw new WelcomeEmailInputError(
        field,
        'unsupported-locale',
        `must be a language tag in canonical form (BCP 47) of at most ${MAX_TAG_LENGTH} characters`,
      );
    }
    return [tag, checkLocaleFile(field, file, (key) => hasShippedKey(tag, key))] as const;
  });
  return new Map(checked);
}
