import { afterEach, describe, expect, test, vi } from 'vitest';
import { operationNames } from '../emails/operations.js';
import { shippedLocales } from '../src/i18n/locales.js';
import {
  createWelcomeEmailRenderer,
  type Location,
  renderWelcomeEmail,
  type WelcomeEmailFacts,
  type WelcomeEmailInput,
  type WelcomeEmailWarning,
} from '../src/index.js';
import { ALL_KNOWN, BRAND, everythingFor, NOTHING_KNOWN } from './support/inputs.js';
import { languageOf } from './support/languages.js';
import { visibleText, withoutIsolates } from './support/visible-text.js';

const dresden: Location = {
  countryCode: 'DE',
  city: 'Dresden',
  timeZone: 'Europe/Berlin',
  accuracyRadiusKm: 5,
};

describe('a request of which all is known', () => {
  test('is described in English', async () => {
    const mail = await renderWelcomeEmail({ ...ALL_KNOWN, locale: 'en' });
    for (const part of [visibleText(mail.html), mail.text]) {
      expect(part).toContain('Chrome on Windows');
      expect(part).toContain('United Kingdom');
      expect(part).toContain('July 1, 2026 at 1:00\u00a0PM\u00a0(UTC+01:00)');
      expect(part).toContain('Valid until: July 2, 2026 at 1:00\u00a0PM\u00a0(UTC+01:00)');
    }
    expect(mail).toMatchObject({ locale: 'en', dir: 'ltr', subject: 'Set a password for your account' });
    expect(mail.headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': 'en',
    });
  });

  test('is described in Arabic, right to left', async () => {
    const mail = await renderWelcomeEmail({ ...ALL_KNOWN, locale: 'ar-EG,en;q=0.5' });
    for (const part of [visibleText(mail.html), mail.text]) {
      expect(part).toContain('المملكة المتحدة');
      expect(part).toContain('1 يوليو 2026');
      expect(part).toContain('UTC+01:00');
    }
    expect(mail).toMatchObject({ locale: 'ar', dir: 'rtl' });
    expect(mail.html).toMatch(/<html dir="rtl" lang="ar">/);
    expect(mail.html).toMatch(/<td [^>]*lang="ar" dir="rtl"/);
  });

  test.each(shippedLocales.filter((tag) => languageOf(tag).dir === 'rtl'))(
    'has its addresses left to right, and on a line of their own as plaintext: %s',
    async (locale) => {
      const { html, text } = await renderWelcomeEmail({ ...ALL_KNOWN, brand: BRAND, locale });
      const linked = [...html.matchAll(/<a [^>]*dir="ltr"[^>]*>([^<]*)<\/a>/g)].map(([, shown]) => shown);
      expect(linked).toEqual([ALL_KNOWN.resetUrl, 'acme.example/help', BRAND.supportEmail]);
      for (const address of [ALL_KNOWN.resetUrl, BRAND.supportUrl, BRAND.supportEmail])
        expect(text.split('\n')).toContain(address);
    },
  );

  const darkSrc = 'https://acme.example/logo-on-dark.png';
  test.each([
    ['12 KB of HTML with a plain brand', 12, { name: 'Acme', accentColor: BRAND.accentColor }],
    ['14 KB of HTML with all that a brand can have', 14, { ...BRAND, logo: { ...BRAND.logo, darkSrc } }],
  ] as const)(
    'weighs under %s, in every locale, with a link of 100 characters',
    async (_, kilobytes, brand) => {
      for (const locale of shippedLocales) {
        for (const operation of operationNames) {
          const { html } = await renderWelcomeEmail({ ...everythingFor(operation), brand, locale });
          expect(Buffer.byteLength(html), locale).toBeLessThan(kilobytes * 1024);
        }
      }
    },
  );
});

describe('a request of which nothing is known', () => {
  const factsIn = (html: string) => /<h2.*?<\/td>/.exec(html)?.[0].match(/<p /g)?.length;

  test.each(shippedLocales)('has no row but the time, in UTC, and no word for it: %s', async (locale) => {
    const mail = await renderWelcomeEmail({ ...NOTHING_KNOWN, locale, userAgent: '', ip: '10.0.0.1' });
    for (const part of [visibleText(mail.html), mail.text]) {
      expect(withoutIsolates(part)).toMatch(/[(（]UTC[)）]/);
      expect(part).not.toMatch(/\b(unknown|undefined|null|NaN|n\/a)\b|غير معروف|\{\{|\}\}/i);
    }
    expect(factsIn(mail.html)).toBe(1);
    const known = await renderWelcomeEmail({ ...ALL_KNOWN, locale });
    expect(factsIn(known.html)).toBe(3);
  });
});

test.each(shippedLocales)('HTML and plaintext state the same facts in the same order: %s', async (locale) => {
  const renderer = createWelcomeEmailRenderer({ brand: BRAND, locate: () => dresden });
  const mail = await renderer.render({ ...ALL_KNOWN, name: 'Grace Hopper', locale });
  const { greeting, notYouHeading_registration, notYou_registration } = languageOf(locale);
  const facts = [
    // Where addressing someone asks for the vocative, the greeting has no name.
    ...(greeting.includes('{{name}}') ? ['Grace Hopper'] : []),
    'Chrome',
    'Dresden',
    notYouHeading_registration,
    notYou_registration,
    'acme.example/help',
    BRAND.supportEmail,
    ...BRAND.address.split('\n').slice(0, 2),
  ];
  const action = mail.html.slice(0, mail.html.indexOf('</a></td>'));
  expect(action).toContain(`href="${ALL_KNOWN.resetUrl}"`);
  expect(visibleText(action)).not.toContain('Chrome');
  expect(mail.text.indexOf(ALL_KNOWN.resetUrl)).toBeLessThan(mail.text.indexOf('Chrome'));
  for (const part of [visibleText(mail.html), mail.text]) {
    const positions = facts.map((fact) => part.indexOf(fact));
    expect(Math.min(...positions)).toBeGreaterThanOrEqual(0);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(withoutIsolates(part).match(/[(（]UTC\+02:00[)）]/g)).toHaveLength(2);
    expect(part).toContain(ALL_KNOWN.resetUrl);
  }
});

test('the offset never begins a line of its own', async () => {
  for (const locale of shippedLocales) {
    const { html, text } = await renderWelcomeEmail({ ...ALL_KNOWN, locale });
    for (const part of [visibleText(html), text])
      expect(withoutIsolates(part).match(/(?:\u00a0\(|（)UTC\+01:00[)）]/g), locale).toHaveLength(2);
  }
});

test('where the HTML has a logo with words of its own, both parts say the name of the brand', async () => {
  const brand = { ...BRAND, logo: { ...BRAND.logo, alt: 'A fox' } };
  const { html, text } = await renderWelcomeEmail({ ...NOTHING_KNOWN, brand });
  expect(html).toContain('alt="A fox"');
  expect(visibleText(html)).toMatch(/^Acme$/m);
  expect(text).toMatch(/^Acme$/m);
  expect(text).not.toContain('A fox');
});

test.each([
  ['en', 'left', '0 0 28px 12px'],
  ['ar', 'right', '0 12px 28px 0'],
])(
  'the name of the brand stands beside a mark, where the line goes on: %s',
  async (locale, side, padding) => {
    const brand = { name: 'Acme', logo: { src: 'https://acme.example/mark.png', width: 28, height: 28 } };
    const { html } = await renderWelcomeEmail({ ...NOTHING_KNOWN, locale, brand });
    const [, align, style] = /<td align="(\w+)" class="mark strong" style="([^"]*)"/.exec(html) ?? [];
    expect(align).toBe(side);
    expect(style).toMatch(new RegExp(`font-weight:600;.*padding:${padding}`));
    expect(visibleText(html.split('<h1')[0] ?? '')).toMatch(/^Acme$/m);
  },
);

test('the end of a heading stays on one line in a script without spaces, and only there', async () => {
  const headingIn = async (locale: string) => {
    const { html } = await renderWelcomeEmail({ ...NOTHING_KNOWN, operation: 'recovery', locale });
    return /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1];
  };
  const japanese = languageOf('ja').heading_recovery;
  expect(await headingIn('ja')).toBe(
    `${japanese.slice(0, -5)}<span style="white-space:nowrap">${japanese.slice(-5)}</span>`,
  );
  expect(await headingIn('en')).toBe(languageOf('en').heading_recovery);
});

test('the link stands alone on its line of the plaintext part', async () => {
  for (const locale of shippedLocales) {
    const { text } = await renderWelcomeEmail({ ...ALL_KNOWN, locale });
    expect(text.split('\n')).toContain(ALL_KNOWN.resetUrl);
  }
});

test('every link asks mail providers not to track it', async () => {
  const { html } = await renderWelcomeEmail({ ...ALL_KNOWN, brand: BRAND });
  const links = html.match(/<a [^>]*>/g) ?? [];
  expect(links).toHaveLength(5);
  for (const link of links) {
    expect(link).toContain(' clicktracking="off" ses:no-track="" data-pm-no-track=""');
  }
});

test('a thousand mails at once are each in their own language', async () => {
  const reference = new Map<string, string>();
  for (const locale of shippedLocales) {
    const mail = await createWelcomeEmailRenderer().render({ ...ALL_KNOWN, name: 'N', locale });
    reference.set(locale, `${mail.subject}\n${mail.html}\n${mail.text}`);
  }
  const renderer = createWelcomeEmailRenderer();
  const mails = await Promise.all(
    Array.from({ length: 1000 }, async (_, i) => {
      const locale = shippedLocales[i % shippedLocales.length] ?? 'en';
      const mail = await renderer.render({ ...ALL_KNOWN, name: `No. ${i} `, locale });
      return { locale, name: `No. ${i}`, whole: `${mail.subject}\n${mail.html}\n${mail.text}` };
    }),
  );
  for (const { locale, name, whole } of mails) {
    expect(whole.replaceAll(name, 'N')).toBe(reference.get(locale));
  }
});

describe('the same input gives the same mail', () => {
  const { TZ, LANG, LC_ALL } = process.env;
  afterEach(() => {
    Object.assign(process.env, { TZ, LANG, LC_ALL });
    for (const [name, value] of Object.entries({ TZ, LANG, LC_ALL }))
      if (value === undefined) delete process.env[name];
    vi.restoreAllMocks();
  });

  test('whatever the time zone, language and clock of the server', async () => {
    const expected = await renderWelcomeEmail(ALL_KNOWN);
    for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC']) {
      Object.assign(process.env, { TZ: zone, LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' });
      vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2031-03-09T02:30:00Z'));
      expect(await createWelcomeEmailRenderer().render(ALL_KNOWN)).toEqual(expected);
      vi.restoreAllMocks();
    }
  });
});

describe('the time zone', () => {
  const timeOf = async (input: Partial<WelcomeEmailFacts>, location?: Location) => {
    const renderer = createWelcomeEmailRenderer({ locate: () => location });
    const { text } = await renderer.render({ ...ALL_KNOWN, ...input });
    return /^Date and time: (.*)$/m.exec(text)?.[1]?.replaceAll('\u00a0', ' ');
  };

  test('is the one that the caller gives', async () => {
    expect(await timeOf({ timeZone: 'Asia/Kathmandu' }, dresden)).toBe('July 1, 2026 at 5:45 PM (UTC+05:45)');
  });

  test('else that of a place near enough', async () => {
    expect(await timeOf({}, dresden)).toBe('July 1, 2026 at 2:00 PM (UTC+02:00)');
  });

  test('else UTC: a country with several offsets does not tell', async () => {
    const somewhere = { countryCode: 'US', timeZone: 'America/Chicago', accuracyRadiusKm: 1000 };
    expect(await timeOf({}, somewhere)).toBe('July 1, 2026 at 12:00 PM (UTC)');
    expect(await timeOf({}, undefined)).toBe('July 1, 2026 at 12:00 PM (UTC)');
  });
});

describe('a renderer', () => {
  test('puts its brand into each mail that brings none', async () => {
    const renderer = createWelcomeEmailRenderer({ brand: BRAND });
    const own = await renderer.render(NOTHING_KNOWN);
    expect(own.subject).toBe('Welcome to Acme: set your password');
    expect(own.html).toContain(`background-color:#ffcc00;border-color:#b28f00;color:#000000`);
    const other = await renderer.render({ ...NOTHING_KNOWN, brand: { name: 'Globex' } });
    expect(other.subject).toBe('Welcome to Globex: set your password');
    expect(other.html + other.text).not.toMatch(/acme\.example/);
  });

  test.each([undefined, null])('takes an option that is %s as one that is not given', async (nothing) => {
    const renderer = createWelcomeEmailRenderer({
      brand: nothing,
      defaultLocale: nothing,
      translations: nothing,
      locate: nothing,
      locateTimeoutMs: nothing,
      onWarning: nothing,
    });
    expect(await renderer.render(ALL_KNOWN)).toEqual(await renderWelcomeEmail(ALL_KNOWN));
  });

  test('speaks its default locale to readers of a language that is not here', async () => {
    const renderer = createWelcomeEmailRenderer({ defaultLocale: 'ar' });
    expect(await renderer.render({ ...NOTHING_KNOWN, locale: 'qaa' })).toMatchObject({ locale: 'ar' });
    expect(await renderer.render(NOTHING_KNOWN)).toMatchObject({ locale: 'ar' });
    expect(await renderer.render({ ...NOTHING_KNOWN, locale: ['qaa', 'en-US'] })).toMatchObject({
      locale: 'en',
    });
  });

  test("takes the caller's words in place of ours", async () => {
    const renderer = createWelcomeEmailRenderer({
      translations: { en: { greeting: 'Dear {{name}}:', browserOnSystem: '{{browser}} / {{system}}' } },
    });
    const { text } = await renderer.render(ALL_KNOWN);
    expect(text).toContain('Dear Ada:\n');
    expect(text).toContain('Device: Chrome / Windows\n');
    expect((await renderWelcomeEmail(ALL_KNOWN)).text).toContain('Hello Ada,\n');
  });

  test('takes a date pattern whose words its locale has', async () => {
    const renderer = createWelcomeEmailRenderer({
      translations: { en: { dateTime: "h:mm a 'on' MMMM d, yyyy" } },
    });
    expect((await renderer.render(NOTHING_KNOWN)).text).toContain('12:00 PM on July 1, 2026\u00a0(UTC)');
  });

  test('takes a text of 2,000 characters, and a subject of 500', async () => {
    const words = { intro_registration: 'x'.repeat(2000), subject_registration: 'x'.repeat(500) };
    const renderer = createWelcomeEmailRenderer({ translations: { en: words } });
    const { subject, text } = await renderer.render(NOTHING_KNOWN);
    expect(subject).toBe(words.subject_registration);
    expect(text).toContain(words.intro_registration);
  });

  test('takes the words as they were when it was made', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `Month ${i + 1}`);
    const renderer = createWelcomeEmailRenderer({ translations: { en: { months } } });
    months.fill('\r\nBcc: someone@evil.example');
    expect((await renderer.render(NOTHING_KNOWN)).text).toContain('Month 7 1, 2026');
  });

  test('is warmed up for tags alone', async () => {
    const renderer = createWelcomeEmailRenderer();
    await renderer.warmUp(null);
    for (const locales of ['de', [7]]) {
      await expect(renderer.warmUp(locales as unknown as string[])).rejects.toMatchObject({
        field: 'locales',
        code: 'wrong-type',
      });
    }
  });

  test('is ready for the first mail when it is warm', async () => {
    const renderer = createWelcomeEmailRenderer();
    await renderer.warmUp();
    await renderer.warmUp(['en', 'ar-MA']);
    expect(await renderer.render(ALL_KNOWN)).toEqual(await renderWelcomeEmail(ALL_KNOWN));
  });

  test.each<[string, object, string, string]>([
    ['an unknown option', { colour: 'red' }, 'colour', 'unknown-field'],
    ['a default locale without a file', { defaultLocale: 'qaa' }, 'defaultLocale', 'unsupported-locale'],
    ['a locator that cannot be called', { locate: 'geoip' }, 'locate', 'wrong-type'],
    ['a time-out that is none', { locateTimeoutMs: 0 }, 'locateTimeoutMs', 'wrong-type'],
    ['a time-out in text', { locateTimeoutMs: '250' }, 'locateTimeoutMs', 'wrong-type'],
    [
      'a time-out without end',
      { locateTimeoutMs: Number.POSITIVE_INFINITY },
      'locateTimeoutMs',
      'wrong-type',
    ],
    ['a listener that cannot be called', { onWarning: {} }, 'onWarning', 'wrong-type'],
    ['translations that are a list', { translations: [] as never }, 'translations', 'wrong-type'],
    ['a locale that is a text', { translations: { en: 'Hi' as never } }, 'translations.en', 'wrong-type'],
    ['a locale without a tag', { translations: { en_US: {} } }, 'translations.en_US', 'unsupported-locale'],
    ['half a locale', { translations: { eo: { dir: 'ltr' } } }, 'translations.eo.dateTime', 'missing'],
    ['an unknown key', { translations: { en: { hello: 'Hi' } } }, 'translations.en.hello', 'unknown-key'],
    [
      'a missing placeholder',
      { translations: { en: { expiry: 'Soon' } } },
      'translations.en.expiry',
      'unknown-placeholder',
    ],
    [
      'a foreign placeholder',
      { translations: { en: { intro_recovery: '{{resetUrl}}' } } },
      'translations.en.intro_recovery',
      'unknown-placeholder',
    ],
    [
      'half a marker',
      { translations: { en: { timeLabel: '{{#name' } } },
      'translations.en.timeLabel',
      'unknown-placeholder',
    ],
    [
      'months with holes',
      { translations: { en: { months: new Array(12) } } },
      'translations.en.months',
      'invalid-value',
    ],
    [
      'a tag that makes a header line too long',
      { translations: { 'en-x-a1b2c3d4-a1b2c3d4-a1b2c3d4-a1b2': {} } },
      'translations.en-x-a1b2c3d4-a1b2c3d4-a1b2c3d4-a1b2',
      'unsupported-locale',
    ],
    [
      'a subject of 501 characters',
      { translations: { en: { subject_recovery: 'x'.repeat(501) } } },
      'translations.en.subject_recovery',
      'invalid-value',
    ],
    [
      'a text of 2,001 characters',
      { translations: { en: { intro_recovery: 'x'.repeat(2001) } } },
      'translations.en.intro_recovery',
      'invalid-value',
    ],
    [
      'a day period that its locale does not have',
      { translations: { de: { dateTime: 'h:mm a d MMMM yyyy' } } },
      'translations.de.dayPeriods',
      'missing',
    ],
  ])('is refused %s by name', (_, options, field, code) => {
    expect(() => createWelcomeEmailRenderer(options)).toThrow(
      expect.objectContaining({ name: 'WelcomeEmailInputError', field, code }),
    );
  });
});

describe('a locator', () => {
  const rendered = async (locate: unknown) => {
    const warnings: WelcomeEmailWarning[] = [];
    const renderer = createWelcomeEmailRenderer({
      locate: locate as () => undefined,
      locateTimeoutMs: 20,
      onWarning: (warning) => warnings.push(warning),
    });
    const { text } = await renderer.render(ALL_KNOWN);
    return { place: /^Approximate location: (.*)$/m.exec(text)?.[1], warnings };
  };

  test('may answer at once or later', async () => {
    expect(await rendered(() => dresden)).toEqual({ place: 'Dresden, Germany', warnings: [] });
    expect(await rendered(async () => dresden)).toEqual({ place: 'Dresden, Germany', warnings: [] });
    expect(await rendered(() => undefined)).toEqual({ place: undefined, warnings: [] });
  });

  test('is not asked without a public address', async () => {
    const locate = vi.fn();
    const { render } = createWelcomeEmailRenderer({ locate });
    for (const ip of [undefined, null, '10.0.0.1', 'x']) await render({ ...ALL_KNOWN, ip });
    expect(locate).not.toHaveBeenCalled();
  });

  test.each([
    ['fails', () => Promise.reject(new TypeError('broken')), { code: 'locator-failed', reason: 'TypeError' }],
    ['never answers', () => new Promise(() => {}), { code: 'locator-timed-out' }],
  ])('that %s costs the row, not the mail', async (_, locate, warning) => {
    expect(await rendered(locate)).toEqual({ place: undefined, warnings: [{ field: 'ip', ...warning }] });
  });
});

describe('a location in the input', () => {
  const locate = vi.fn(() => ({ countryCode: 'FR' }));
  const renderer = createWelcomeEmailRenderer({ locate });
  const textWith = async (location: unknown) =>
    (await renderer.render({ ...ALL_KNOWN, locale: 'en', location } as WelcomeEmailInput)).text;

  test('stands in place of the look-up, and its zone is the reader’s', async () => {
    const text = await textWith(dresden);
    expect(text).toContain('Approximate location: Dresden, Germany\n');
    expect(text).toContain('July 1, 2026 at 2:00\u00a0PM\u00a0(UTC+02:00)');
    expect(locate).not.toHaveBeenCalled();
  });

  test('gives its zone where the country has several', async () => {
    const chicago = { countryCode: 'US', city: 'Chicago', timeZone: 'America/Chicago', accuracyRadiusKm: 0 };
    const text = await textWith(chicago);
    expect(text).toContain('Approximate location: Chicago, United States\n');
    expect(text).toContain('July 1, 2026 at 7:00\u00a0AM\u00a0(UTC-05:00)');
  });

  test('has its city’s own name where that in the reader’s language is no text', async () => {
    expect(await textWith({ ...dresden, cityNames: { en: 7 } })).toContain('location: Dresden, Germany\n');
  });

  test('says the country alone without a radius, and no city that looks like a link', async () => {
    expect(await textWith({ ...dresden, accuracyRadiusKm: undefined })).toContain('location: Germany\n');
    expect(await textWith({ ...dresden, city: 'evil.com' })).toContain('location: Germany\n');
  });

  test('that cannot be used is warned of, and the address is looked up', async () => {
    const onWarning = vi.fn();
    const warned = createWelcomeEmailRenderer({ locate, onWarning });
    const { text } = await warned.render({ ...ALL_KNOWN, locale: 'en', location: { countryCode: 'T1' } });
    expect(text).toContain('location: France\n');
    expect(onWarning.mock.calls).toEqual([[{ field: 'location', code: 'invalid-location' }]]);
  });
});
