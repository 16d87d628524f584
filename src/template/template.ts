import { type Slot, slots, type Values } from '../../emails/content.js';

/** A mail with holes: text, slots, and stretches that are there only with, or only without, a slot's value. */
export type Template = readonly Piece[];
type Piece = string | { readonly slot: Slot } | Section;
interface Section {
  readonly slot: Slot;
  readonly shownWith: boolean;
  readonly pieces: Piece[];
}

/** The parts of a mail, with markers where its values go. */
export interface MailSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The parts of a mail, cut at their markers. */
export type MailTemplate = { readonly [Part in keyof MailSource]: Template };

export function parseMail({ subject, html, text }: MailSource): MailTemplate {
  return { subject: parseTemplate(subject), html: parseTemplate(html), text: parseTemplate(text) };
}

/**
 * Cuts a string at its markers: `{{slot}}`, `{{#slot}}…{{/slot}}` and `{{^slot}}…{{/slot}}`, as in Mustache.
 *
 * @throws Error if a slot is not one of ours, or a section is not closed
 */
export function parseTemplate(source: string): Template {
  const open: Array<Pick<Section, 'pieces'> & Partial<Section>> = [{ pieces: [] }];
  const [first = '', ...rest] = source.split(/\{\{([#^/]?)(\w+)\}\}/);
  append(first);
  for (let i = 0; i < rest.length; i += 3) {
    const [kind, name, text] = rest.slice(i, i + 3) as [string, string, string];
    const slot = slots.find((known) => known === name);
    if (slot === undefined) throw new Error(`The template has a slot "${name}" that does not exist.`);
    if (kind === '/') {
      if (open.length === 1 || open.pop()?.slot !== slot)
        throw new Error(`Section "${slot}" is closed, but not open.`);
    } else if (kind === '') {
      open.at(-1)?.pieces.push({ slot });
    } else {
      const section: Section = { slot, shownWith: kind === '#', pieces: [] };
      open.at(-1)?.pieces.push(section);
      open.push(section);
    }
    append(text);
  }
  const [root, unclosed] = open;
  if (root === undefined || unclosed !== undefined)
    throw new Error(`Section "${unclosed?.slot}" is not closed.`);
  return root.pieces;

  function append(text: string) {
    if (text !== '') open.at(-1)?.pieces.push(text);
  }
}

/**
 * Puts the values into their slots. They are only ever joined, never read for markers, so a value that looks like a
 * marker is shown as it is.
 */
export function fillTemplate(template: Template, values: Values): string {
  let result = '';
  for (const piece of template) {
    if (typeof piece === 'string') result += piece;
    else if (!('pieces' in piece)) result += values[piece.slot] ?? '';
    else if ((values[piece.slot] !== undefined) === piece.shownWith) {
      result += fillTemplate(piece.pieces, values);
    }
  }
  return result;
}

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
