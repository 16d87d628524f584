import { type MailSource, slots } from '../../emails/content.js';

/**
 * A parsed template: text, slots, and sections that are shown only if a slot has a value, or only if it has none. Each slot is a number:
 * its index in {@link allSlots}.
 */
export type Template = readonly Piece[];
type Piece = string | { readonly slot: number } | Section;
interface Section {
  readonly slot: number;
  readonly shownWith: boolean;
  readonly pieces: Piece[];
}

/** The values of the built-in slots and of a template's own slots, by name. */
export type SlotValues = Readonly<Record<string, string | undefined>>;

/** Values by the numbers of their slots. With values by name, rendering takes a sixth longer. */
export type ValueList = ReadonlyArray<string | undefined>;

/** Lists the names of all slots, in the order of their numbers. */
export function allSlots(ownSlots: readonly string[] = []): readonly string[] {
  return [...slots, ...ownSlots];
}

/** Lists the values of the built-in slots by their numbers. */
export function listValues(values: SlotValues): ValueList {
  return allSlots().map((slot) => values[slot]);
}

/** The parsed parts of an email. */
export type MailTemplate = { readonly [Part in keyof MailSource]: Template };

export function parseMail(
  { subject, html, text }: MailSource,
  ownSlots: readonly string[] = [],
): MailTemplate {
  return {
    subject: parseTemplate(subject),
    html: parseTemplate(html, ownSlots),
    text: parseTemplate(text, ownSlots),
  };
}

/**
 * Parses a template with Mustache's markers: `{{slot}}`, `{{#slot}}…{{/slot}}` and `{{^slot}}…{{/slot}}`.
 *
 * @param ownSlots - the slots that a caller's template adds
 * @throws Error if a slot does not exist, or if a section is not closed or not open
 */
export function parseTemplate(source: string, ownSlots: readonly string[] = []): Template {
  const known = allSlots(ownSlots);
  const open: Array<Pick<Section, 'pieces'> & { readonly name?: string }> = [{ pieces: [] }];
  const [first = '', ...rest] = source.split(/\{\{([#^/]?)(\w+)\}\}/);
  append(first);
  for (let i = 0; i < rest.length; i += 3) {
    const [kind, name, text] = rest.slice(i, i + 3) as [string, string, string];
    const slot = known.indexOf(name);
    if (slot === -1) throw new Error(`has a slot "${name}" that does not exist`);
    if (kind === '/') {
      if (open.pop()?.name !== name) throw new Error(`closes a section "${name}" that is not open`);
    } else if (kind === '') {
      open.at(-1)?.pieces.push({ slot });
    } else {
      const section: Section = { slot, shownWith: kind === '#', pieces: [] };
      open.at(-1)?.pieces.push(section);
      open.push({ name, pieces: section.pieces });
    }
    append(text);
  }
  const [root, unclosed] = open;
  if (root === undefined || unclosed !== undefined)
    throw new Error(`has a section "${unclosed?.name}" that is not closed`);
  return root.pieces;

  function append(text: string) {
    if (text !== '') open.at(-1)?.pieces.push(text);
  }
}

/** Fills the slots with the values. Values are not parsed, so a value that looks like a marker is shown as it is. */
export function fillTemplate(template: Template, values: ValueList): string {
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
