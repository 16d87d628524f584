import { describe, expect, test } from 'vitest';
import { shippedTags } from '../../src/i18n/locales.js';
import { createMatcher } from '../../src/i18n/match.js';
import { createWelcomeEmailRenderer, shippedLocales, type WelcomeEmailWarning } from '../../src/index.js';
import { NOTHING_KNOWN } from '../support/inputs.js';
import { languageOf } from '../support/languages.js';

const match = createMatcher(shippedTags);

test('an undetermined language is none', () => {
  expect(match('und, de')).toBe('de');
  expect(match('und')).toBeUndefined();
  expect(match('und-DE, fr')).toBe('fr');
});

test.each(shippedTags)('%s is itself, alone and first in a header', (tag) => {
  expect(match(tag)).toBe(tag);
  expect(match(tag.toLowerCase())).toBe(tag);
  expect(match(`${tag},en;q=0.5`)).toBe(tag);
});

describe('a reader without a locale of their own gets the nearest', () => {
  test.each(
    Object.entries({
      'zh-TW': ['zh-HK', 'zh-Hant', 'zh-MO', 'zh-Hant-HK', 'yue'],
      'zh-CN': ['zh', 'zh-SG', 'zh-Hans', 'zh-Hans-CN'],
      nb: ['no', 'nn', 'nb-NO', 'nn-NO'],
      da: ['da-GL'],
      de: ['de-AT', 'de-CH', 'de-DE', 'gsw'],
      en: ['en-US', 'en-Latn-US'],
      'en-GB': ['en-AU', 'en-IN', 'en-IE', 'en-NZ', 'en-ZA'],
      es: ['es-ES'],
      'es-419': ['es-MX', 'es-US', 'es-AR', 'es-CO'],
      fr: ['fr-FR', 'fr-BE', 'fr-CH'],
      'fr-CA': ['fr-CA'],
      'pt-BR': ['pt'],
      'pt-PT': ['pt-AO', 'pt-MZ'],
      sr: ['sr-RS', 'sr-Cyrl', 'sr-Cyrl-BA'],
      'sr-Latn': ['sr-Latn-RS', 'sr-ME'],
      hr: ['bs', 'hr-BA'],
      he: ['iw', 'he-IL'],
      id: ['in', 'id-ID'],
      ms: ['ms-MY', 'zsm'],
      ar: ['ar-EG', 'ar-SA', 'ar-MA'],
      fa: ['fa-IR', 'fa-AF', 'prs'],
      ca: ['ca-ES-valencia'],
      ru: ['be'],
      ro: ['ro-MD', 'mo'],
      hy: ['hy-AM'],
      az: ['az-Latn-AZ'],
    }).flatMap(([locale, tags]) => tags.map((tag) => [tag, locale] as const)),
  )('%s: %s', (tag, locale) => {
    expect(match(tag)).toBe(locale);
  });
});

test('the first acceptable language of a header wins, by its quality', () => {
  expect(match('fr;q=0.3, de;q=0.9, en;q=0.5')).toBe('de');
  expect(match('qaa, ja;q=0')).toBeUndefined();
  expect(match('tlh, sv-FI;q=0.8, en;q=0.7')).toBe('sv');
  expect(match('en_GB')).toBe('en-GB');
});

test('fifty languages are looked for, however many a stranger sends', () => {
  expect(match(`${'*,'.repeat(49)}de`)).toBe('de');
  expect(match(`${'*,'.repeat(50)}de`)).toBeUndefined();
});

test.each(['en_US.UTF-8', 'C', '', 'qaa, *', 'qaa', 'english', 'tl', '🇩🇪', 'x'.repeat(2000)])(
  'what is no language of ours is none, and says so: %s',
  async (locale) => {
    const warnings: WelcomeEmailWarning[] = [];
    const renderer = createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
    expect(match(locale)).toBeUndefined();
    expect(await renderer.render({ ...NOTHING_KNOWN, locale })).toMatchObject({ locale: 'en' });
    expect(warnings).toEqual([{ field: 'locale', code: 'unsupported-locale' }]);
  },
);

test.each(['*', ['*'], ' * '])('any language is the default one, without a warning: %j', async (locale) => {
  const warnings: WelcomeEmailWarning[] = [];
  const renderer = createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
  expect(await renderer.render({ ...NOTHING_KNOWN, locale })).toMatchObject({ locale: 'en' });
  expect(warnings).toEqual([]);
});

describe('the locales that are offered', () => {
  const localeFor = async (locale: string, options: object) =>
    (await createWelcomeEmailRenderer(options).render({ ...NOTHING_KNOWN, locale })).locale;

  test('are the only ones that readers get', async () => {
    const warnings: WelcomeEmailWarning[] = [];
    const onWarning = (warning: WelcomeEmailWarning) => warnings.push(warning);
    const options = { locales: ['de', 'fr', 'en'], defaultLocale: 'fr', onWarning };
    expect(await localeFor('de-AT', options)).toBe('de');
    expect(await localeFor('en-GB', options)).toBe('en');
    expect(await localeFor('it, en;q=0.5', options)).toBe('en');
    expect(warnings).toEqual([]);
    expect(await localeFor('it', options)).toBe('fr');
    expect(warnings).toEqual([{ field: 'locale', code: 'unsupported-locale' }]);
  });

  test('may have a variant of English, which is then the default', async () => {
    expect(await localeFor('it', { locales: ['de', 'en-GB'] })).toBe('en-GB');
  });

  test("may be the caller's", async () => {
    const translations = { 'de-AT': { greeting: 'Grüß Gott {{name}},' }, 'de-CH': {} };
    expect(await localeFor('de-AT', { translations, locales: ['en', 'de', 'de-AT'] })).toBe('de-AT');
    expect(await localeFor('de-CH', { translations, locales: ['en', 'de', 'de-AT'] })).toBe('de');
  });

  test('may be all that are included, and cannot be changed', async () => {
    expect(await localeFor('zh-HK', { locales: shippedLocales })).toBe('zh-TW');
    expect(() => (shippedLocales as string[]).push('tlh')).toThrow(TypeError);
  });

  test.each([
    ['an unknown tag', { locales: ['en', 'tlh'] }, 'locales', 'unsupported-locale'],
    ['a tag that is only near', { locales: ['en', 'de-AT'] }, 'locales', 'unsupported-locale'],
    ['no tag', { locales: [] }, 'locales', 'unsupported-locale'],
    ['no list', { locales: 'en' }, 'locales', 'wrong-type'],
    [
      'a default that is not offered',
      { locales: ['en', 'de'], defaultLocale: 'fr' },
      'defaultLocale',
      'unsupported-locale',
    ],
    [
      'a default that is only near',
      { locales: ['en-GB', 'de'], defaultLocale: 'en-AU' },
      'defaultLocale',
      'unsupported-locale',
    ],
    ['a default that is a header', { defaultLocale: 'xx;q=1, fr' }, 'defaultLocale', 'unsupported-locale'],
    ['neither a default nor English', { locales: ['de'] }, 'defaultLocale', 'missing'],
  ])('are refused with %s', (_, options, field, code) => {
    expect(() => createWelcomeEmailRenderer(options as object)).toThrow(
      expect.objectContaining({ name: 'WelcomeEmailInputError', field, code }),
    );
  });
});

describe("a locale of the caller's", () => {
  const esperanto = {
    ...languageOf('en'),
    dir: 'ltr' as const,
    dateTime: "d 'de' MMMM yyyy, HH:mm",
    months:
      'januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro'.split(' '),
    timeLabel: 'Dato kaj horo',
    greeting: 'Saluton, {{name}}!',
  };

  test('is found, warmed up and written like ours', async () => {
    const renderer = createWelcomeEmailRenderer({
      translations: { eo: esperanto },
      locate: () => ({ countryCode: 'FR' }),
    });
    await renderer.warmUp(['eo']);
    const mail = await renderer.render({
      ...NOTHING_KNOWN,
      ip: '81.2.69.142',
      timeZone: 'UTC',
      locale: 'eo-XX, en',
    });
    expect(mail).toMatchObject({ locale: 'eo', dir: 'ltr', headers: { 'Content-Language': 'eo' } });
    expect(mail.text).toContain('Saluton, Ada!');
    expect(mail.text).toContain('Dato kaj horo: 1 de julio 2026, 12:00\u00a0(UTC)');
    // Where Node has no names of countries, English ones, and not those of the server's language.
    expect(mail.text).toMatch(/: (?:France|Francio|Francujo)\n/);
  });

  test('may be the default', async () => {
    const renderer = createWelcomeEmailRenderer({ translations: { eo: esperanto }, defaultLocale: 'eo' });
    expect(await renderer.render(NOTHING_KNOWN)).toMatchObject({ locale: 'eo' });
  });

  test("is not another renderer's", async () => {
    createWelcomeEmailRenderer({ translations: { eo: esperanto } });
    expect(await createWelcomeEmailRenderer().render({ ...NOTHING_KNOWN, locale: 'eo' })).toMatchObject({
      locale: 'en',
    });
  });

  test.each<[string, object, string, string]>([
    ['no direction', { dir: undefined }, 'dir', 'missing'],
    ['a direction that is none', { dir: 'up' }, 'dir', 'invalid-value'],
    ['digits that are none', { numerals: 'roman' }, 'numerals', 'invalid-value'],
    ['eleven months', { months: esperanto.months.slice(1) }, 'months', 'invalid-value'],
    ['a month without a name', { months: esperanto.months.with(4, ' ') }, 'months', 'invalid-value'],
    [
      'a month with a control character',
      { months: esperanto.months.with(4, 'a\nb') },
      'months',
      'invalid-value',
    ],
    ['a pattern without a year', { dateTime: 'd MMMM, HH:mm' }, 'dateTime', 'invalid-value'],
    ['a pattern in words without quotes', { dateTime: 'd de MMMM yyyy, HH:mm' }, 'dateTime', 'invalid-value'],
    ['a pattern with half a quote', { dateTime: "d 'de MMMM yyyy, HH:mm" }, 'dateTime', 'invalid-value'],
    [
      'a pattern that tells no morning from evening',
      { dateTime: 'd MMMM yyyy, h:mm' },
      'dateTime',
      'invalid-value',
    ],
    ['seconds', { dateTime: 'd MMMM yyyy, HH:mm:ss' }, 'dateTime', 'invalid-value'],
    [
      'a line break in the words of a pattern',
      { dateTime: "d 'de\r\n' MMMM yyyy, HH:mm" },
      'dateTime',
      'control-character',
    ],
    [
      'day periods that are not there',
      { dateTime: 'd MMMM yyyy, h:mm a', dayPeriods: null },
      'dayPeriods',
      'missing',
    ],
    ['a blank subject', { subject_recovery: '' }, 'subject_recovery', 'blank'],
    ['a subject on two lines', { subject_recovery: 'a\r\nb' }, 'subject_recovery', 'control-character'],
    ['a number for a word', { timeLabel: 7 }, 'timeLabel', 'wrong-type'],
    ['a link in the greeting', { greeting: 'Saluton, {{resetUrl}}!' }, 'greeting', 'unknown-placeholder'],
    ['a lost placeholder', { expiry: 'Valid' }, 'expiry', 'unknown-placeholder'],
    ['a key of its own', { sincerely: 'x' }, 'sincerely', 'unknown-key'],
  ])('is refused by the name of its key for %s', (_, part, key, code) => {
    const translations = { eo: { ...esperanto, ...part } };
    expect(() => createWelcomeEmailRenderer({ translations: translations as never })).toThrow(
      expect.objectContaining({ name: 'WelcomeEmailInputError', field: `translations.eo.${key}`, code }),
    );
  });
});
