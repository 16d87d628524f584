import { Fragment } from 'react';
import { type Content, type Slot, slotDirection, splitWords } from '../content.js';
import { FullLink } from './links.js';

interface Props {
  readonly content: Content;
  /** Translated words, with slots in them. */
  readonly words: string;
}

/**
 * Translated words, each slot in an element with a `dir` of its own, so that a name in another script cannot reorder the
 * sentence around it. `<bdi>` would say the same, but Roundcube and Gmail drop it.
 */
export function Words({ content, words }: Props) {
  return splitWords(words).map((piece, i) =>
    typeof piece === 'string' ? (
      <Fragment key={i}>{piece}</Fragment>
    ) : (
      <SlotText key={piece.slot} content={content} slot={piece.slot} />
    ),
  );
}

function SlotText({ content, slot }: { readonly content: Content; readonly slot: Slot }) {
  const value = content.value(slot);
  if (slot === 'supportUrl') return <FullLink content={content} href={value} />;
  if (slot === 'supportEmail')
    return (
      <FullLink content={content} href={`mailto:${value}`}>
        {value}
      </FullLink>
    );
  return <span dir={slotDirection(slot, content.dir)}>{value}</span>;
}
