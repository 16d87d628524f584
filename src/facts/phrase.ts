import QuickLRU from 'quick-lru';
import { type Direction, isolate, splitWords } from '../../emails/phrase.js';
import { getOrCreate } from '../cache.js';

/** Split phrases, since splitting one takes longer than filling it. Bounded, since callers may have their own. We have three per locale. */
const splitPhrases = new QuickLRU<string, ReturnType<typeof splitWords>>({ maxSize: 500 });

/** Fills a phrase that becomes the value of a slot: `{{browser}} on {{system}}`. */
export function phrase(words: string, dir: Direction, values: Readonly<Record<string, string>>): string {
  return getOrCreate(splitPhrases, words, () => splitWords(words))
    .map((piece) => (typeof piece === 'string' ? piece : isolateIfForeign(values[piece.slot] ?? '', dir)))
    .join('');
}

function isolateIfForeign(value: string, dir: Direction): string {
  return dir === 'rtl' && LEFT_TO_RIGHT.test(value) ? isolate(value) : value;
}

/** A letter that is neither Arabic nor Hebrew. Values of phrases use no other right-to-left scripts. */
const LEFT_TO_RIGHT = /(?!\p{scx=Arab}|\p{scx=Hebr})\p{L}/u;
