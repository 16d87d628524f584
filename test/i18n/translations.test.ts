import { describe, expect, test } from 'vitest';
import { operationNames } from '../../emails/operations.js';
import { parentsOf } from '../../src/i18n/parents.js';
import {
  type Brand,
  createWelcomeEmailRenderer,
  type Translation,
  type Translations,
} from '../../src/index.js';
import { NOTHING_KNOWN, requiredFor } from '../support/inputs.js';
import { languageOf } from '../support/languages.js';

const mailIn = (locale: string, translations: Translations) =>
  createWelcomeEmailRenderer({ translations }).render({ ...NOTHING_KNOWN, locale });
const greetingIn = async (locale: string, translations: Translations) =>
  (await mailIn(locale, translations)).text.split('\n\n')[1];

describe('words reach the children of their tag', () => {
  test.each([
    ['en', 'en-GB'],
    ['en-001', 'en-GB'],
    ['es', 'es-419'],
    ['fr', 'fr-CA'],
    ['pt', 'pt-BR'],
    ['pt', 'pt-PT'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant', 'zh-HK'],
  ])('%s: %s', async (tag, child) => {
    expect(await greetingIn(child, { [tag]: { greeting: 'Hi {{name}}!' } })).toBe('Hi Ada!');
  });

  test.each([
    ['sr', 'sr-Latn'],
    ['zh', 'zh-TW'],
    ['zh-CN', 'zh-TW'],
    ['pt-BR', 'pt-PT'],
    ['en-GB', 'en'],
    ['es-419', 'es'],
  ])('and no other: %s, %s', async (tag, other) => {
    expect(await greetingIn(other, { [tag]: { greeting: 'Hi {{name}}!' } })).not.toContain('Hi');
  });

  test('unless the child has the key', async () => {
    const translations = {
      en: { greeting: 'Hi {{name}}!', timeLabel: 'When' },
      'en-001': { greeting: 'Hello there {{name}}!' },
      'en-GB': { greeting: 'Good day {{name}}!' },
    };
    const { text } = await mailIn('en-GB', translations);
    expect(text).toContain('Good day Ada!');
    expect(text).toContain('When: ');
    const { 'en-GB': _, ...others } = translations;
    expect(await greetingIn('en-GB', others)).toBe('Hello there Ada!');
  });

  test('without the formats', async () => {
    const en = { dateTime: "MMMM yyyy, 'the' d, h:mm a", months: Array(12).fill('Month'), timeLabel: 'When' };
    expect((await mailIn('en', { en })).text).toContain('When: Month 2026, the 1, 12:00 PM');
    expect((await mailIn('en-GB', { en })).text).toContain('When: 1 July 2026 at 12:00');
  });
});

test.each([
  ['es-MX', 'es-419 es'],
  ['en-DE', 'en-150 en-001 en'],
  ['pt-AO', 'pt-PT pt'],
  ['sr-ME', 'sr-Latn-ME sr-Latn'],
  ['hi-Latn', ''],
])('the parents of %s are those of CLDR in its language and script', (tag, parents) => {
  expect(parentsOf(tag).join(' ')).toBe(parents);
});

describe('a regional tag', () => {
  test.each([
    ['de-AT', '1. Juli 2026, 12:00 Uhr'],
    ['en-US', 'July 1, 2026 at 12:00 PM'],
    ['en-AU', '1 July 2026 at 12:00'],
    ['es-MX', '1 de julio de 2026, 12:00 p.m.'],
    ['zh-HK', '2026年7月1日'],
    ['pt', '1 de julho de 2026'],
  ])('has the other keys of the locale that its readers would get: %s', async (tag, date) => {
    const mail = await mailIn(tag, { [tag]: { greeting: 'Hi {{name}}!' } });
    expect(mail).toMatchObject({ locale: tag, headers: { 'Content-Language': tag } });
    expect(mail.text).toContain('Hi Ada!');
    expect(mail.text.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(date);
  });

  test('is read by no one else', async () => {
    const translations = {
      'en-US': { greeting: 'Howdy {{name}}!' },
      'de-AT': { greeting: 'Grüß Gott {{name}},' },
    };
    for (const locale of ['en', 'en-GB', 'en-AU', 'de', 'de-CH', 'de-DE'])
      expect(await greetingIn(locale, translations)).not.toMatch(/Howdy|Grüß/);
    expect(await greetingIn('de-at', translations)).toBe('Grüß Gott Ada,');
    expect(await greetingIn('en-US,en;q=0.9', translations)).toBe('Howdy Ada!');
  });

  test('has the words that the caller gave to that locale', async () => {
    const translations = {
      en: { greeting: 'Hi {{name}}!' },
      'en-GB': { timeLabel: 'When' },
      'en-150': { platformLabel: 'With' },
      'en-DE': { locationLabel: 'Where' },
    };
    const renderer = createWelcomeEmailRenderer({ translations, locate: () => ({ countryCode: 'DE' }) });
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const { text } = await renderer.render({
      ...NOTHING_KNOWN,
      ip: '81.2.69.142',
      userAgent,
      locale: 'en-DE',
    });
    for (const words of ['Hi Ada!', 'When: ', 'With: ', 'Where: ']) expect(text).toContain(words);
  });

  test("may stand on a language of the caller's", async () => {
    const mail = await mailIn('cy-GB', {
      'cy-GB': { greeting: 'Shwmae {{name}}' },
      cy: { ...languageOf('en'), timeLabel: 'Dyddiad' },
    });
    expect(mail.locale).toBe('cy-GB');
    expect(mail.text).toMatch(/Shwmae Ada.*Dyddiad: /s);
  });

  test('may have formats of its own', async () => {
    const months = languageOf('de').months.with(6, 'Heuet');
    expect((await mailIn('de-CH', { 'de-CH': { months } })).text).toMatch(/ 1\.\sHeuet\s2026/);
  });

  test.each(['nn', 'gsw', 'az-Cyrl'])('is none if the language or the script is another: %s', (tag) => {
    expect(() => createWelcomeEmailRenderer({ translations: { [tag]: {} } })).toThrow(
      expect.objectContaining({ code: 'missing' }),
    );
  });

  test('needs words for AM and PM if its pattern has them and the other locale has not', () => {
    const create = (tag: string) => () =>
      createWelcomeEmailRenderer({ translations: { [tag]: { dateTime: 'd MMMM yyyy, h:mm a' } } });
    expect(create('en-US')).not.toThrow();
    expect(create('en-AU')).toThrow(
      expect.objectContaining({ field: 'translations.en-AU.dayPeriods', code: 'missing' }),
    );
  });
});

describe('a key without its operation', () => {
  const headings = async (translations: Translations, brand?: Brand) => {
    const { render } = createWelcomeEmailRenderer({ translations, brand });
    const mails = await Promise.all(operationNames.map((operation) => render(requiredFor(operation))));
    return mails.map(({ text }) => text.split('\n')[0]);
  };

  test('sets the words of all operations', async () => {
    expect(await headings({ en: { heading: 'Hi' } })).toEqual(Array(6).fill('Hi'));
  });

  test('yields to the key of an operation, wherever it is', async () => {
    for (const en of [
      { heading: 'Hi', heading_recovery: 'Exact' },
      { heading_recovery: 'Exact', heading: 'Hi' },
    ])
      expect(await headings({ en })).toEqual(['Hi', 'Exact', 'Hi', 'Hi', 'Hi', 'Hi']);
  });

  test("yields to nothing of a parent's", async () => {
    const { render } = createWelcomeEmailRenderer({
      translations: { en: { heading_registration: 'Parent' }, 'en-GB': { heading: 'Child' } },
    });
    expect((await render({ ...NOTHING_KNOWN, locale: 'en-GB' })).text).toMatch(/^Child\n/);
  });

  test('is enough for a whole language', () => {
    const { subject_registration: subject, ...others } = languageOf('en');
    const file = Object.fromEntries(Object.entries(others).filter(([key]) => !key.startsWith('subject_')));
    const create = (cy: Translation) => () => createWelcomeEmailRenderer({ translations: { cy } });
    expect(create({ ...file, subject })).not.toThrow();
    expect(create(file)).toThrow(/^translations\.cy\.subject_registration: is required/);
  });

  test('is checked like any, by its name', () => {
    const create = (en: object) => () => createWelcomeEmailRenderer({ translations: { en } });
    expect(create({ subject: 'x'.repeat(501) })).toThrow(
      expect.objectContaining({ field: 'translations.en.subject', code: 'invalid-value' }),
    );
    expect(create({ action: ' ' })).toThrow(
      expect.objectContaining({ field: 'translations.en.action', code: 'blank' }),
    );
  });
});

describe('an error', () => {
  test.each([
    ['headng', 'heading'],
    ['subject_signin', 'subject_sign-in'],
    ['greetingWithoutname', 'greetingWithoutName'],
    ['datetime', 'dateTime'],
  ])('names the nearest key: %s', (key, nearest) => {
    expect(() => createWelcomeEmailRenderer({ translations: { en: { [key]: 'x' } } })).toThrow(
      `translations.en.${key}: is not a key of a locale. The nearest is ${nearest}`,
    );
  });

  test('names all keys that a new language lacks', () => {
    const { dir, months, help, ...others } = languageOf('en');
    const create = (cy: Translation) => () => createWelcomeEmailRenderer({ translations: { cy } });
    expect(create({ ...others, dir, months })).toThrow('translations.cy.help: is required');
    expect(create(others)).toThrow(/^translations\.cy\.dir: is required\. Also missing: months, help$/);
  });
});
