import type { Direction } from '../../emails/content.js';
import { WelcomeEmailInputError } from '../errors.js';
import { readFields } from '../record.js';
import { type FileKey, localeFiles } from './locale-files.js';

/** What `locales/<tag>/welcome.json` holds: all that a language needs. */
export interface LocaleFile {
  /** The direction of its script. Node's own knowledge of it has a different form in each version. */
  readonly dir: Direction;
  /** The digits of dates, as CLDR names the numbering system. */
  readonly numerals: Numerals;
  /** A date and time to the minute, in date-fns's pattern letters (Unicode TR35). */
  readonly dateTime: string;
  /** The twelve months as they stand in that pattern: in Russian the genitive. */
  readonly months: readonly string[];
  /** Before and after noon, for the pattern letter `a`. */
  readonly dayPeriods: readonly string[];
  /** What is said, with `{{slot}}` for what varies and `_registration` or `_recovery` where the operation matters. */
  readonly words: Words;
}

export type Numerals = 'latn' | 'arab' | 'arabext' | 'beng' | 'deva';
export type Words = Readonly<Record<FileKey, string>>;

/** The tag (BCP 47) of a locale that has a file. */
export type LocaleTag = keyof typeof localeFiles;

export const localeTags = Object.keys(localeFiles) as LocaleTag[];

export type Languages = Readonly<Record<LocaleTag, LocaleFile>>;

/** Words of the caller's own in place of ours, by locale and key. */
export type Translations = { readonly [Tag in LocaleTag]?: Partial<Words> };

/**
 * Every locale, with the caller's words in place of ours.
 *
 * @throws WelcomeEmailInputError for a locale, key or placeholder that does not exist here
 */
export function languagesWith(translations: unknown): Languages {
  const languages: Record<string, LocaleFile> = { ...localeFiles };
  for (const [tag, words] of recordFields('translations', translations)) {
    const language = languages[tag];
    if (language === undefined || !Object.hasOwn(localeFiles, tag)) {
      throw new WelcomeEmailInputError(
        `translations.${tag}`,
        'unsupported-locale',
        'is not a locale that has a file here',
      );
    }
    languages[tag] = {
      ...language,
      words: { ...language.words, ...checkWords(`translations.${tag}`, words, language.words) },
    };
  }
  return languages as Languages;
}

function checkWords(field: string, words: unknown, ours: Words): Partial<Words> {
  const checked: Record<string, string> = {};
  for (const [key, text] of recordFields(field, words)) {
    const name = `${field}.${key}`;
    if (!Object.hasOwn(ours, key))
      throw new WelcomeEmailInputError(name, 'unknown-key', 'is not a key of the words');
    if (typeof text !== 'string') throw new WelcomeEmailInputError(name, 'wrong-type', 'must be a string');
    // In the plaintext part they would move words or start lines; bidi controls are put in where they are needed.
    if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text)) {
      throw new WelcomeEmailInputError(name, 'control-character', 'must have no control character');
    }
    const allowed = placeholdersIn(ours[key as keyof Words]);
    if (placeholdersIn(text).join() !== allowed.join()) {
      const expected =
        allowed.length === 0
          ? 'must have no placeholder'
          : `must have the placeholders ${allowed.join(' and ')}`;
      throw new WelcomeEmailInputError(name, 'unknown-placeholder', expected);
    }
    checked[key] = text;
  }
  return checked;
}

function recordFields(field: string, value: unknown): Map<string, unknown> {
  if (value === undefined || value === null) return new Map();
  const fields = readFields(value);
  if (fields === undefined) throw new WelcomeEmailInputError(field, 'wrong-type', 'must be an object');
  return fields;
}

/** Whatever stands between double braces, sorted. What is not closed counts too, so that it cannot become a marker. */
export function placeholdersIn(text: string): string[] {
  return (text.match(/\{\{.*?(?:\}\}|$)/g) ?? []).sort();
}
