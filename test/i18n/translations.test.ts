import { render } from '@react-email/render';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { accentValues } from '../../emails/accent.js';
import { filledContent, subjectOf, type Values } from '../../emails/content.js';
import { operationNames } from '../../emails/operations.js';
import WelcomeEmail from '../../emails/welcome.js';
import { welcomeText } from '../../emails/welcome.text.js';
import { createLocales } from '../../src/i18n/locales.js';
import { parentsOf } from '../../src/i18n/parents.js';
import { createTranslate } from '../../src/i18n/translator.js';
import {
  type Brand,
  createWelcomeEmailRenderer,
  type Translation,
  type Translations,
  type WelcomeEmailRenderer,
} from '../../src/index.js';
import { compileMail } from '../../src/template/compile.js';
import { cleanMarkup } from '../../src/template/render-mail.js';
import { parseMail } from '../../src/template/template.js';
import { BRAND, CODE, everythingFor, LINK, NOTHING_KNOWN, requiredFor } from '../support/inputs.js';
import { fillHtml, fillText, languageOf } from '../support/languages.js';

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
      en: { greeting: 'Hi {{name}}!', timeLabel: 'On' },
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

/** The keys whose words become part of a value. */
const patterns = ['detail', 'browserOnSystem', 'cityInCountry', 'timeWithOffset'];

/** The words of a locale, each with the brand's name at its end. */
function withBrandEverywhere(tag: string): Translation {
  const words = Object.entries(languageOf(tag)).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !['dir', 'dateTime', ...patterns].includes(entry[0]),
  );
  return Object.fromEntries(
    words.map(([key, text]) => [key, text.includes('{{brandName}}') ? text : `${text} {{brandName}}`]),
  );
}

describe("the brand's name", () => {
  const brand = { ...BRAND, name: 'Zürich & Söhne' };

  test.each(['en', 'ar'])('may be in all words, which only mails with a brand have: %s', async (locale) => {
    const translations = { [locale]: withBrandEverywhere(locale) };
    const own = createWelcomeEmailRenderer({ translations });
    const ours = createWelcomeEmailRenderer();
    for (const operation of operationNames) {
      const input = { ...everythingFor(operation), locale };
      expect(await own.render(input)).toEqual(await ours.render(input));
      const count = async ({ render }: WelcomeEmailRenderer, part: 'html' | 'text') =>
        (await render({ ...input, brand }))[part].split(/Zürich &(?:amp;)? Söhne/).length;
      // Nine texts and three labels or more are in each mail.
      for (const part of ['html', 'text'] as const)
        expect((await count(own, part)) - (await count(ours, part)), part).toBeGreaterThan(11);
    }
  });

  test.each(['en', 'ar'])('is where React puts it: %s', async (locale) => {
    const translations = { [locale]: { ...withBrandEverywhere(locale), note: 'From {{brandName}}' } };
    const { language } = await createLocales(translations).load(locale);
    for (const operation of operationNames) {
      const template = parseMail(await compileMail(locale, language, operation));
      const t = createTranslate(locale, language, operation);
      for (const brandName of ['Acme', undefined]) {
        const values: Values = { ...accentValues(), name: 'Ada', link: LINK, time: 'now', brandName };
        const content = filledContent({ locale, dir: language.dir, operation, t }, values);
        const direct = cleanMarkup(await render(createElement(WelcomeEmail, content)));
        expect(fillHtml(template.html, values)).toBe(direct);
        expect(fillText(template.text, values)).toBe(welcomeText(content));
        expect(fillText(template.subject, values)).toBe(subjectOf(content));
      }
    }
  });

  const opening = async (en: Translation, brand?: Brand, locale = 'en') => {
    const { render } = createWelcomeEmailRenderer({ translations: { en }, brand });
    const { subject, text } = await render({ ...NOTHING_KNOWN, locale });
    return [subject, text.split('\n')[0]];
  };

  test('is not needed: words without it are those of all mails', async () => {
    const en = { subject: 'Set up your account', heading: 'Hi' };
    for (const brand of [undefined, BRAND])
      expect(await opening(en, brand)).toEqual(['Set up your account', 'Hi']);
    const withBrand = { subjectWithBrand: 'Hello from {{brandName}}', headingWithBrand: '{{brandName}}' };
    for (const all of [
      { ...en, ...withBrand },
      { ...withBrand, ...en },
    ])
      expect(await opening(all, BRAND)).toEqual(['Hello from Acme', 'Acme']);
    expect(await opening({ ...en, ...withBrand })).toEqual(['Set up your account', 'Hi']);
  });

  test('may be in the last words, with a link or a code, before a colon', async () => {
    const en = { notYouHeading: 'Not you at {{brandName}}', notYou: 'Ask {{brandName}}.' };
    const { render } = createWelcomeEmailRenderer({ translations: { en }, brand: BRAND });
    for (const secret of [{ resetUrl: LINK }, { code: CODE }]) {
      const { html, text } = await render({
        ...requiredFor('recovery'),
        resetUrl: undefined,
        ...secret,
      } as never);
      expect(text).toContain('Not you at Acme: Ask Acme.');
      expect(html).toMatch(/Acme<\/span><\/b>: Ask <span/);
    }
  });

  test('reaches the children of the tag, which may do without it', async () => {
    const en = { greeting: 'Hi {{name}} at {{brandName}}!', action: 'Go to {{brandName}}' };
    const { render } = createWelcomeEmailRenderer({
      translations: { en, 'en-GB': { action: 'Go' } },
      brand: BRAND,
    });
    const { html, text } = await render({ ...NOTHING_KNOWN, locale: 'en-GB' });
    expect(text).toContain('Hi Ada at Acme!');
    expect(html).not.toContain('Go to');
  });

  test.each([
    ['detail', '{{label}} {{value}} {{brandName}}', 'must have {{label}} and {{value}} once, and no other'],
    ['expiry', '{{brandName}}', 'must have {{expiry}} once, may have {{brandName}} once, and no other'],
    ['greeting', '{{link}}', 'may have {{name}} and {{brandName}} once, and no other placeholders'],
    ['intro', '{{brandName}} {{brandName}}', 'may have {{brandName}} once, and no other placeholders'],
    ['subjectWithBrand', 'Hi', 'must have {{brandName}} once, and no other placeholders'],
    ['note', '{{name}}', 'may have {{brandName}} once, and no other placeholders'],
  ])('is among the placeholders that an error lists: %s', (key, words, rule) => {
    expect(() => createWelcomeEmailRenderer({ translations: { en: { [key]: words } } })).toThrow(
      `translations.en.${key}: ${rule}`,
    );
  });

  test('needs words without it in a language that is not included', () => {
    const create = (own: Translation) => () =>
      createWelcomeEmailRenderer({ translations: { cy: { ...languageOf('en'), ...own } } });
    expect(create({ codeLabel: 'Your {{brandName}} code' })).toThrow(
      'translations.cy.codeLabel: is required without {{brandName}}, for mails without a brand',
    );
    expect(create({ headingWithBrand_recovery: 'At {{brandName}}' })).not.toThrow();
  });
});

describe('a note', () => {
  test.each(operationNames)('is below the intro, in both parts: %s', async (operation) => {
    const translations = { en: { note: 'Your <seat> is ready.' } };
    const { render } = createWelcomeEmailRenderer({ translations });
    const { html, text } = await render(everythingFor(operation));
    const intro = languageOf('en')[`intro_${operation}`];
    expect(text).toContain(`\n\n${intro}\n\nYour <seat> is ready.\n\n`);
    expect(html).toMatch(
      new RegExp(`${intro.replaceAll('.', '\\.')}</p><p [^>]*>Your &lt;seat&gt; is ready\\.</p>`),
    );
  });

  test('may be for one operation', async () => {
    const translations = { en: { note: 'For all', 'note_sign-in': 'For one' } };
    const { render } = createWelcomeEmailRenderer({ translations });
    expect((await render(everythingFor('sign-in'))).text).toMatch(/For one/);
    expect((await render(everythingFor('sign-in'))).text).not.toMatch(/For all/);
    expect((await render(everythingFor('recovery'))).text).toMatch(/For all/);
    const { render: renderOne } = createWelcomeEmailRenderer({
      translations: { en: { 'note_sign-in': 'For one' } },
    });
    expect((await renderOne(everythingFor('recovery'))).text).not.toMatch(/For one/);
  });

  test('with a brand is left out without one', async () => {
    const { render } = createWelcomeEmailRenderer({
      translations: { en: { note: 'Made by {{brandName}}.' } },
    });
    expect((await render({ ...NOTHING_KNOWN, brand: BRAND })).text).toContain('\n\nMade by Acme.\n\n');
    expect(await render(NOTHING_KNOWN)).toEqual(await createWelcomeEmailRenderer().render(NOTHING_KNOWN));
  });

  test.each([
    ['a\nb', 'control-character'],
    [' ', 'blank'],
    ['x'.repeat(2001), 'invalid-value'],
  ])('is checked like other words: %j', (note, code) => {
    expect(() => createWelcomeEmailRenderer({ translations: { en: { note } } })).toThrow(
      expect.objectContaining({ field: 'translations.en.note', code }),
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
      `translations.en.${key}: is not a key of a locale. Did you mean ${nearest}?`,
    );
  });

  test.each(['color', 'x'.repeat(1000), 'signature', 'footer'])('names no key if none is near: %s', (key) => {
    expect(() => createWelcomeEmailRenderer({ translations: { en: { [key]: 'x' } } })).toThrow(
      /: is not a key of a locale$/,
    );
  });

  test('names all keys that a new language lacks', () => {
    const { dir, months, help, ...others } = languageOf('en');
    const create = (cy: Translation) => () => createWelcomeEmailRenderer({ translations: { cy } });
    expect(create({ ...others, dir, months })).toThrow('translations.cy.help: is required');
    expect(create(others)).toThrow(/^translations\.cy\.dir: is required\. Also missing: months, help$/);
  });
});
