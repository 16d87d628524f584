import { closestMatch } from 'leven';
import { operationNames } from '../../emails/operations.js';
import type { Direction } from '../../emails/phrase.js';
import type { SharedWords, Words } from '../../emails/words.js';
import english from '../../locales/en/welcome.json';
import { WelcomeEmailInputError, type WelcomeEmailInputErrorCode } from '../errors.js';
import { CONTAINS_INVISIBLE } from '../untrusted/clean-text.js';
import { attempt, readFields } from '../untrusted/fields.js';

/** The numbering system for the digits of dates, by its name in CLDR. */
export type Numerals = 'latn' | 'arab' | 'arabext' | 'beng' | 'deva';

/** The calendar of dates, by its name in CLDR. */
export type Calendar = 'gregory' | 'buddhist' | 'persian';

/**
 * A locale: the words of the mails and the format of dates. `locales/<tag>/welcome.json` has one of these.
 *
 * No text may contain control or invisible characters.
 */
export type LocaleFile = Words & {
  /** The direction of the script. `Intl.Locale` gives it in a different form in each version of Node. */
  readonly dir: Direction;
  /** The digits of dates. Default: `'latn'`. */
  readonly numerals?: Numerals | undefined;
  /** The calendar of dates. Default: `'gregory'`. */
  readonly calendar?: Calendar | undefined;
  /**
   * The pattern of a date and time (Unicode TR35): `d` or `dd`, `MMMM`, `yyyy`, `mm`, and either `H` or `HH`, or `h` and `a`. Words are in
   * single quotes. Two single quotes are one in the text.
   *
   * @example
   * "d 'de' MMMM 'de' yyyy HH:mm"
   */
  readonly dateTime: string;
  /** The names of the twelve months, in the form for `dateTime`: in Russian, the genitive. */
  readonly months: readonly string[];
  /** The words for before and after noon. Required if `dateTime` has `a`. */
  readonly dayPeriods?: readonly string[] | undefined;
};

/** A caller's words and formats for a language tag, whole or in part. */
export type Translation = Partial<LocaleFile> & SharedWords;

/** Why a value is invalid. */
type Issue = readonly [code: WelcomeEmailInputErrorCode, expected: string];

/** The keys whose words become part of a value, so they cannot depend on the brand. */
const PATTERNS = new Set(['detail', 'browserOnSystem', 'cityInCountry', 'timeWithOffset']);

const checks: ReadonlyMap<string, (value: unknown) => Issue | undefined> = new Map([
  ...Object.entries(english).map(([key, words]) => [key, wordsLike(key, String(words))] as const),
  ...operationNames.flatMap(
    (name) =>
      [
        [`headingWithBrand_${name}`, wordsLike('headingWithBrand', '{{brandName}}')],
        [`note_${name}`, wordsLike('note', '')],
      ] as const,
  ),
  // These keys are not words.
  ['dir', oneOf(['ltr', 'rtl'])],
  ['numerals', oneOf(['latn', 'arab', 'arabext', 'beng', 'deva'])],
  ['calendar', oneOf(['gregory', 'buddhist', 'persian'])],
  ['dateTime', checkPattern],
  ['months', listOf(12)],
  ['dayPeriods', listOf(2)],
]);

/** The keys that set the words of all operations, such as `heading`, each with the keys that it stands for. */
const sharedKeys = new Map<string, string[]>();
for (const key of checks.keys()) {
  const [shared = '', operation] = key.split('_');
  if (operation !== undefined) sharedKeys.set(shared, [...(sharedKeys.get(shared) ?? []), key]);
}

/** The keys that are not words. */
const FORMATS = new Set(['dir', 'numerals', 'calendar', 'dateTime', 'months', 'dayPeriods']);

/** In characters. No paragraph needs more. */
const MAX_TEXT_LENGTH = 2000;

/** In characters. With the longest brand name, even a subject without spaces, where it could be folded, fits on a line (RFC 5322, 2.1.1). */
const MAX_SUBJECT_LENGTH = 500;

const OPTIONAL = new Set([
  'numerals',
  'calendar',
  'dayPeriods',
  ...operationNames.flatMap((name) => [`headingWithBrand_${name}`, `note_${name}`]),
]);

/**
 * Checks a caller's locale, whole or in part. A key without its operation becomes the keys of all operations that are not there.
 *
 * @param field - the path for errors
 * @returns a copy, so that later changes to the caller's object have no effect
 * @throws WelcomeEmailInputError for an unknown key and for an invalid value
 */
export function checkLocaleFile(field: string, value: unknown): Partial<LocaleFile> {
  const fields = readFields(value);
  if (fields === undefined) throw new WelcomeEmailInputError(field, 'wrong-type', 'must be an object');
  const parts = new Map<string, unknown>();
  for (const [key, value] of fields) {
    const part = copyList(value);
    const exactKeys = sharedKeys.get(key) ?? [key];
    for (const exactKey of exactKeys) {
      const check = checks.get(exactKey);
      const issue = check === undefined ? unknownKey(key) : check(part);
      if (issue !== undefined) throw new WelcomeEmailInputError(`${field}.${key}`, ...issue);
      if (exactKey === key || !fields.has(exactKey)) parts.set(exactKey, part);
    }
  }
  return Object.fromEntries(parts) as Partial<LocaleFile>;
}

/** @throws WelcomeEmailInputError that names all missing keys, if there are any */
export function requireNone(field: string, file: Partial<LocaleFile>, missing: readonly string[]): void {
  const [first, ...others] = missing;
  if (first === undefined) return;
  const without = Object.hasOwn(file, withBrand(first))
    ? ' without {{brandName}}, for mails without a brand'
    : '';
  const too = others.length === 0 ? '' : `. Also missing: ${others.join(', ')}`;
  throw new WelcomeEmailInputError(`${field}.${first}`, 'missing', `is required${without}${too}`);
}

/** In characters. Keys are shorter, and comparing takes time in proportion to the length. */
const MAX_KEY_LENGTH = 100;

function unknownKey(key: string): Issue {
  // A typing error changes fewer letters. Further keys are other words.
  const maxDistance = Math.floor(key.length / 3);
  const known = [...checks.keys(), ...sharedKeys.keys()];
  const nearest = key.length > MAX_KEY_LENGTH ? undefined : closestMatch(key, known, { maxDistance });
  return [
    'unknown-key',
    `is not a key of a locale${nearest === undefined ? '' : `. Did you mean ${nearest}?`}`,
  ];
}

/** Lists the keys that a whole locale has and this one lacks. */
export function missingKeys(file: Partial<LocaleFile>): string[] {
  const required = [...checks.keys()].filter((key) => !OPTIONAL.has(key));
  if (letterRuns(file.dateTime ?? '').includes('a')) required.push('dayPeriods');
  return required.filter((key) => !Object.hasOwn(file, key));
}

/** Returns the key of the words for mails with a brand: `headingWithBrand_recovery` for `heading_recovery`. */
function withBrand(key: string): string {
  return key.replace(/_|$/, (end) => `WithBrand${end}`);
}

/**
 * Sorts a caller's words: those with the brand's name are only for mails with a brand, and those without it are for all mails. So they also
 * replace ours with the brand's name.
 */
export function sortByBrand(file: Partial<LocaleFile>): Partial<LocaleFile> {
  const sorted = new Map<string, unknown>();
  for (const [key, words] of Object.entries(file)) {
    const isAlsoForBrands = !FORMATS.has(key) && !PATTERNS.has(key) && !/WithBrand(?:_|$)/.test(key);
    if (isAlsoForBrands && !Object.hasOwn(file, withBrand(key))) sorted.set(withBrand(key), words);
    if (!isAlsoForBrands || !String(words).includes('{{brandName}}')) sorted.set(key, words);
  }
  return Object.fromEntries(sorted);
}

/** Returns the words of a locale, without its formats. */
export function wordsOf(file: Partial<LocaleFile> = {}): Partial<Words> {
  return Object.fromEntries(Object.entries(file).filter(([key]) => !FORMATS.has(key)));
}

/** Copies a list before it is checked, since a proxy may change whenever it is read. One that throws becomes `undefined`. */
function copyList(part: unknown): unknown {
  return attempt(() =>
    Array.isArray(part) ? Array.from({ length: Math.min(part.length, 13) }, (_, i) => part[i]) : part,
  );
}

function oneOf(values: readonly string[]) {
  return (value: unknown): Issue | undefined =>
    values.includes(value as string) ? undefined : ['invalid-value', `must be one of ${values.join(', ')}`];
}

function listOf(length: number) {
  return (value: unknown): Issue | undefined =>
    Array.isArray(value) && value.length === length && value.every((item) => checkText(item) === undefined)
      ? undefined
      : ['invalid-value', `must be a list of ${length} words`];
}

function tooLong(most: number): Issue {
  return ['invalid-value', `must have at most ${most.toLocaleString('en')} characters`];
}

function checkText(value: unknown): Issue | undefined {
  if (typeof value !== 'string') return ['wrong-type', 'must be a string'];
  if (value.length > MAX_TEXT_LENGTH) return tooLong(MAX_TEXT_LENGTH);
  if (value.trim() === '') return ['blank', 'must not be blank'];
  // These would break lines or reorder words in the plaintext part. The templates add the direction marks that are needed.
  return CONTAINS_INVISIBLE.test(value)
    ? ['control-character', 'must not contain control or invisible characters']
    : undefined;
}

/** Requires every part of a date and time once, so that no two different minutes look the same. */
function checkPattern(value: unknown): Issue | undefined {
  const issue = checkText(value);
  if (issue !== undefined) return issue;
  const runs = letterRuns(String(value)).map((run) =>
    run.replace(/^(?:dd|HH)$/, (letters) => letters.slice(1)),
  );
  const sorted = runs.sort().join(' ');
  return sorted === 'H MMMM d mm yyyy' || sorted === 'MMMM a d h mm yyyy'
    ? undefined
    : [
        'invalid-value',
        'must have each of d or dd, MMMM, yyyy, mm, and H or HH (or h and a) once, and words in single quotes',
      ];
}

/** Splits a pattern into its runs of one letter: `d 'de' MMMM` has `d` and `MMMM`. An unpaired quotation mark is a run too. */
function letterRuns(pattern: string): string[] {
  return pattern.replace(/'[^']*'/g, ' ').match(/([A-Za-z'])\1*/g) ?? [];
}

/** Creates a check for words with the placeholders of the English ones, and the brand's name if it can be there. */
function wordsLike(key: string, englishWords: string) {
  const placeholders = placeholdersIn(englishWords);
  // The greeting may have no name: some languages would need its vocative.
  const required = key === 'greeting' ? [] : placeholders;
  const optional = key === 'greeting' ? placeholders : [];
  if (!PATTERNS.has(key) && !placeholders.includes('{{brandName}}')) optional.push('{{brandName}}');
  const rules = [
    ...(required.length > 0 ? [`must have ${required.join(' and ')} once`] : []),
    ...(optional.length > 0 ? [`may have ${optional.join(' and ')} once`] : []),
    'and no other placeholders',
  ];
  return (value: unknown): Issue | undefined => {
    const issue = checkText(value);
    if (issue !== undefined) return issue;
    if (key.startsWith('subject') && String(value).length > MAX_SUBJECT_LENGTH)
      return tooLong(MAX_SUBJECT_LENGTH);
    const found = placeholdersIn(String(value));
    const isRight =
      required.every((placeholder) => found.includes(placeholder)) &&
      found.every((placeholder) => [...required, ...optional].includes(placeholder)) &&
      new Set(found).size === found.length;
    return isRight ? undefined : ['unknown-placeholder', rules.join(', ')];
  };
}

/** Lists the placeholders. Unclosed ones count too, so that they cannot become part of a marker. */
function placeholdersIn(text: string): string[] {
  return text.match(/\{\{.*?(?:\}\}|$)/g) ?? [];
}
