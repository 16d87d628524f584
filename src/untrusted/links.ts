import { LinkifyIt } from 'linkify-it';
import tlds from 'tlds';

/** All top-level domains, and `web`, which linkify-it also links. */
const topLevelDomains: ReadonlySet<string> = new Set([...tlds, 'web']);

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, fuzzyEmail: true }).tlds([
  ...topLevelDomains,
]);

/** A scheme or a port (`tel:1`, `evil.com:80`), `//host`, `\\host`, or `www.` or `ftp.`, which are linked with any domain. */
const SCHEME_OR_PREFIX = /[\p{L}\p{N}]:\S|\/\/|\\\\|www\.|\bftp\./iu;

/** Phones link phone numbers. The shortest international ones have about seven digits. */
const PHONE_NUMBER = /(?:\p{Nd}\P{L}*){7}/u;

/** Phone numbers that spell a word: `1-800-FLOWERS`, `0900 CALLME`. */
const VANITY_NUMBER = /(?:\d[ ().-]*){3}(?:[A-Z][ ().-]*){4}/;

const IPV4 = /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/;

/** A dot after a character, and the label after it. Some programs end the label at a hyphen or a non-ASCII letter. */
const DOT_AND_LABEL = /(?<=[^\s.]\.+)([a-z\d]*)([\p{L}\p{M}\p{N}]*)/gu;

/** Characters between words. linkify-it misses the domain in `_evil.com`, so they are replaced by spaces. */
const SEPARATORS = /[^\p{L}\p{M}\p{Nd}.:/@-]/gu;

/** Letters, marks and single spaces, which no program links. NFKC does not turn letters into dots, slashes or digits. */
const PLAIN_NAME = /^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)*$/u;

/**
 * Checks whether any mail program might turn part of the text into a link.
 *
 * Checks the text as it is displayed, and with its compatibility characters replaced (NFKC), since full-width and ideographic dots also
 * separate labels (IDNA: UTS #46, 4). Any text can come before the dot: `🔑.ws` is a domain.
 */
export function looksLikeLink(text: string): boolean {
  if (PLAIN_NAME.test(text)) return false;
  const shown = text.replace(/\ufe0e|\ufe0f/g, ' ');
  const folded = text
    .replace(/\ufe0e|\ufe0f/g, '')
    .normalize('NFKC')
    .replace(/[。｡]/g, '.');
  return [shown, folded].some(
    (variant) =>
      SCHEME_OR_PREFIX.test(variant) ||
      PHONE_NUMBER.test(variant) ||
      VANITY_NUMBER.test(variant) ||
      IPV4.test(variant) ||
      containsDomain(variant) ||
      linkify.test(variant) ||
      linkify.test(variant.replace(SEPARATORS, ' ')),
  );
}

/** Checks whether a top-level domain follows any dot. Some programs link `evil.com` even in `evil.com.x`. */
function containsDomain(text: string): boolean {
  return [...text.toLowerCase().matchAll(DOT_AND_LABEL)].some(
    ([label, ascii = '']) => topLevelDomains.has(label) || topLevelDomains.has(ascii),
  );
}
