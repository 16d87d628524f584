import type { MailSource, OwnSlots, Slot } from '../../emails/content.js';
import { allSlots, type SlotValues, type ValueList } from './template.js';

/** The values of a mail, ready for each of its parts. */
export type MailValues = Readonly<Record<keyof MailSource, ValueList>>;

/** Our slots whose values are URLs in the plaintext. */
const linkSlots: readonly string[] = ['link', 'brandUrl', 'supportUrl'] satisfies Slot[];

/**
 * Creates a function that prepares values for each part of a mail. Each value is escaped only once, though the link may be in the mail three
 * times. Its `defaults` are prepared values for the slots that have none: those of the brand, which are the same in many mails.
 *
 * Programs that link URLs in plaintext (Thunderbird 153, linkify-it 5 and 6) end the link before some characters, so these are
 * percent-encoded. The server decodes them to the same URL.
 *
 * @param ownSlots - the slots that a caller's template has besides ours
 */
export function createPreparer(
  ownSlots: OwnSlots = {},
): (values: SlotValues, defaults?: MailValues) => MailValues {
  const slots = allSlots(Object.keys(ownSlots));
  const isUrl = slots.map((slot) => linkSlots.includes(slot) || ownSlots[slot] === 'url');
  const empty = slots.map(() => undefined);
  return (values, defaults = { subject: empty, html: empty, text: empty }) => {
    const { subject, html, text } = defaults;
    const prepared = { subject: [...subject], html: [...html], text: [...text] };
    for (let i = 0; i < slots.length; i++) {
      const value = values[slots[i] as string];
      if (value === undefined) continue;
      prepared.subject[i] = value;
      prepared.html[i] = escapeHtml(value);
      prepared.text[i] = isUrl[i] ? linkableUrl(value) : value;
    }
    return prepared;
  };
}

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

const ESCAPED = /[&<>"'\u2068\u2069]/g;

/** Escapes a value for HTML text and quoted attributes: the same five characters as React, in the same way. */
export function escapeHtml(value: string): string {
  // Most values have none of them, and a search finds that out in a third of the time.
  if (value.search(ESCAPED) === -1) return value;
  return value.replace(ESCAPED, (character) => entities[character] ?? '');
}
