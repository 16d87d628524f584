import type { MailSource, OwnSlots, Slot } from '../../emails/content.js';
import { allSlots, type SlotValues, type ValueList } from './template.js';

/** The values of an email, ready for each of its parts. */
export type MailValues = Readonly<Record<keyof MailSource, ValueList>>;

/** Our slots whose values are URLs in the plaintext. */
const linkSlots: readonly string[] = ['link', 'brandUrl', 'supportUrl'] satisfies Slot[];

/**
 * Creates a function that prepares values for each part of an email. Each value is escaped only once, even if the email has it several
 * times, like the link. `defaults` are prepared values for slots without a value: those of the brand, which are the same in many emails.
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
 * Makes sure that a subject contains no encoded word (RFC 2047), which mail programs would decode: `=?` becomes `= ?`. A brand's name may
 * contain an encoded word, or form one with the text around it.
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
  // More mail programs support this element than isolate characters. Only `isolate` adds them: cleaned input contains none.
  '\u2068': '<span dir="auto">',
  '\u2069': '</span>',
};

const ESCAPED = /[&<>"'\u2068\u2069]/g;

/** Escapes a value for HTML text and quoted attributes, as React does. Isolates become elements. */
export function escapeHtml(value: string): string {
  // Most values need no escaping, and a search takes a third of the time of a replacement.
  if (value.search(ESCAPED) === -1) return value;
  return value.replace(ESCAPED, (character) => entities[character] ?? '');
}
