import { type Operation, operations } from './operations.js';
import { type Direction, isolate, splitWords } from './phrase.js';
import type { WordKey } from './words.js';

/**
 * The values that differ from email to email. Parts of the email that need a missing value are left out.
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

/**
 * The name of a slot of ours.
 *
 * | slots | |
 * | --- | --- |
 * | `name` | The reader's name. |
 * | `link`, `code` | The secrets. Show the code with `CodeBox`: it has slots for the code's groups and their size. |
 * | `expiry` | Until when they are valid. |
 * | `invitedBy`, `platform`, `location`, `time` | The facts. |
 * | `brandName`, `brandUrl`, `logoSrc`, `logoDarkSrc`, `logoIsMark`, `logoWidth`, `logoHeight`, `logoAlt` | The brand. `BrandHeader` shows it. |
 * | `supportUrl`, `supportUrlShown`, `supportEmail`, `addressLine1` to `addressLine4` | What our footer shows. `footer` is set if there is any of it, or a name. |
 * | `accentColor`, `accentBorderColor`, `onAccentColor`, `linkColor`, and the same for dark mode | The brand's colors, adjusted to be readable. Always set. |
 */
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

/** The values of one email. A missing value is an unknown fact, or a part that the brand does not have. */
export type Values = { readonly [S in Slot]?: string | undefined };

/**
 * The slots that a template has besides ours, by name: `text`, or a `url`, which is checked like the link.
 *
 * @example
 * { plan: 'text', invoice: 'url' }
 */
export type OwnSlots = Readonly<Record<string, 'text' | 'url'>>;

/** The slots of a template that adds none. */
export type NoSlots = Readonly<Record<never, never>>;

/**
 * Returns the words of a key in one locale and for one operation, with their slots unfilled. An email with a brand may have its own, which are
 * those of the key with `WithBrand`. Returns an empty string if there is no note.
 */
export type Translate = (key: WordKey | `${WordKey}WithBrand`) => string;

/** A part of the email that is shown only with, or only without, a slot's value. */
export interface Section {
  /** Whether the part is shown. */
  readonly shown: boolean;
  /** What stands before it: a marker, while a template is compiled. */
  readonly open: string;
  /** What stands after it. */
  readonly close: string;
}

/**
 * The input of the HTML template and the plaintext template. `Own` names the slots that a template has besides ours.
 *
 * @example
 * const MyEmail = (content: Content<'plan'>) => (
 *   <h1 lang={content.locale} dir={content.dir}>
 *     {content.t('heading')}
 *     <With content={content} slot="plan"> ({content.value('plan')})</With>
 *   </h1>
 * );
 */
export interface Content<Own extends string = never> {
  /** The locale of the email (BCP 47). */
  readonly locale: string;
  /** The text direction of that locale. */
  readonly dir: Direction;
  /** Why the email is sent. */
  readonly operation: Operation;
  /** Returns the words of a key, for this locale and operation. {@link Words} shows words with slots in them. */
  readonly t: Translate;
  /** Returns the slot's value, or its marker. */
  readonly value: (slot: Slot | Own) => string;
  /** Returns what is around the part that is shown with the slot's value (`with`) or without it (`without`). */
  readonly section: (condition: 'with' | 'without', slot: Slot | Own) => Section;
}

/** The parts of an email, with markers for its values. */
export interface MailSource {
  /** The subject. */
  readonly subject: string;
  /** The HTML part. */
  readonly html: string;
  /** The plaintext part. */
  readonly text: string;
}

type Language = Pick<Content, 'locale' | 'dir' | 'operation' | 't'>;

/** Content with the values of one email, for rendering it directly. */
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
export function markedContent(language: Language): Content<string> {
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

/**
 * Fills words as plain text, for the subject and the plaintext part.
 *
 * @example
 * plainWords(content, content.t('greeting')); // 'Hello Ada,'
 */
export function plainWords<Own extends string = never>(
  content: Content<Own>,
  words: string,
  valueIn = (slot: Slot) => plainValue(content, slot),
): string {
  return splitWords(words)
    .map((piece) => (typeof piece === 'string' ? piece : valueIn(piece.slot as Slot)))
    .join('');
}

/** Returns a slot's value for plain text. In right-to-left text, a value with its own direction is isolated. */
export function plainValue<Own extends string = never>(
  { dir, value }: Content<Own>,
  slot: Slot | NoInfer<Own>,
): string {
  return dir === 'rtl' && slotDirection(slot, dir) !== dir ? isolate(value(slot)) : value(slot);
}

/**
 * Returns `text` if the section is shown, with its markers; else an empty string.
 *
 * @example
 * plainSection(content, 'with', 'plan', `Plan: ${plainValue(content, 'plan')}\n`);
 */
export function plainSection<Own extends string = never>(
  content: Content<Own>,
  condition: 'with' | 'without',
  slot: Slot | NoInfer<Own>,
  text: string,
): string {
  const { shown, open, close } = content.section(condition, slot);
  return shown ? open + text + close : '';
}

/**
 * Returns one of two texts, depending on whether the slot has a value.
 *
 * @example
 * plainChoice(content, 'name', plainWords(content, t('greeting')), t('greetingWithoutName'));
 */
export function plainChoice<Own extends string = never>(
  content: Content<Own>,
  slot: Slot | NoInfer<Own>,
  text: string,
  textWithout: string,
): string {
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

/** The names of our slots, to look them up. */
export const ourSlots: ReadonlySet<string> = new Set(slots);

/** The slots of ours whose text may be in another language than the email, and so in another direction. */
const foreign: ReadonlySet<string> = new Set([
  'name',
  'invitedBy',
  'brandName',
  ...addressLines,
] satisfies Slot[]);

/** Returns the `dir` of the element around a slot's value. A template's own slots may be in any language. */
export function slotDirection(slot: string, dir: Direction): Direction | 'auto' {
  return foreign.has(slot) || !ourSlots.has(slot) ? 'auto' : dir;
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

/**
 * Tells a notice from a request. It says what has happened, and needs no action if the reader did it.
 *
 * @example
 * isNotice(content) ? <OperationDetails content={content} /> : <ActionButton content={content} />;
 */
export function isNotice({ operation }: Pick<Content, 'operation'>): boolean {
  return operations[operation].kind === 'notice';
}

/**
 * Returns the subject, which is also the page's title. It contains nothing that a stranger can choose. It has no isolates: Thunderbird
 * 153 shows them as spaces in a subject.
 *
 * @example
 * <title>{subjectOf(content)}</title>
 */
export function subjectOf(content: Content): string {
  return plainText(content, 'subject', (words) => plainWords(content, words, content.value));
}
