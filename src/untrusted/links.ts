import { LinkifyIt } from 'linkify-it';
import tlds from 'tlds';

/** Those that exist, and `web`, which linkify-it links as well. */
const topLevelDomains: ReadonlySet<string> = new Set([...tlds, 'web']);

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, fuzzyEmail: true }).tlds([
  ...topLevelDomains,
]);

/** A scheme (`tel:1`, also `evil.com:80`), `//host`, `\\\\host`, or the prefix that is linked under any domain. */
const SCHEME_OR_WWW = /[\p{L}\p{N}]:\S|\/\/|\\\\|www\./iu;

/** Telephones make links of numbers. The shortest that is dialled abroad has about this many digits. */
const PHONE_NUMBER = /(?:\p{Nd}\P{L}*){7}/u;

const IPV4 = /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/;

/** A dot behind anything but a blank, and what may be a top-level domain: to some programs hyphens and letters that are not ASCII end it. */
const DOT_AND_LABEL = /(?<=[^\s.]\.+)([a-z\d]*)([\p{L}\p{M}\p{N}]*)/gu;

/** What separates words, and so domains: linkify-it does not see the one in `_evil.com`. */
const SEPARATORS = /[^\p{L}\p{M}\p{Nd}.:/@-]/gu;

/** Letters, marks and single blanks, of which no program makes a link: NFKC makes no dot, slash or digit of a letter. */
const PLAIN_NAME = /^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)*$/u;

/**
 * Would a mail program make a link of it? They differ, so what any of them may link counts: as it is shown, and with its
 * compatibility characters folded, since a full-width or ideographic dot is a dot (IDNA: UTS #46, 4). What stands before the dot
 * does not matter: `🔑.ws` is a domain too.
 */
export function looksLikeLink(text: string): boolean {
  if (PLAIN_NAME.test(text)) return false;
  const shown = text.replace(/\ufe0e|\ufe0f/g, ' ');
  const folded = text
    .replace(/\ufe0e|\ufe0f/g, '')
    .normalize('NFKC')
    .replace(/[。｡]/g, '.');
  return [shown, folded].some(
    (reading) =>
      SCHEME_OR_WWW.test(reading) ||
      PHONE_NUMBER.test(reading) ||
      IPV4.test(reading) ||
      holdsDomain(reading) ||
      linkify.test(reading) ||
      linkify.test(reading.replace(SEPARATORS, ' ')),
  );
}

/** Is there a top-level domain behind a dot? Some programs find `evil.com` even in `evil.com.x`. */
function holdsDomain(text: string): boolean {
  return [...text.toLowerCase().matchAll(DOT_AND_LABEL)].some(
    ([label, ascii = '']) => topLevelDomains.has(label) || topLevelDomains.has(ascii),
  );
}
