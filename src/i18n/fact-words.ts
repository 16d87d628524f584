import type { LocaleFile } from './locale-file.js';

/** The words and formats with which facts are described in one locale: all that a compiled mail still needs of it. */
export type FactWords = Pick<
  LocaleFile,
  | 'dir'
  | 'numerals'
  | 'calendar'
  | 'dateTime'
  | 'months'
  | 'dayPeriods'
  | 'browserOnSystem'
  | 'cityInCountry'
  | 'timeWithOffset'
>;

const KEYS = Object.keys({
  dir: true,
  numerals: true,
  calendar: true,
  dateTime: true,
  months: true,
  dayPeriods: true,
  browserOnSystem: true,
  cityInCountry: true,
  timeWithOffset: true,
} satisfies Record<keyof FactWords, true>) as Array<keyof FactWords>;

export function factWordsOf(language: LocaleFile): FactWords {
  return Object.fromEntries(KEYS.map((key) => [key, language[key]])) as FactWords;
}
