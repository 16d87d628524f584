import type { Slot } from '../../emails/content.js';
import type { SlotValues } from './template.js';

/** Escapes the values for HTML. Each is escaped only once, though the link may be in the mail three times. */
export function escapeValues(values: SlotValues): SlotValues {
  const escaped: Record<string, string> = {};
  for (const slot in values) {
    const value = values[slot];
    if (value !== undefined) escaped[slot] = escapeHtml(value);
  }
  return escaped;
}

/**
 * Prepares the values for plaintext. Programs that link URLs there (Thunderbird 153, linkify-it 5 and 6) end the link before some
 * characters, so these are percent-encoded. The server decodes them to the same URL.
 *
 * @param urlSlots - the slots whose values are URLs
 */
export function linkableValues(values: SlotValues, urlSlots: readonly string[]): SlotValues {
  const linkable: Record<string, string | undefined> = { ...values };
  for (const slot of urlSlots) {
    const url = values[slot];
    if (url !== undefined) linkable[slot] = linkableUrl(url);
  }
  return linkable;
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
