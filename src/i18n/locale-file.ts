import type { Direction } from '../../emails/phrase.js';
import type { Words } from '../../emails/words.js';
import english from '../../locales/en/welcome.json';
import { WelcomeEmailInputError, type WelcomeEmailInputErrorCode } from '../errors.js';
import { HOLDS_INVISIBLE } from '../untrusted/clean-text.js';
import { attempt, readFields } from '../untrusted/fields.js';

/** The digits of dates, as CLDR names the numbering system. */
export type Numerals = 'latn' | 'arab' | 'arabext' | 'beng' | 'deva';

/** What `locales/<tag>/welcome.json` holds: all that a language needs. */
export interface LocaleFile extends Words {
  /** The direction of its script. Node's own knowledge of it has a different form in each version. */
  readonly dir: Direction;
  /** Default: `latn`. */
  readonly numerals?: Numerals | undefined;
  /** A date and time to the minute, in date-fns's pattern letters (Unicode TR35): `d`, `dd`, `MMMM`, `yyyy`, `H`, `HH`, `h`, `mm`, `a`. */
  readonly dateTime: string;
  /** The twelve months as they stand in that pattern: in Russian the genitive. */
  readonly months: readonly string[];
  /** Before and after noon, for the pattern letter `a`. */
  readonly dayPeriods?: readonly string[] | undefined;
}

/** Why a part of a file cannot be used. */
type Fault = readonly [code: WelcomeEmailInputErrorCode, expected: string];

const faultsByKey: ReadonlyMap<string, (value: unknown) => Fault | undefined> = new Map([
  ['dir', oneOf(['ltr', 'rtl'])],
  ['numerals', oneOf(['latn', 'arab', 'arabext', 'beng', 'deva'])],
  ['dateTime', faultOfPattern],
  ['months', listOf(12)],
  ['dayPeriods', listOf(2)],
  ...Object.entries(english)
    .filter(([key]) => !['dir', 'dateTime', 'months', 'dayPeriods'].includes(key))
    .map(([key, words]) => [key, faultOfWords(key, String(words))] as const),
]);

/** With the longest name of a brand it fits on a header line of 998 bytes (RFC 5322, 2.1.1), which nobody folds within a word. */
const MAX_SUBJECT_LENGTH = 500;

const OPTIONAL = new Set(['numerals', 'dayPeriods']);

/**
 * Checks a locale of a caller's: a whole one, or parts that take the place of ours.
 *
 * @param field - what errors call it
 * @param mayBeMissing - tells the keys that it can leave out, since we have them
 * @returns a copy: what the caller changes later changes no mail
 * @throws WelcomeEmailInputError for a key or placeholder that does not exist here, and for a missing key
 */
export function checkLocaleFile(
  field: string,
  value: unknown,
  mayBeMissing: (key: string) => boolean,
): Partial<LocaleFile> {
  const parts = copyLists(readFields(value));
  if (parts === undefined) throw new WelcomeEmailInputError(field, 'wrong-type', 'must be an object');
  for (const [key, part] of parts) {
    const faultOf = faultsByKey.get(key);
    const fault =
      faultOf === undefined ? (['unknown-key', 'is not a key of a locale'] as const) : faultOf(part);
    if (fault !== undefined) throw new WelcomeEmailInputError(`${field}.${key}`, ...fault);
  }
  const required = [...faultsByKey.keys()].filter((key) => !OPTIONAL.has(key));
  if (letterRuns(String(parts.get('dateTime') ?? '')).includes('a')) required.push('dayPeriods');
  const missing = required.find((key) => !parts.has(key) && !mayBeMissing(key));
  if (missing !== undefined)
    throw new WelcomeEmailInputError(`${field}.${missing}`, 'missing', 'is required');
  return Object.fromEntries(parts) as Partial<LocaleFile>;
}

/** A list is checked and used as it was when it was read. */
function copyLists(parts: Map<string, unknown> | undefined): Map<string, unknown> | undefined {
  for (const [key, part] of parts ?? []) {
    const copy = attempt(() => (Array.isArray(part) && part.length <= 12 ? Array.from(part) : part));
    parts?.set(key, copy);
  }
  return parts;
}

function oneOf(values: readonly string[]) {
  return (value: unknown): Fault | undefined =>
    values.includes(value as string) ? undefined : ['invalid-value', `must be one of ${values.join(', ')}`];
}

function listOf(length: number) {
  return (value: unknown): Fault | undefined =>
    Array.isArray(value) && value.length === length && value.every((item) => faultOfText(item) === undefined)
      ? undefined
      : ['invalid-value', `must be a list of ${length} words`];
}

function faultOfText(value: unknown): Fault | undefined {
  if (typeof value !== 'string') return ['wrong-type', 'must be a string'];
  if (value.trim() === '') return ['blank', 'must not be blank'];
  // In the plaintext part they would move words or start lines; directions are marked where that is needed.
  return HOLDS_INVISIBLE.test(value) || value.includes('=?')
    ? [
        'control-character',
        'must have no control or invisible character, and no encoded word (`=?`, RFC 2047)',
      ]
    : undefined;
}

/** A pattern that leaves a part out, or says two different hours alike, is none. */
function faultOfPattern(value: unknown): Fault | undefined {
  const fault = faultOfText(value);
  if (fault !== undefined) return fault;
  const runs = letterRuns(String(value)).map((run) => run.replace(/^(?:dd|HH)$/, (twice) => twice.slice(1)));
  const sorted = runs.sort().join(' ');
  return sorted === 'H MMMM d mm yyyy' || sorted === 'MMMM a d h mm yyyy'
    ? undefined
    : [
        'invalid-value',
        'must be a pattern with d or dd, MMMM, yyyy, H or HH (or h and a) and mm, each once; words in it stand in single quotes',
      ];
}

/** `d 'de' MMMM` has the runs `d` and `MMMM`. A quotation mark that stands alone is a run as well. */
function letterRuns(pattern: string): string[] {
  return pattern.replace(/'[^']*'/g, ' ').match(/([A-Za-z'])\1*/g) ?? [];
}

function faultOfWords(key: string, englishWords: string) {
  const placeholders = placeholdersIn(englishWords);
  return (value: unknown): Fault | undefined => {
    const fault = faultOfText(value);
    if (fault !== undefined) return fault;
    if (key.startsWith('subject') && String(value).length > MAX_SUBJECT_LENGTH)
      return ['invalid-value', `must have at most ${MAX_SUBJECT_LENGTH} characters`];
    const found = placeholdersIn(String(value));
    // Some languages address nobody without the vocative of the name.
    if (found.join() === placeholders.join() || (key === 'greeting' && found.length === 0)) return undefined;
    const expected =
      placeholders.length === 0
        ? 'must have no placeholder'
        : `must have the placeholders ${placeholders.join(' and ')}`;
    return ['unknown-placeholder', expected];
  };
}

/** Whatever stands between double braces, sorted. What is not closed counts too, so that it cannot become a marker. */
function placeholdersIn(text: string): string[] {
  return (text.match(/\{\{.*?(?:\}\}|$)/g) ?? []).sort();
}
