import { type Operation, operations } from './operations.js';
import { type Direction, isolate, splitWords } from './phrase.js';
import type { WordKey } from './words.js';

/**
 * The values that differ from mail to mail. Parts of the mail that need a missing value are left out.
 * Locale files and compiled templates write a slot as `{{slot}}`.
 */
export const slots = [
  'name',
  /** The page with the reader's next step: `resetUrl`, `confirmUrl` or `signInUrl`. */
  'link',
  'code',
  // Its groups, and the last character of each, which has the space after it.
  'codeGroup1',
  'codeGroup1End',
  'codeGroup2',
  'codeGroup2End',
  'codeGroup3',
  'codeFontSize',
  'codeLineHeight',
  'expiry',
  'invitedBy',
  'platform',
  'location',
  'time',
  'brandName',
  'brandUrl',
  'logoSrc',
  'logoDarkSrc',
  // Whether the logo is a mark: about as wide as it is tall, and shown beside the brand's name.
  'logoIsMark',
  'logoWidth',
  'logoHeight',
  'logoAlt',
  'accentColor',
  'accentBorderColor',
  'onAccentColor',
  'linkColor',
  'darkAccentColor',
  'darkOnAccentColor',
  'darkLinkColor',
  /** Set if the footer has any content. Its value is never shown. */
  'footer',
  'supportUrl',
  /** `supportUrl` without `https://`, as the text of its link. */
  'supportUrlShown',
  'supportEmail',
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'addressLine4',
] as const;

export type Slot = (typeof slots)[number];

/** The pieces of a code, from left to right. */
export const codePieces = [
  'codeGroup1',
  'codeGroup1End',
  'codeGroup2',
  'codeGroup2End',
  'codeGroup3',
] as const;

/** The lines of the brand's postal address. */
export const addressLines = ['addressLine1', 'addressLine2', 'addressLine3', 'addressLine4'] as const;

/** The values of one mail. A missing value is an unknown fact, or a part that the brand does not have. */
export type Values = { readonly [S in Slot]?: string | undefined };

/**
 * Returns the words of a key in one locale and for one operation, with their slots unfilled. A mail with a brand may have its own, which are
 * those of the key with `WithBrand`. Returns an empty string if there is no note.
 */
export type Translate = (key: WordKey | `${WordKey}WithBrand`) => string;

/** A part of the mail that is shown only with, or only without, a slot's value. */
interface Section {
  readonly shown: boolean;
  readonly open: string;
  readonly close: string;
}

/** The input of the HTML template and the plaintext template. */
export interface Content {
  readonly locale: string;
  readonly dir: Direction;
  readonly operation: Operation;
  readonly t: Translate;
  /** Returns the slot's value, or its marker. */
  value(slot: Slot): string;
  /** Returns the part that is shown with the slot's value (`with`) or without it (`without`). */
  section(condition: 'with' | 'without', slot: Slot): Section;
}

/** The parts of a mail, with markers for its values. */
export interface MailSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Language = Pick<Content, 'locale' | 'dir' | 'operation' | 't'>;

/** Content with the values of one mail, for rendering it directly. */
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

/** Content with Mustache markers for slots and sections, for compiling a template. */
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

/** Fills words as plain text, for the subject and the plaintext part. */
export function plainWords(
  content: Content,
  words: string,
  valueIn = (slot: Slot) => plainValue(content, slot),
): string {
  return splitWords(words)
    .map((piece) => (typeof piece === 'string' ? piece : valueIn(piece.slot as Slot)))
    .join('');
}

/** Returns a slot's value for plain text. In right-to-left text, a value with its own direction is isolated. */
export function plainValue({ dir, value }: Content, slot: Slot): string {
  return dir === 'rtl' && slotDirection(slot, dir) !== dir ? isolate(value(slot)) : value(slot);
}

/** Returns `text` if the section is shown, with its markers; else an empty string. */
export function plainSection(
  content: Content,
  condition: 'with' | 'without',
  slot: Slot,
  text: string,
): string {
  const { shown, open, close } = content.section(condition, slot);
  return shown ? open + text + close : '';
}

/** Returns one of two texts, depending on whether the slot has a value. */
export function plainChoice(content: Content, slot: Slot, text: string, textWithout: string): string {
  if (text === textWithout) return text;
  return plainSection(content, 'with', slot, text) + plainSection(content, 'without', slot, textWithout);
}

/** Returns the words of a key, depending on whether there is a brand. */
export function plainText(
  content: Content,
  key: WordKey,
  fill = (words: string) => plainWords(content, words),
): string {
  const { t } = content;
  return plainChoice(content, 'brandName', fill(t(`${key}WithBrand`)), fill(t(key)));
}

/** The slots whose text may be in another language than the mail, and so in another direction. */
const foreign: ReadonlySet<Slot> = new Set(['name', 'invitedBy', 'brandName', ...addressLines]);

export function slotDirection(slot: Slot, dir: Direction): Direction | 'auto' {
  return foreign.has(slot) ? 'auto' : dir;
}

/** The full-width punctuation that ends a sentence in Chinese and Japanese. No space follows it. */
const FULL_WIDTH = /[？！。]/;

/**
 * Returns the text between the bold first words of the "not you" paragraph and the rest: a space after punctuation, unless it is
 * full-width, else the colon that the locale writes after a label.
 */
export function doubtMark(t: Translate, words = t('notYouHeading')): string {
  // The brand's name may be last.
  const [, mark] = /((?!\})\p{P})$/u.exec(words) ?? [];
  if (mark !== undefined) return FULL_WIDTH.test(mark) ? '' : ' ';
  return /\{\{label\}\}(.*)\{\{value\}\}/.exec(t('detail'))?.[1] ?? ' ';
}

/** A notice says what has happened, and needs no action if the reader did it. */
export function isNotice({ operation }: Content): boolean {
  return operations[operation].kind === 'notice';
}

/**
 * Returns the subject, which is also the page's title. It contains nothing that a stranger can choose. It has no isolates: Thunderbird
 * 153 shows them as spaces in a subject.
 */
export function subjectOf(content: Content): string {
  return plainText(content, 'subject', (words) => plainWords(content, words, content.value));
}
