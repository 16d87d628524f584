/** The direction of a script, as HTML's `dir` names it. */
export type Direction = 'ltr' | 'rtl';

/** Cuts `Hello {{name}},` into `Hello `, the slot `name`, and `,`. */
export function splitWords(words: string): Array<string | { readonly slot: string }> {
  return words
    .split(/\{\{(\w+)\}\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : { slot: piece }))
    .filter((piece) => piece !== '');
}

/** Fills a phrase that is put together before it becomes a slot's value: `{{browser}} on {{system}}`. */
export function phrase(words: string, dir: Direction, values: Readonly<Record<string, string>>): string {
  // A plain space would let the offset begin a line of its own.
  const joined = words.replace(' ({{offset}})', '\u00a0({{offset}})');
  return joined.replace(/\{\{(\w+)\}\}/g, (_, slot: string) => {
    const value = values[slot] ?? '';
    return dir === 'rtl' && LEFT_TO_RIGHT.test(value) ? isolate(value) : value;
  });
}

/** A letter that is neither Arabic nor Hebrew: all that stands in our phrases is written in one direction or the other. */
const LEFT_TO_RIGHT = /(?!\p{scx=Arab}|\p{scx=Hebr})\p{L}/u;

/**
 * Puts text between U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE, so that it cannot reorder the words around it
 * (Unicode UAX #9, 2.5). No value that comes from outside holds one.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Cuts a text at its isolates: every second piece was isolated. In HTML it stands in an element with a direction of its own. */
export function splitIsolates(text: string): string[] {
  return text.split(/[\u2068\u2069]/);
}
