import { describe, expect, test } from 'vitest';
import { phrase } from '../../src/facts/phrase.js';

describe('a phrase', () => {
  const on = '{{browser}} on {{system}}';

  test('takes its values', () => {
    expect(phrase(on, 'ltr', { browser: 'Chrome', system: 'Windows' })).toBe('Chrome on Windows');
    expect(phrase(on, 'ltr', { browser: 'Chrome' })).toBe('Chrome on ');
  });

  test('isolates, from right to left, the values with a letter that is written the other way', () => {
    expect(phrase('{{city}}، {{country}}', 'rtl', { city: 'Abidjan', country: 'مصر' })).toBe(
      '\u2068Abidjan\u2069، مصر',
    );
    expect(phrase('{{city}}', 'rtl', { city: 'חיפה 7' })).toBe('חיפה 7');
  });
});
