/**
 * Where Thunderbird ends a link in plaintext: `FindURLEnd` in Mozilla's mozTXTToHTMLConv.cpp, in its mode for free text.
 *
 * @param text - from the beginning of the link
 */
export function linkOfThunderbird(text: string): string {
  let opened = '';
  let end = 0;
  for (const character of text) {
    if (/[\s<>"`{}]/.test(character)) break;
    if (character === ')' && !opened.includes('(')) break;
    if (character === ']' && !opened.includes('[')) break;
    if (character === '[' && !text.slice(0, end).endsWith('//')) break;
    if ('(['.includes(character)) opened += character;
    end += character.length;
  }
  return text.slice(0, end).replace(/[.,;!?\-:']+$/, '');
}
