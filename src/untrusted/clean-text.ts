/** Text without anything that is invisible or that changes how its surroundings are read. */
export type CleanText = string & { readonly clean: unique symbol };

const SPACE = /[\p{Z}\t\n\v\f\r\u0085]+/gu;

/**
 * Characters that show nothing, or rearrange what is shown: controls, format characters (bidi, zero-width, tags), private use,
 * lone surrogates, non-characters, and letters and symbols that are drawn as nothing. Unassigned characters stay, since what is
 * assigned depends on the version of Node. Joiners and variation selectors 15 and 16, which choose between text and emoji, stay too.
 */
const INVISIBLE_CHARACTER =
  '(?![\\p{Join_C}\\ufe0e\\ufe0f])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{NChar}\\p{DI}\\u2800\\ufffc\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}]';

/** White space is not removed with them, but collapsed. */
const INVISIBLE = new RegExp(`(?![\\t\\n\\v\\f\\r\\u0085])${INVISIBLE_CHARACTER}`, 'gu');

/** Matches text that holds a character which shows nothing, line breaks included. */
export const HOLDS_INVISIBLE = new RegExp(`${INVISIBLE_CHARACTER}|[\\u2028\\u2029]`, 'u');

/** The scripts that are written with ZWJ and ZWNJ (Unicode, chapters 9, 12, 13 and 16), and emoji, which are joined by ZWJ. */
const JOINED = [
  ...['Arab', 'Syrc', 'Mong', 'Nkoo'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'],
]
  .map((script) => `\\p{scx=${script}}`)
  .concat('\\p{ExtPict}')
  .join('');
const STRAY_JOINER = new RegExp(
  `(?<![${JOINED}\\p{EMod}\\ufe0f])\\p{Join_C}+|\\p{Join_C}+(?![${JOINED}])`,
  'gu',
);

/** More marks on one letter than any language needs: they would be drawn over the lines around it. */
const PILED_MARKS = /((?:\p{M}\p{Join_C}*){4})[\p{M}\p{Join_C}]+/gu;

/** An encoded word (RFC 2047) begins like this. Mail programs decode it in a subject, whatever was written there. */
const ENCODED_WORD_START = /=\?/g;

const ELLIPSIS = '…';

/**
 * Makes a stranger's text fit to be shown on one line: NFC, nothing invisible, white space collapsed, at most
 * `maxLength` characters as a reader counts them.
 *
 * @returns the text, with an ellipsis if it was cut; `undefined` if nothing is left of it
 */
export function cleanText(text: string, maxLength: number): CleanText | undefined {
  const trimmed = text.trim();
  // Cut before anything costs time. What a reader takes for one character is rarely more than 16 code units.
  const start = trimmed.slice(0, maxLength * 16);
  const cleaned = start
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(SPACE, ' ')
    .replace(ENCODED_WORD_START, '= ?')
    .trim();
  const end = endOf(cleaned, maxLength);
  const shown = cleaned.slice(0, end).trimEnd();
  if (shown.replace(/\ufe0e|\ufe0f/g, '') === '') return undefined;
  const isCut = end < cleaned.length || start.length < trimmed.length;
  return (isCut ? shown + ELLIPSIS : shown) as CleanText;
}

/**
 * Letters of scripts that write each by itself: nearly all names. In other scripts, what programs do not break may hold any number of
 * letters.
 */
const SEPARATE_LETTERS = new RegExp(
  `^[${['Latn', 'Cyrl', 'Grek', 'Armn', 'Geor', 'Hebr', 'Arab', 'Hani', 'Hira', 'Kana']
    .map((script) => `\\p{sc=${script}}`)
    .join('')}\\u0300-\\u036f\\uac00-\\ud7a3\\u30fc -~’‘“”–…]*$`,
  'u',
);

/** The longest syllables that are written as one, in old Korean and in Sanskrit, have some eight letters. */
const MAX_LETTERS_TOGETHER = 8;

/** An emoji of several code points that Unicode recommends: a reader sees one, whatever it is made of. */
const EMOJI = /^\p{RGI_Emoji}$/v;

const NO_LETTER = /[\p{M}\p{Join_C}\p{EMod}]/gu;

/** Made for the first name that needs it, since that takes 8 ms. */
let graphemes: Intl.Segmenter | undefined;

/** Where the text ends: after `maxLength` characters as a reader counts them, or before a grapheme of too many letters. */
function endOf(text: string, maxLength: number): number {
  if (text.length <= MAX_LETTERS_TOGETHER) return text.length;
  if (text.length <= maxLength && SEPARATE_LETTERS.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let length = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    const letters = lettersIn(segment);
    length += letters;
    if (length > maxLength || letters > MAX_LETTERS_TOGETHER) return index;
  }
  return text.length;
}

/** A grapheme is what programs do not break. In some scripts, and in emoji that are joined at will, it holds many letters. */
function lettersIn(grapheme: string): number {
  if (grapheme.length === 1 || EMOJI.test(grapheme)) return 1;
  return Math.max(1, [...grapheme.replace(NO_LETTER, '')].length);
}
