import { type MailSource, type Slot, slots, type Values } from '../../emails/content.js';

/** A parsed template: text, slots, and sections that are shown only with, or only without, a slot's value. */
export type Template = readonly Piece[];
type Piece = string | { readonly slot: Slot } | Section;
interface Section {
  readonly slot: Slot;
  readonly shownWith: boolean;
  readonly pieces: Piece[];
}

/** The parsed parts of a mail. */
export type MailTemplate = { readonly [Part in keyof MailSource]: Template };

export function parseMail({ subject, html, text }: MailSource): MailTemplate {
  return { subject: parseTemplate(subject), html: parseTemplate(html), text: parseTemplate(text) };
}

/**
 * Parses a template with Mustache's markers: `{{slot}}`, `{{#slot}}…{{/slot}}` and `{{^slot}}…{{/slot}}`.
 *
 * @throws Error if a slot does not exist, or sections are not opened and closed in pairs
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

/** Fills the slots with the values. Values are not parsed, so a value that looks like a marker is shown as it is. */
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
