import { Fragment } from 'react';
import { type Content, type Slot, slotDirection } from '../content.js';
import { splitIsolates, splitWords } from '../phrase.js';
import type { WordKey } from '../words.js';
import { FullLink } from './links.js';
import { Choice, With, Without } from './section.js';

/** The props of {@link Text}. */
export interface TextProps<Own extends string> {
  /** The content of the email. */
  readonly content: Content<Own>;
  /** The key of the words. */
  readonly words: WordKey;
}

/**
 * The words of a key, with their slots filled. An email with a brand may have words of its own.
 *
 * @example
 * <h1><Text content={content} words="heading" /></h1>
 */
export function Text<Own extends string = never>({ content, words }: TextProps<Own>) {
  const { t } = content;
  return (
    <Choice content={content} slot="brandName" words={t(`${words}WithBrand`)} wordsWithout={t(words)}>
      {(words) => <Words content={content} words={words} />}
    </Choice>
  );
}

/** The props of {@link EitherText}. */
export interface EitherTextProps<Own extends string> extends TextProps<Own> {
  /** The slot. */
  readonly slot: Slot | NoInfer<Own>;
  /** The key of the words that are shown if the slot has no value. */
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
 * Translated words. Each slot is in an element with its own `dir`, so that a name in another script cannot reorder the sentence around
 * it. `<bdi>` would do the same, but Roundcube and Gmail remove it.
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
      <SlotText key={piece.slot} content={content} slot={piece.slot as Slot} />
    ),
  );
}

function SlotText({ content, slot }: { readonly content: Content; readonly slot: Slot }) {
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
    <span dir={slotDirection(slot, content.dir)} style={slot === 'expiry' ? together : undefined}>
      <Value content={content} slot={slot} />
    </span>
  );
}

/** A time that does not fit behind its label moves to the next line as a whole. */
const together = { display: 'inline-block' };

/**
 * The value of a slot. Isolated pieces of it are in elements. Only a preview has them here: in a template, the value is still a marker, and
 * `escapeValues` (src/template/values.ts) does the same when the template is filled.
 */
export function Value({ content, slot }: { readonly content: Content; readonly slot: Slot }) {
  return splitIsolates(content.value(slot)).map((piece, i) =>
    i % 2 === 0 ? (
      <Fragment key={i}>{piece}</Fragment>
    ) : (
      <span key={i} dir="auto">
        {piece}
      </span>
    ),
  );
}
