import type { Operation } from '../../emails/operations.js';
import { getOrCreate } from '../cache.js';
import type { FactWords } from '../i18n/fact-words.js';
import { createLocales } from '../i18n/locales.js';
import { importWithRetry } from '../import-with-retry.js';
import type { CompiledLocale, CompiledTemplate } from './compiled-template.js';
import { type MailTemplate, parseMail } from './template.js';

/** Where a renderer's mails come from. */
export interface MailLoader {
  /** The supported locales (BCP 47). */
  readonly tags: readonly string[];
  /** Loads the mail of a locale and an operation, with the words that describe its facts. */
  load(
    locale: string,
    operation: Operation,
  ): Promise<{ readonly words: FactWords; readonly template: MailTemplate }>;
}

/** Loads the mails of a template that the caller compiled. */
export function loadCompiledMails({
  locales,
  slots,
}: Pick<CompiledTemplate, 'locales' | 'slots'>): MailLoader {
  const ownSlots = Object.keys(slots);
  return {
    tags: Object.keys(locales),
    async load(locale, operation) {
      const { words, mails } = locales[locale] as CompiledLocale;
      return { words, template: parseMail(mails[operation], ownSlots) };
    },
  };
}

/** Our mails in our words, which all renderers share. Holds at most one for each locale and operation. */
const shippedTemplates = new Map<string, MailTemplate>();

/**
 * Loads our mails. Those in our words were compiled at build time, since compiling loads React and i18next.
 *
 * @param translations - the caller's words
 * @throws WelcomeEmailInputError if the words are invalid
 */
export function loadOurMails(translations: unknown): MailLoader {
  const locales = createLocales(translations);
  return {
    tags: locales.tags,
    async load(locale, operation) {
      const { language, compiledMail } = await locales.load(locale);
      if (compiledMail) {
        const parse = () => parseMail(compiledMail(operation));
        return { words: language, template: getOrCreate(shippedTemplates, `${locale} ${operation}`, parse) };
      }
      const compiler = await importWithRetry('the template', 'compileMail', () => import('./compile.js'));
      return {
        words: language,
        template: parseMail(await compiler.compileMail(locale, language, operation)),
      };
    },
  };
}
