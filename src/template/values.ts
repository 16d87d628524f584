import { type Slot, slots, type Values } from '../../emails/content.js';

/** The values as they stand in HTML. Each is escaped once, wherever it stands: the link does three times. */
export function escapeValues(values: Values): Values {
  const escaped: { [S in Slot]?: string } = {};
  for (const slot of slots) {
    const value = values[slot];
    if (value !== undefined) escaped[slot] = escapeHtml(value);
  }
  return escaped;
}

const urlSlots = ['resetUrl', 'brandUrl', 'supportUrl'] as const satisfies readonly Slot[];

/**
 * The values as they stand in plaintext. Programs that make links there (Thunderbird 153, linkify-it 5 and 6) end them before some
 * characters, so these are percent-encoded: the server decodes the same.
 */
export function linkableValues(values: Values): Values {
  const linkable: { [S in Slot]?: string | undefined } = { ...values };
  for (const slot of urlSlots) {
    const url = values[slot];
    if (url !== undefined) linkable[slot] = linkableUrl(url);
  }
  return linkable;
}

/** Quotation marks and brackets anywhere, punctuation that stands last or before more of it. */
const ENDS_LINK = /[()[\]{}'"`|\\^]|[.!?](?=[.!?])|[-.,:;!?*_~]$/g;

function linkableUrl(url: string): string {
  // The host stays as it is: `[::1]`.
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return url.slice(0, path) + url.slice(path).replace(ENDS_LINK, percentEncode);
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  // What is isolated stands in an element, which more programs know than the characters. Only phrases of ours hold them.
  '\u2068': '<span dir="auto">',
  '\u2069': '</span>',
};

/** Makes a value safe in HTML text and in a quoted attribute; the same five characters, written the same way, as React. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'\u2068\u2069]/g, (character) => entities[character] ?? '');
}
