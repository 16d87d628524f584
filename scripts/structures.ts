import type { MailSource } from '../emails/content.js';
import type { Operation } from '../emails/operations.js';
import type { LocaleFile } from '../src/i18n/locale-file.js';
import { PART_SEPARATOR, type Structure, textsAround } from '../src/template/structure.js';
import { escapeHtml } from '../src/template/values.js';

/** Tags, the style sheet, slots and line breaks. What is between them is text. */
const BETWEEN_TEXTS = /(<style>.*?<\/style>|<[^>]*>|\{\{[^}]*\}\}|\n)/;

/** Splits a compiled mail into its structure and its own texts. `assembleMail` puts it together again. */
export function takeApart(
  { subject, html, text }: MailSource,
  locale: string,
  language: LocaleFile,
  operation: Operation,
): { structure: Structure; ownTexts: string[] } {
  const ownTexts: string[] = [];
  const words = wordsOf(language, operation);

  function structureOf(part: string, kind: '=' | '&', encode: (text: string) => string): string {
    const markers = new Map([...words].map(([words, key]) => [encode(words), `{{${kind}${key}}}`]));
    // The longest first, so that none is found within another.
    const longestFirst = [...markers.keys()].sort((a, b) => b.length - a.length);
    const anyWords = new RegExp(`(${longestFirst.map(escapeRegExp).join('|')})`);
    const markerFor = (piece: string) =>
      piece === '' ? '' : (markers.get(piece) ?? `{{=${ownTexts.push(piece) - 1}}}`);
    return part
      .split(BETWEEN_TEXTS)
      .map((token, i) =>
        i % 2 === 1
          ? token.replace(`lang="${locale}"`, 'lang="{{=locale}}"')
          : token.split(anyWords).map(markerFor).join(''),
      )
      .join('');
  }

  const parts = [
    structureOf(subject, '=', String),
    structureOf(html, '&', escapeHtml),
    structureOf(text, '=', String),
  ];
  return { structure: parts.join(PART_SEPARATOR), ownTexts };
}

/** Returns the keys of an operation's words, and of the texts around their slots, by text. Of equal texts, the first counts. */
function wordsOf(language: LocaleFile, operation: Operation): Map<string, string> {
  const keys = new Map<string, string>();
  const add = (text: string, key: string) => {
    // Punctuation is everywhere.
    if (/\p{L}/u.test(text) && !keys.has(text)) keys.set(text, key);
  };
  for (const [name, words] of Object.entries(language)) {
    const [key = '', owner = operation] = name.split('_');
    if (typeof words !== 'string' || owner !== operation || key === 'dateTime' || key === 'dir') continue;
    const texts = textsAround(words);
    if (texts.length === 1) add(words, key);
    else for (const [i, text] of texts.entries()) add(text, `${key}.${i}`);
  }
  return keys;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Splits a structure before and after each block of HTML, and at line breaks. Most blocks are the same in many mails. */
export function splitIntoBlocks(structure: Structure): string[] {
  return structure.split(/(?<=<\/(?:style|p|table|h1|h2|tr)>|\n)|(?=<(?:p|h1|h2|table|tr)[ >])/);
}
