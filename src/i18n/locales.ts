import type { Operation } from '../../emails/content.js';
import { WelcomeEmailInputError } from '../errors.js';
import { attempt, readFields } from '../untrusted/fields.js';
import { load } from '../load.js';
import type { MailSource } from '../template/template.js';
import { checkLocaleFile, type LocaleFile } from './locale-file.js';
import { shippedLocales, tagsWithDayPeriods } from './shipped-locales.js';

/** The caller's own, by tag (BCP 47): parts in place of ours, or a whole locale where there is none here. */
export type Translations = Readonly<Record<string, Partial<LocaleFile>>>;

/** A locale that a renderer speaks. */
interface Locale {
  readonly language: LocaleFile;
  /** The mail in its words, if that was rendered when the package was built: the words are all ours, and this is the package. */
  readonly mails?: Readonly<Record<Operation, MailSource>> | undefined;
}

/** The locales that a renderer speaks. */
export interface Locales {
  /** BCP 47. */
  readonly tags: readonly string[];
  /** Gives a locale that is among the tags. Its file is read when it is first asked for. */
  load(tag: string): Promise<Locale>;
}

/** The tags (BCP 47) of the locales that have a file here. */
export const shippedTags: readonly string[] = Object.keys(shippedLocales);

/**
 * All that are here, with the caller's.
 *
 * @throws WelcomeEmailInputError if one of the caller's cannot be used
 */
export function createLocales(translations?: unknown): Locales {
  const own = checkTranslations(translations);
  return {
    tags: [...new Set([...shippedTags, ...own.keys()])],
    async load(tag) {
      const importLocale = Object.hasOwn(shippedLocales, tag) ? shippedLocales[tag] : undefined;
      const shipped = importLocale && (await load(`the locale ${tag}`, 'mails', importLocale));
      const language = shipped?.default as LocaleFile;
      return own.has(tag)
        ? { language: { ...language, ...own.get(tag) } }
        : { language, mails: shipped?.mails };
    },
  };
}

function isShipped(tag: string, key: string): boolean {
  return (key === 'dayPeriods' ? tagsWithDayPeriods : shippedTags).includes(tag);
}

/** What all who read tags must accept (RFC 5646, 4.4.1). */
const MAX_TAG_LENGTH = 35;

function checkTranslations(translations: unknown): Map<string, Partial<LocaleFile>> {
  if (translations === undefined || translations === null) return new Map();
  const fields = readFields(translations);
  if (fields === undefined)
    throw new WelcomeEmailInputError('translations', 'wrong-type', 'must be an object');
  const checked = [...fields].map(([tag, file]) => {
    const field = `translations.${tag}`;
    // A tag in another spelling would stand beside ours, and never be found.
    if (tag.length > MAX_TAG_LENGTH || attempt(() => Intl.getCanonicalLocales(tag)[0]) !== tag) {
      throw new WelcomeEmailInputError(
        field,
        'unsupported-locale',
        `must be a language tag in canonical form (BCP 47) of at most ${MAX_TAG_LENGTH} characters`,
      );
    }
    return [tag, checkLocaleFile(field, file, (key) => isShipped(tag, key))] as const;
  });
  return new Map(checked);
}
