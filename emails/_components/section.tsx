import type { ReactNode } from 'react';
import type { Content, Slot } from '../content.js';

interface Props {
  readonly content: Content;
  readonly slot: Slot;
  readonly children: ReactNode;
}

/** Shows its children only if the slot has a value. */
export function With(props: Props) {
  return section('with', props);
}

/** Shows its children only if the slot has no value. */
export function Without(props: Props) {
  return section('without', props);
}

interface ChoiceProps {
  readonly content: Content;
  readonly slot: Slot;
  readonly words: string;
  readonly wordsWithout: string;
  readonly children: (words: string) => ReactNode;
}

/** Shows words that depend on whether the slot has a value. */
export function Choice({ content, slot, words, wordsWithout, children }: ChoiceProps) {
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

function section(condition: 'with' | 'without', { content, slot, children }: Props) {
  const { shown, open, close } = content.section(condition, slot);
  return shown ? (
    <>
      {open}
      {children}
      {close}
    </>
  ) : null;
}
