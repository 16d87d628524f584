import { expect, test } from 'vitest';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { findWords, languages } from '../src/page/words.js';

const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]))
    : [...String(value).matchAll(/\{\{\w+\}\}/g)].join();

test.each(Object.entries(languages))(
  '%s says all that English does, with the same placeholders',
  (_lang, words) => {
    expect(shape(words)).toEqual(shape(languages.en));
  },
);

test.each(Object.keys(languages))('%s reads in the direction of its mail', async (lang) => {
  const renderer = createWelcomeEmailRenderer();
  const mail = await renderer.render({
    name: 'Ada',
    resetUrl: 'https://a.example/',
    time: '2026-07-01T12:00:00Z',
    locale: lang,
  });
  expect(mail.locale).toBe(lang);
  expect(findWords(lang, undefined)).toEqual({ lang, words: expect.objectContaining({ dir: mail.dir }) });
});

test('a long Accept-Language takes no longer than a usual one', () => {
  const header = Array.from({ length: 5000 }, (_, index) => index.toString(36))
    .join()
    .slice(0, 15_000);
  const start = process.cpuUsage();
  for (let request = 0; request < 50; request++) findWords(undefined, `${header},de`);
  // Reading all of one takes 80 ms.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
  expect(findWords(undefined, `x${'-x'.repeat(100)}, zz, tr;q=0.9, ar;q=0.8`).lang).toBe('tr');
});
