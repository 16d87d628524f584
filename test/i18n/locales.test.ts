import { describe, expect, test } from 'vitest';
import { type LocaleTag, languagesWith, localeTags, placeholdersIn } from '../../src/i18n/locales.js';

const languages = languagesWith(undefined);
const english = languages.en.words;

describe.each(localeTags)('%s', (tag: LocaleTag) => {
  const file = languages[tag];

  test('says what English says, with the same placeholders', () => {
    expect(Object.keys(file.words)).toEqual(Object.keys(english));
    for (const [key, words] of Object.entries(file.words)) {
      expect(placeholdersIn(words), key).toEqual(placeholdersIn(english[key as keyof typeof english]));
      expect(words.trim(), key).not.toBe('');
    }
  });

  test('has the direction, digits, months and day periods of CLDR', () => {
    const intl = new Intl.Locale(tag) as Intl.Locale & { textInfo?: object; getTextInfo?: () => object };
    expect(intl.getTextInfo?.() ?? intl.textInfo).toEqual({ direction: file.dir });
    const options = { calendar: 'gregory', timeZone: 'UTC' } as const;
    const format = new Intl.DateTimeFormat(tag, { ...options, dateStyle: 'long' });
    expect(file.numerals).toBe(format.resolvedOptions().numberingSystem);
    const part = (date: Date, style: Intl.DateTimeFormat, type: string) =>
      style.formatToParts(date).find((found) => found.type === type)?.value;
    expect(file.months).toEqual(
      Array.from({ length: 12 }, (_, month) => part(new Date(Date.UTC(2026, month, 15)), format, 'month')),
    );
    const twelveHours = new Intl.DateTimeFormat(tag, { ...options, hour: 'numeric', hour12: true });
    expect(file.dayPeriods).toEqual(
      [9, 21].map((hour) => part(new Date(Date.UTC(2026, 0, 1, hour)), twelveHours, 'dayPeriod')),
    );
  });

  test('never prints two different hours alike', () => {
    const pattern = file.dateTime.replace(/'[^']*'/g, '');
    expect(pattern).toMatch(/^[^a-z]*(?=.*d)(?=.*y)(?=.*MM)/);
    expect(pattern).toMatch(/HH?:mm|HH?\.mm|h:mm ?a|a ?h:mm|HH?\D+mm/);
    expect(/h/.test(pattern)).toBe(/a/.test(pattern));
  });
});

test('a registration never speaks of a reset', () => {
  for (const [key, words] of Object.entries(english)) {
    if (key.endsWith('_registration')) expect(words).not.toMatch(/reset/i);
  }
});
