import { type Direction, isolate, splitWords } from './phrase.js';
import type { WordKey } from './words.js';

/**
 * What varies from mail to mail. A slot without a value takes the parts that need it out of the mail.
 * A slot is written `{{slot}}` wherever it stands: in a locale file, in the compiled template.
 */
export const slots = [
  'name',
  'resetUrl',
  'expiry',
  'platform',
  'location',
  'time',
  'brandName',
  'brandUrl',
  'logoSrc',
  'logoDarkSrc',
  'logoWidth',
  'logoHeight',
  'logoAlt',
  'accentColor',
  'accentBorderColor',
  'onAccentColor',
  'linkColor',
  'darkAccentColor',
  'darkLinkColor',
  /** Has a value if anything stands in the footer. It is not shown. */
  'footer',
  'supportUrl',
  /** The help page's address without `https://`. */
  'supportUrlShown',
  'supportEmail',
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'addressLine4',
] as const;

export type Slot = (typeof slots)[number];

/** The lines of the brand's postal address. */
export const addressLines = ['addressLine1', 'addressLine2', 'addressLine3', 'addressLine4'] as const;

/** The values of one mail. An absent slot is a fact that is not known or a thing the brand does not have. */
export type Values = { readonly [S in Slot]?: string | undefined };

/** Gives the words of a key in one locale and for one operation, its slots still in it. */
export type Translate = (key: WordKey) => string;

/** A stretch of the mail that is there only with (or only without) a slot's value. */
interface Section {
  readonly shown: boolean;
  readonly open: string;
  readonly close: string;
}

/** All that the template and its plaintext twin are written from. */
export interface Content {
  readonly locale: string;
  readonly dir: Direction;
  readonly t: Translate;
  /** What stands in the slot. */
  value(slot: Slot): string;
  /** The stretch that is there with the slot's value (`with`) or in its absence (`without`). */
  section(condition: 'with' | 'without', slot: Slot): Section;
}

/** The parts of a mail, with markers where its values go. */
export interface MailSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Language = Pick<Content, 'locale' | 'dir' | 't'>;

/** Content with the values in place: what a mail looks like when React renders it directly. */
export function filledContent(language: Language, values: Values): Content {
  return {
    ...language,
    value: (slot) => values[slot] ?? '',
    section: (condition, slot) => ({
      shown: (values[slot] !== undefined) === (condition === 'with'),
      open: '',
      close: '',
    }),
  };
}

/** Content with a marker for each slot and around each section, in the syntax of Mustache: what gets compiled. */
export function markedContent(language: Language): Content {
  return {
    ...language,
    value: (slot) => `{{${slot}}}`,
    section: (condition, slot) => ({
      shown: true,
      open: `{{${condition === 'with' ? '#' : '^'}${slot}}}`,
      close: `{{/${slot}}}`,
    }),
  };
}

/** The words as one string, for where no element may stand. */
export function plainWords(
  content: Content,
  words: string,
  valueIn = (slot: Slot) => plainValue(content, slot),
): string {
  return splitWords(words)
    .map((piece) => (typeof piece === 'string' ? piece : valueIn(piece.slot as Slot)))
    .join('');
}

/**
 * What stands in the slot, isolated where its direction is its own: in right-to-left words only, as what is written left to right
 * needs none.
 */
export function plainValue({ dir, value }: Content, slot: Slot): string {
  return dir === 'rtl' && slotDirection(slot, dir) !== dir ? isolate(value(slot)) : value(slot);
}

/** `text` if the section is shown, else nothing. */
export function plainSection(
  content: Content,
  condition: 'with' | 'without',
  slot: Slot,
  text: string,
): string {
  const { shown, open, close } = content.section(condition, slot);
  return shown ? open + text + close : '';
}

/** The slots whose text has a direction of its own: everything else is in the reader's language. */
const foreign: ReadonlySet<Slot> = new Set(['name', 'brandName', ...addressLines]);

export function slotDirection(slot: Slot, dir: Direction): Direction | 'auto' {
  return foreign.has(slot) ? 'auto' : dir;
}

/** The locale's own mark between a label and its value, such as a colon. */
export function labelMark(t: Translate): string {
  return t('detail').replace('{{label}}', '').replace('{{value}}', '');
}

/** What stands between the first words of the last paragraph and the rest: nothing but a space if they end a sentence. */
export function doubtMark(t: Translate): string {
  return /\p{P}$/u.test(t('notYouHeading')) ? ' ' : labelMark(t);
}

/**
 * The subject, and the title of the page: it holds nothing that a stranger can choose. Nothing in it is isolated: Thunderbird 153 makes
 * spaces of isolates in a subject.
 */
export function subjectOf(content: Content): string {
  const withBrand = plainWords(content, content.t('subjectWithBrand'), content.value);
  return (
    plainSection(content, 'with', 'brandName', withBrand) +
    plainSection(content, 'without', 'brandName', content.t('subject'))
  );
}
