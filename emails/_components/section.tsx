import type { ReactNode } from 'react';
import type { Content, Slot } from '../content.js';

/** The props of {@link With} and {@link Without}. */
export interface SectionProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** The slot whose value decides. */
  readonly slot: Slot | NoInfer<Own>;
  /** The part that is shown or left out. */
  readonly children: ReactNode;
}

/**
 * Shows its children only if the slot has a value.
 *
 * @example
 * <With content={content} slot="brandName">{content.value('brandName')}</With>
 */
export function With<Own extends string = never>(props: SectionProps<Own>) {
  return section('with', props);
}

/**
 * Shows its children only if the slot has no value.
 *
 * @example
 * <Without content={content} slot="name">{content.t('greetingWithoutName')}</Without>
 */
export function Without<Own extends string = never>(props: SectionProps<Own>) {
  return section('without', props);
}

/** The props of {@link Choice}. */
export interface ChoiceProps<Own extends string> {
  /** The props of the template. */
  readonly content: Content<Own>;
  /** The slot whose value decides. */
  readonly slot: Slot | NoInfer<Own>;
  /** The words with a value. */
  readonly words: string;
  /** The words without a value. */
  readonly wordsWithout: string;
  /** Shows the chosen words. */
  readonly children: (words: string) => ReactNode;
}

/**
 * Shows words that depend on whether the slot has a value.
 *
 * @example
 * <Choice content={content} slot="name" words={t('greeting')} wordsWithout={t('greetingWithoutName')}>
 *   {(words) => <Words content={content} words={words} />}
 * </Choice>
 */
export function Choice<Own extends string = never>({
  content,
  slot,
  words,
  wordsWithout,
  children,
}: ChoiceProps<Own>) {
  if (words === wordsWithout) return children(words);
  return (
    <>
      <With content={content} slot={slot}>
        {children(words)}
      </With>
      <Without content={content} slot={slot}>
        {children(wordsWithout)}
      </Without>
    </>
  );
}

function section<Own extends string>(
  condition: 'with' | 'without',
  { content, slot, children }: SectionProps<Own>,
) {
  const { shown, open, close } = content.section(condition, slot);
  return shown ? (
    <>
      {open}
      {children}
      {close}
    </>
  ) : null;
}
