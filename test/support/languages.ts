import type { Operation } from '../../emails/operations.js';
import type { LocaleFile } from '../../src/i18n/locale-file.js';
import { createLocales, shippedLocales } from '../../src/i18n/locales.js';
import { createTranslate } from '../../src/i18n/translator.js';
import { compileMail } from '../../src/template/compile.js';
import {
  fillTemplate,
  listValues,
  parseMail,
  type SlotValues,
  type Template,
} from '../../src/template/template.js';
import { createPreparer } from '../../src/template/values.js';

const { load } = createLocales();
const prepareValues = createPreparer();

/** The file of every locale that is here. */
export const languages: Readonly<Record<string, LocaleFile>> = Object.fromEntries(
  await Promise.all(shippedLocales.map(async (tag) => [tag, (await load(tag)).language] as const)),
);

export function languageOf(tag: string): LocaleFile {
  const language = languages[tag];
  if (language === undefined) throw new Error(`There is no locale ${tag}.`);
  return language;
}

/** What a template is rendered with, in one locale and for one operation. */
export function languageFor(locale: string, operation: Operation) {
  const language = languageOf(locale);
  return { locale, dir: language.dir, operation, t: createTranslate(locale, language, operation) };
}

export async function templateFor(locale: string, operation: Operation) {
  return parseMail(await compileMail(locale, languageOf(locale), operation));
}

/** Fills a template with values as they are. */
export function fillText(template: Template, values: SlotValues): string {
  return fillTemplate(template, listValues(values));
}

/** Fills a template with values that are escaped for HTML. */
export function fillHtml(template: Template, values: SlotValues): string {
  return fillTemplate(template, prepareValues(values).html);
}
