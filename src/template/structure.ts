import type { MailSource } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { escapeHtml } from './values.js';

/**
 * A compiled email without its words. Many emails have the same structure, so the package contains it once. scripts/structures.ts splits
 * emails into structures and words.
 *
 * | marker | is replaced by |
 * | --- | --- |
 * | `{{=heading}}` | words of the locale and the operation, as plain text |
 * | `{{&heading}}` | the same, as HTML |
 * | `{{=greeting.0}}` | the text before the first slot in these words |
 * | `{{=locale}}` | the language tag |
 * | `{{=0}}` | the first of the email's own texts |
 *
 * Its parts are the subject, the HTML and the plaintext, separated by {@link PART_SEPARATOR}.
 */
export type Structure = string;

export const PART_SEPARATOR = '\0';

const MARKERS = /\{\{([=&])(\w+)(?:\.(\d))?\}\}/g;

/**
 * Joins a structure with its words.
 *
 * @param ownTexts - the texts of this email that are not words of its locale, such as the comma after a name
 */
export function assembleMail(
  structure: Structure,
  ownTexts: readonly string[],
  locale: string,
  language: LocaleFile,
  operation: Operation,
): MailSource {
  const words: Readonly<Record<string, unknown>> = { ...language, ...ownTexts, locale };
  const source = structure.replace(MARKERS, (_, kind: string, key: string, index?: string) => {
    const whole = String(words[`${key}_${operation}`] ?? words[key]);
    const text = index === undefined ? whole : (textsAround(whole)[Number(index)] ?? '');
    return kind === '&' ? escapeHtml(text) : text;
  });
  const [subject = '', html = '', text = ''] = source.split(PART_SEPARATOR);
  return { subject, html, text };
}

/** Returns the texts around the slots of words: `Hello ` and `,` for `Hello {{name}},`. */
export function textsAround(words: string): string[] {
  return words.split(/\{\{\w+\}\}/);
}
