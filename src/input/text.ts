/** Text without anything that is invisible or that changes how its surroundings are read. */
export type CleanText = string & { readonly clean: unique symbol };

const SPACE = /[\p{Z}\t\n\v\f\r\u0085]+/gu;

/**
 * What shows nothing, or rearranges what is shown: controls, format characters (bidi, zero-width, tags), private use, lone
 * surrogates, non-characters, and letters that are drawn as nothing. Unassigned characters stay, since what is assigned
 * depends on the version of Node. Variation selectors 15 and 16 stay: they choose between text and emoji.
 */
const INVISIBLE =
  /(?!\p{Join_C}|[\ufe0e-\ufe0f\t\n\v\f\r\u0085])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{NChar}\p{DI}\u2800\u{1d159}]/gu;

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
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

const ELLIPSIS = '…';

/**
 * Makes a stranger's text fit to be shown on one line: NFC, nothing invisible, white space collapsed, at most
 * `maxGraphemes` characters as a reader counts them.
 *
 * @returns the text, with an ellipsis if more than that was left; `undefined` if nothing is left of it
 */
export function cleanText(text: string, maxGraphemes: number): CleanText | undefined {
  const cleaned = text
    // Cut before anything costs time. What a reader takes for one character is rarely more than 16 code units.
    .slice(0, maxGraphemes * 16)
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(SPACE, ' ')
    .trim();
  return cleaned.replace(/\ufe0e|\ufe0f/g, '') !== ''
    ? (shorten(cleaned, maxGraphemes) as CleanText)
    : undefined;
}

/** Made for the first long text, since that takes 8 ms. */
let graphemes: Intl.Segmenter | undefined;

function shorten(text: string, maxGraphemes: number): string {
  if (text.length <= maxGraphemes) return text;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const { index } of graphemes.segment(text)) {
    if (count === maxGraphemes) return text.slice(0, index).trimEnd() + ELLIPSIS;
    count += 1;
  }
  return text;
}
