/** Text without anything that is invisible or that changes how its surroundings are read. */
export type CleanText = string & { readonly clean: unique symbol };

const ELLIPSIS = '…';

/** What C and Z mean: Unicode's general categories of control, format, unassigned, private-use and surrogate characters, and of separators. */
const JOINERS = /\u200c|\u200d/g;
const INVISIBLE = /(?!\u200c|\u200d)\p{C}/gu;
const SPACE = /[\p{Z}\s]+/gu;

/**
 * Makes a stranger's text fit to be shown on one line: NFC, no control, bidi or private-use characters, white space
 * collapsed, at most `maxGraphemes` characters as a reader counts them.
 *
 * ZWJ and ZWNJ stay: emoji, Persian and Indic scripts are written with them.
 *
 * @returns the text, or `undefined` if nothing is left of it
 */
export function cleanText(text: string, maxGraphemes: number): CleanText | undefined {
  // Cut before it costs anything: no grapheme that a reader would miss is made of more than 30 code units.
  const cleaned = text
    .slice(0, maxGraphemes * 30)
    .normalize('NFC')
    .replace(SPACE, ' ')
    .replace(INVISIBLE, '')
    .trim();
  return cleaned.replace(JOINERS, '') !== '' ? (shorten(cleaned, maxGraphemes) as CleanText) : undefined;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shorten(text: string, maxGraphemes: number): string {
  if (text.length <= maxGraphemes) return text;
  let count = 0;
  for (const { index } of graphemes.segment(text)) {
    if (count === maxGraphemes) return text.slice(0, index).trimEnd() + ELLIPSIS;
    count += 1;
  }
  return text;
}
