import type { ComponentType } from 'react';
import {
  type Content,
  type MailSource,
  markedContent,
  type NoSlots,
  type OwnSlots,
  ourSlots,
} from '../../emails/content.js';
import { type Operation, operationNames } from '../../emails/operations.js';
import { welcomeText } from '../../emails/welcome.text.js';
import { WelcomeEmailInputError } from '../errors.js';
import { factWordsOf } from '../i18n/fact-words.js';
import { createLocales, type Translations } from '../i18n/locales.js';
import { createTranslate } from '../i18n/translator.js';
import { attempt, readFields } from '../untrusted/fields.js';
import { checkMail } from './check-mail.js';
import type { CompiledLocale, CompiledTemplate, TemplateWarning } from './compiled-template.js';
import { renderMail } from './render-mail.js';

/** The options of {@link compileTemplate}. */
export interface TemplateOptions<Own extends OwnSlots = NoSlots> {
  /** Your design. It gets the `Content` as its props. It is rendered without values, so show each only through `value` and sections. */
  readonly html: ComponentType<Content<keyof NoInfer<Own> & string>>;
  /** The plaintext part. Default: `welcomeText`, ours. */
  readonly text?: ((content: Content<keyof NoInfer<Own> & string>) => string) | null | undefined;
  /** The slots that you add to ours. */
  readonly slots?: Own | null | undefined;
  /** The locales to compile (BCP 47). Each takes about 100 KB of JSON, or 3 KB by gzip. Default: all. */
  readonly locales?: readonly string[] | null | undefined;
  /** Your own words, like the `translations` of a renderer. */
  readonly translations?: Translations | null | undefined;
}

const OPTIONS = new Set(['html', 'text', 'slots', 'locales', 'translations']);

/**
 * Renders your design once for each locale and operation, and checks it. The result is plain JSON: fill it with
 * `createWelcomeEmailRenderer({ template })`, at once or in a program without React.
 *
 * Throws if an email would be unusable or unsafe: if the link or the code of a request is missing, or is in a title, in hidden text or at the
 * beginning, which lists of emails show; if text is where an address or a style should be, in a comment, or in a tag outside of quotes; if
 * the platform, the location, the time or the expiry is in a title or an attribute; if a slot does not exist. The rest is in `warnings`.
 *
 * @throws WelcomeEmailInputError (by rejection) if an option or the design is invalid. For the design, `field` is `html` or `text`.
 * @example
 * const template = await compileTemplate({ html: MyEmail, slots: { plan: 'text' }, locales: ['en', 'de'] });
 * for (const warning of template.warnings) console.warn(warning);
 * await writeFile('template.json', JSON.stringify(template));
 */
export async function compileTemplate<const Own extends OwnSlots = NoSlots>(
  options: TemplateOptions<Own>,
): Promise<CompiledTemplate<Own>> {
  const { html, text, slots, translations, locales } = readOptions(options);
  const { tags, load } = createLocales(translations);
  const compiled: Record<string, CompiledLocale> = {};
  const warnings = new Map<string, TemplateWarning>();
  for (const locale of checkLocales(locales ?? tags, tags)) {
    const { language } = await load(locale);
    const mails: Array<readonly [Operation, MailSource]> = [];
    for (const operation of operationNames) {
      const t = createTranslate(locale, language, operation);
      const content = markedContent({ locale, dir: language.dir, operation, t });
      const mail = await renderMail(content, html, text);
      mails.push([operation, mail]);
      for (const issue of checkMail(mail, content, slots)) {
        const key = Object.values(issue).join();
        if (!warnings.has(key)) warnings.set(key, { ...issue, operation, locale });
      }
    }
    compiled[locale] = {
      words: factWordsOf(language),
      mails: Object.fromEntries(mails) as CompiledLocale['mails'],
    };
  }
  return { slots: slots as Own, locales: compiled, warnings: [...warnings.values()] };
}

/** Reads the options, and checks all but `translations` and `locales`. */
function readOptions(options: unknown) {
  const fields = readFields(options);
  if (fields === undefined) throw new WelcomeEmailInputError('options', 'wrong-type', 'must be an object');
  for (const name of fields.keys()) {
    if (!OPTIONS.has(name))
      throw new WelcomeEmailInputError(name, 'unknown-field', 'is not an option of compileTemplate');
  }
  const component = (name: string, value = fields.get(name)) => {
    if (typeof value !== 'function')
      throw new WelcomeEmailInputError(
        name,
        value === undefined ? 'missing' : 'wrong-type',
        'must be a function',
      );
    return value;
  };
  return {
    html: component('html') as ComponentType<Content<string>>,
    text: component('text', fields.get('text') ?? welcomeText) as (content: Content<string>) => string,
    slots: checkSlots(fields.get('slots') ?? {}),
    translations: fields.get('translations'),
    locales: fields.get('locales'),
  };
}

function checkSlots(value: unknown): OwnSlots {
  const fields = readFields(value);
  if (fields === undefined) throw new WelcomeEmailInputError('slots', 'wrong-type', 'must be an object');
  for (const [name, kind] of fields) {
    const field = `slots.${name}`;
    // Names of all objects, like `constructor`, would have a value in any email.
    if (!/^[a-z]\w*$/i.test(name) || name in {} || ourSlots.has(name))
      throw new WelcomeEmailInputError(field, 'invalid-value', 'must be a name in ASCII that we do not use');
    if (kind !== 'text' && kind !== 'url')
      throw new WelcomeEmailInputError(field, 'invalid-value', "must be 'text' or 'url'");
  }
  return Object.fromEntries(fields) as OwnSlots;
}

function checkLocales(wanted: unknown, tags: readonly string[]): string[] {
  const locales = attempt(() => (Array.isArray(wanted) ? [...wanted] : undefined));
  if (locales === undefined || locales.length === 0)
    throw new WelcomeEmailInputError('locales', 'wrong-type', 'must be a list of language tags');
  if (!locales.every((tag) => tags.includes(tag)))
    throw new WelcomeEmailInputError('locales', 'unsupported-locale', `must be some of ${tags.join(', ')}`);
  return locales;
}
