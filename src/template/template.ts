import { type MailSource, type Slot, slots, type Values } from '../../emails/content.js';

/** A mail with holes: text, slots, and stretches that are there only with, or only without, a slot's value. */
export type Template = readonly Piece[];
type Piece = string | { readonly slot: Slot } | Section;
interface Section {
  readonly slot: Slot;
  readonly shownWith: boolean;
  readonly pieces: Piece[];
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
