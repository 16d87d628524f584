import { LinkifyIt } from 'linkify-it';
import tlds from 'tlds';
import { type CleanText, cleanText } from './text.js';

const MAX_GRAPHEMES = 64;

/**
 * Makes a name fit for the greeting. Sign-up forms are used to send other people's words from a trusted domain, so a name
 * of which a mail program would make a link is none. Of an email address only the part before the @ is shown.
 *
 * A title like `M.Sc` looks like a domain too, since `.sc` is one: it costs the name and nothing else.
 *
 * @returns the name, or `undefined` if the greeting goes without one
 */
export function cleanName(text: string): CleanText | undefined {
  const whole = cleanText(text, MAX_GRAPHEMES);
  const [, localPart] = /^([^\s@＠]+)[@＠][^\s@＠]+$/.exec(whole ?? '') ?? [];
  const name = localPart === undefined ? whole : cleanText(localPart, MAX_GRAPHEMES);
  return name === undefined || looksLikeLink(name) ? undefined : name;
}

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, fuzzyEmail: true }).tlds(tlds);

/** A scheme (`tel:1`, also `evil.com:80`), `//host`, or the prefix that is linked under any domain. */
const SCHEME_OR_WWW = /[\p{L}\p{N}]:\S|\/\/|www\./iu;

/** What separates words, and so domains: linkify-it does not see the one in `_evil.com`. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}.:/@-]/gu;

/**
 * Would a mail program make a link of it? They differ, so what any of them may link counts. A full-width or ideographic dot
 * is a dot (IDNA: UTS #46, 4).
 */
function looksLikeLink(name: string): boolean {
  const text = name.normalize('NFKC').replace(/[。｡]/g, '.');
  return SCHEME_OR_WWW.test(text) || linkify.test(text.replace(SEPARATORS, ' '));
}
