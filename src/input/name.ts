import { type CleanText, cleanText } from '../untrusted/clean-text.js';
import { looksLikeLink } from '../untrusted/links.js';

const MAX_GRAPHEMES = 64;

/**
 * Makes a name fit for the greeting. Sign-up forms are used to send other people's words from a trusted domain, so a name
 * of which a mail program would make a link, or a telephone number to call, is none. Of an email address only the part before the @ is shown.
 *
 * A title looks like a domain too, if its last letters are a top-level one (`M.Sc`, `dipl.ing`): behind a comma it costs itself,
 * anywhere else the name.
 *
 * @returns the name, or `undefined` if the greeting goes without one
 * @example
 * cleanName('Ada Lovelace, M.Sc'); // 'Ada Lovelace'
 */
export function cleanName(text: string): CleanText | undefined {
  const whole = cleanText(text, MAX_GRAPHEMES);
  const [, localPart] = /^([^\s@＠]+)[@＠][^\s@＠]+$/.exec(whole ?? '') ?? [];
  const name = localPart === undefined ? whole : cleanText(localPart, MAX_GRAPHEMES);
  if (name === undefined || !looksLikeLink(name)) return name;
  const beforeComma = cleanText(name.replace(/[,，、،].*/u, ''), MAX_GRAPHEMES);
  return beforeComma === undefined || looksLikeLink(beforeComma) ? undefined : beforeComma;
}
