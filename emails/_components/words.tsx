import { type CSSProperties, Fragment, type ReactNode } from 'react';
import { type Content, type Slot, slotDirection } from '../content.js';
import { splitIsolates, splitWords } from '../phrase.js';
import type { WordKey } from '../words.js';
import { FullLink } from './links.js';
import { Choice, With, Without } from './section.js';

/** The props of {@link Text}. */
export interface TextProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** The key of the words. */
  readonly words: WordKey;
  /** Shows the words. Default: {@link Words}. */
  readonly children?: (words: string) => ReactNode;
}

/**
 * The words of a key, with their slots filled. An email with a brand may have other words than one without.
 *
 * @example
 * <h1><Text content={content} words="heading" /></h1>
 * <Text content={content} words="note">{(note) => note !== '' && <p><Words content={content} words={note} /></p>}</Text>
 */
export function Text<Own extends string = never>({
  content,
  words,
  children = (words) => <Words content={content} words={words} />,
}: TextProps<Own>) {
  const { t } = content;
  return (
    <Choice content={content} slot="brandName" words={t(`${words}WithBrand`)} wordsWithout={t(words)}>
      {children}
    </Choice>
  );
}

/** The props of {@link EitherText}. */
export interface EitherTextProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** The slot whose value decides. */
  readonly slot: Slot | NoInfer<Own>;
  /** The key of the words with a value. */
  readonly words: WordKey;
  /** The key of the words without a value. */
  readonly wordsWithout: WordKey;
}

/**
 * The words of one of two keys, depending on whether the slot has a value.
 *
 * @example
 * <EitherText content={content} slot="name" words="greeting" wordsWithout="greetingWithoutName" />
 */
export function EitherText<Own extends string = never>({
  content,
  slot,
  words,
  wordsWithout,
}: EitherTextProps<Own>) {
  const { t } = content;
  const text = <Text content={content} words={words} />;
  if (t(words) === t(wordsWithout) && t(`${words}WithBrand`) === t(`${wordsWithout}WithBrand`)) return text;
  return (
    <>
      <With content={content} slot={slot}>
        {text}
      </With>
      <Without content={content} slot={slot}>
        <Text content={content} words={wordsWithout} />
      </Without>
    </>
  );
}

/** The props of {@link Words}. */
export interface WordsProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** Translated words, with slots in them. */
  readonly words: string;
}

/**
 * Translated words, with their slots filled. {@link SlotValue} shows each slot.
 *
 * @example
 * <Words content={content} words={content.t('greeting')} />
 * <Words content={content} words="Your plan: {{plan}}" />
 */
export function Words<Own extends string = never>({ content, words }: WordsProps<Own>) {
  return splitWords(words).map((piece, i) =>
    typeof piece === 'string' ? (
      <Fragment key={i}>{piece}</Fragment>
    ) : (
      <SlotValue
        key={piece.slot}
        content={content}
        slot={piece.slot as Slot}
        style={piece.slot === 'expiry' ? unbroken : undefined}
      />
    ),
  );
}

/** A time that does not fit on the rest of the line moves to the next line as a whole. */
const unbroken: CSSProperties = { display: 'inline-block' };

/** The props of {@link SlotValue}. */
export interface SlotValueProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** The slot. */
  readonly slot: Slot | NoInfer<Own>;
  /** The class of the element around the value. Links ignore it. */
  readonly className?: string | undefined;
  /** The style of the element around the value. Links ignore it. */
  readonly style?: CSSProperties | undefined;
}

/**
 * A slot's value as text, in an element with its own `dir`, so that a name in another script cannot reorder the text around it. `<bdi>`
 * would do the same, but Roundcube and Gmail remove it. `supportUrl` and `supportEmail` are links.
 *
 * @example
 * <With content={content} slot="plan"><SlotValue content={content} slot="plan" /></With>
 */
export function SlotValue<Own extends string = never>({
  content,
  slot,
  className,
  style,
}: SlotValueProps<Own>) {
  const value = content.value(slot);
  if (slot === 'supportUrl')
    return (
      <FullLink content={content} href={value}>
        {content.value('supportUrlShown')}
      </FullLink>
    );
  if (slot === 'supportEmail')
    return (
      <FullLink content={content} href={`mailto:${value}`}>
        {value}
      </FullLink>
    );
  return (
    <span dir={slotDirection(slot, content.dir)} className={className} style={style}>
      <WithIsolates text={value} />
    </span>
  );
}

/**
 * A text whose isolated pieces are in elements. A text has isolates here only if the email is rendered directly. If a compiled template is
 * filled, `escapeHtml` (src/template/values.ts) replaces them by the same elements.
 */
function WithIsolates({ text }: { readonly text: string }) {
  return splitIsolates(text).map((piece, i) =>
    i % 2 === 0 ? (
      <Fragment key={i}>{piece}</Fragment>
    ) : (
      <span key={i} dir="auto">
        {piece}
      </span>
    ),
  );
}
