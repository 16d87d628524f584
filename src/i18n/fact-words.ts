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

export function factWordsOf(language: LocaleFile): FactWords {
  const { dir, numerals, calendar, dateTime, months, dayPeriods } = language;
  const { browserOnSystem, cityInCountry, timeWithOffset } = language;
  return {
    dir,
    numerals,
    calendar,
    dateTime,
    months,
    dayPeriods,
    browserOnSystem,
    cityInCountry,
    timeWithOffset,
  };
}
