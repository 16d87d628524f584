/** The direction of a script, as in HTML's `dir` attribute. */
export type Direction = 'ltr' | 'rtl';

/** Splits `Hello {{name}},` into `Hello `, the slot `name`, and `,`. */
export function splitWords(words: string): Array<string | { readonly slot: string }> {
  return words
    .split(/\{\{(\w+)\}\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : { slot: piece }))
    .filter((piece) => piece !== '');
}

/**
 * Encloses text in U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE, so that it cannot reorder the words around it
 * (Unicode UAX #9, 2.5). Cleaned input never contains these characters.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Splits a text at its isolates: every second piece was isolated. In HTML, these pieces are in elements with their own direction. */
export function splitIsolates(text: string): string[] {
  return text.split(/[\u2068\u2069]/);
}
