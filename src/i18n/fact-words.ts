import type { LocaleFile } from './locale-file.js';

/** The keys with which facts are described: all that a compiled mail still needs of its locale. */
export const factKeys = [
  'dir',
  'numerals',
  'calendar',
  'dateTime',
  'months',
  'dayPeriods',
  'browserOnSystem',
  'cityInCountry',
  'timeWithOffset',
] as const satisfies ReadonlyArray<keyof LocaleFile>;

/** The words and formats with which facts are described in one locale. */
export type FactWords = Pick<LocaleFile, (typeof factKeys)[number]>;
