import { type CleanText, cleanText } from '../untrusted/clean-text.js';
import { looksLikeLink } from '../untrusted/links.js';

const MAX_GRAPHEMES = 64;

/**
 * Cleans a name for the greeting.
 *
 * Spammers use sign-up forms to send their text from a trusted domain. So a name is dropped if mail programs would turn part of it into a
 * link or a phone number. Of an email address, only the part before the @ is kept.
 *
 * A title looks like a domain if it ends in a top-level domain (`M.Sc`, `dipl.ing`). After a comma only the title is dropped, elsewhere the
 * whole name.
 *
 * @returns the name, or `undefined` for a greeting without a name
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
