import type { MailSource, Slot } from '../../emails/content.js';
import type { SlotValues, ValueList } from './template.js';

/** The values of a mail, ready for each of its parts. */
export type MailValues = Readonly<Record<keyof MailSource, ValueList>>;

/**
 * Prepares values for each part of a mail. Each is escaped only once, though the link may be in the mail three times.
 *
 * Programs that link URLs in plaintext (Thunderbird 153, linkify-it 5 and 6) end the link before some characters, so these are
 * percent-encoded. The server decodes them to the same URL.
 *
 * @param slots - the names of all slots, in the order of their numbers
 * @param urlSlots - the slots whose values are URLs
 * @param defaults - prepared values for the slots that have none: those of the brand, which are the same in many mails
 */
export function prepareValues(
  values: SlotValues,
  slots: readonly string[],
  urlSlots: readonly string[],
  defaults?: MailValues,
): MailValues {
  const plain = slots.map((slot) => values[slot]);
  const prepare = (part: keyof MailSource, encode: (value: string, slot: string) => string) =>
    plain.map((value, i) => (value === undefined ? defaults?.[part][i] : encode(value, slots[i] as string)));
  return {
    subject: prepare('subject', (value) => value),
    html: prepare('html', escapeHtml),
    text: prepare('text', (value, slot) => (urlSlots.includes(slot) ? linkableUrl(value) : value)),
  };
}

/** Our slots whose values are URLs in the plaintext. */
export const linkSlots: readonly string[] = ['link', 'brandUrl', 'supportUrl'] satisfies Slot[];

/** Matches quotation marks, brackets, `|`, `\` and `^`, and punctuation at the end or after more punctuation. */
const ENDS_LINK = /[()[\]{}'"`|\\^]|(?<=[.!?])[.!?]|[-.,:;!?*_~]$/g;

function linkableUrl(url: string): string {
  // The host is not encoded, since it may be `[::1]`.
  const hostEnd = url.indexOf('/', url.indexOf('//') + 2);
  const path = url.slice(hostEnd);
  const queryStart = path.indexOf('?');
  return (
    url.slice(0, hostEnd) +
    path.replace(ENDS_LINK, (character, index) =>
      index === queryStart ? character : `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  );
}

/**
 * Breaks up what looks like an encoded word (RFC 2047), which mail programs would decode in a subject: `=?` becomes `= ?`. A brand's name
 * may contain one, or complete one of the words around it.
 */
export function withoutEncodedWords(subject: string): string {
  return subject.replaceAll('=?', '= ?');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  // More programs support this element than the isolate characters (see `phrase`), which no value from outside contains.
  '\u2068': '<span dir="auto">',
  '\u2069': '</span>',
};

/** Escapes a value for HTML text and quoted attributes: the same five characters as React, in the same way. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'\u2068\u2069]/g, (character) => entities[character] ?? '');
}
