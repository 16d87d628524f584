import { describe, expect, test } from 'vitest';
import {
  createWelcomeEmailRenderer,
  renderWelcomeEmail,
  type WelcomeEmailInput,
  WelcomeEmailInputError,
  type WelcomeEmailWarning,
} from '../../src/index.js';
import { ALL_KNOWN, BRAND, NOTHING_KNOWN } from '../support/inputs.js';

/** As JavaScript callers may pass it. */
const render = (input: unknown) => renderWelcomeEmail(input as WelcomeEmailInput);

const SECRET = 's3cr3t-value';

describe('what must be right is refused', () => {
  const link = (url: unknown) => ({ ...NOTHING_KNOWN, resetUrl: url });
  test.each<[string, unknown, string, string]>([
    ['no object', SECRET, 'input', 'wrong-type'],
    ['a list', [NOTHING_KNOWN], 'input', 'wrong-type'],
    ['a field that does not exist', { ...NOTHING_KNOWN, useragent: SECRET }, 'useragent', 'unknown-field'],
    ['no name', { ...NOTHING_KNOWN, name: null }, 'name', 'missing'],
    ['a blank name', { ...NOTHING_KNOWN, name: ' \t\n' }, 'name', 'blank'],
    ['a name that is a number', { ...NOTHING_KNOWN, name: 42 }, 'name', 'wrong-type'],
    ['no link', link(undefined), 'resetUrl', 'missing'],
    ['a script', link(`javascript:alert('${SECRET}')`), 'resetUrl', 'invalid-url'],
    ['a link without host', link(`/set-password?token=${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link without encryption', link(`http://app.example.com/?${SECRET}`), 'resetUrl', 'invalid-url'],
    [
      'a link that looks like localhost',
      link(`http://localhost.example.com/?${SECRET}`),
      'resetUrl',
      'invalid-url',
    ],
    ['a link with user info', link(`https://bank.example@evil.example/${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link whose host ends in a dot', link(`https://a.example./${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link whose host has an empty label', link(`https://a..example/${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link with white space inside', link(`https://a.example/ ${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link with a line break', link(`https://a.example/\n${SECRET}`), 'resetUrl', 'invalid-url'],
    ['a link with a bidi control', link(`https://a.example/\u202e${SECRET}`), 'resetUrl', 'invalid-url'],
    [
      'a link of 2,049 characters',
      link(`https://a.example/${SECRET}`.padEnd(2049, 'x')),
      'resetUrl',
      'invalid-url',
    ],
    ['a link that is an object', link({ href: SECRET }), 'resetUrl', 'invalid-url'],
    ['no time', { ...NOTHING_KNOWN, time: undefined }, 'time', 'missing'],
    ['a time without offset', { ...NOTHING_KNOWN, time: '2026-07-01T12:00:00' }, 'time', 'invalid-instant'],
    ['a date without time', { ...NOTHING_KNOWN, time: '2026-07-01' }, 'time', 'invalid-instant'],
    ['30 February', { ...NOTHING_KNOWN, time: '2026-02-30T12:00:00Z' }, 'time', 'invalid-instant'],
    ['an invalid Date', { ...NOTHING_KNOWN, time: new Date(Number.NaN) }, 'time', 'invalid-instant'],
    [
      'an offset that does not exist',
      { ...NOTHING_KNOWN, time: '2026-07-01T12:00:00+99:00' },
      'time',
      'invalid-instant',
    ],
    ['no instant at all', { ...NOTHING_KNOWN, time: SECRET }, 'time', 'invalid-instant'],
    ['epoch seconds', { ...NOTHING_KNOWN, time: 1_782_907_200 }, 'time', 'instant-out-of-range'],
    [
      'a time in the next century',
      { ...NOTHING_KNOWN, time: '2100-01-01T00:00:00Z' },
      'time',
      'instant-out-of-range',
    ],
    [
      'an operation that does not exist',
      { ...NOTHING_KNOWN, operation: SECRET },
      'operation',
      'unknown-operation',
    ],
    ['an expiry that is no instant', { ...NOTHING_KNOWN, expiresAt: SECRET }, 'expiresAt', 'invalid-instant'],
    [
      'an expiry at the time of the request',
      { ...NOTHING_KNOWN, expiresAt: NOTHING_KNOWN.time },
      'expiresAt',
      'not-after-time',
    ],
  ])('%s, with the field and without the value', async (_, input, field, code) => {
    const error = await render(input).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WelcomeEmailInputError);
    expect(error).toMatchObject({ field, code });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(SECRET);
    expect(error.cause).toBeUndefined();
    expect(error.message).toMatch(/must|required|is not a field/);
  });
});

describe('what merely decorates falls back, with a warning', () => {
  const warned = async (input: Partial<Record<keyof WelcomeEmailInput, unknown>>) => {
    const warnings: WelcomeEmailWarning[] = [];
    const renderer = createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
    const mail = await renderer.render({ ...NOTHING_KNOWN, ...input } as WelcomeEmailInput);
    return { warnings, mail };
  };

  test.each<[keyof WelcomeEmailInput, unknown, string]>([
    ['timeZone', 'Mars/Olympus', 'unknown-time-zone'],
    ['timeZone', '+01:00', 'unknown-time-zone'],
    ['timeZone', 7, 'wrong-type'],
    ['locale', 'qaa', 'unsupported-locale'],
    ['locale', 'not a locale', 'unsupported-locale'],
    ['locale', ['en', 7], 'wrong-type'],
    ['ip', '81.2.69.142, 10.0.0.1', 'invalid-address'],
    ['ip', '1.2.3', 'invalid-address'],
    ['ip', ['81.2.69.142'], 'wrong-type'],
    ['userAgent', ['Mozilla'], 'wrong-type'],
    ['clientHints', 'sec-ch-ua', 'wrong-type'],
    ['clientHints', new Map([['sec-ch-ua', 'x']]), 'wrong-type'],
    ['brand', 'Acme', 'wrong-type'],
  ])('%s: %j', async (field, value, code) => {
    const { warnings, mail } = await warned({ [field]: value });
    expect(warnings).toEqual([{ field, code }]);
    expect(mail).toEqual(await renderWelcomeEmail(NOTHING_KNOWN));
  });

  test.each<[string, object, string]>([
    ['brand.name', { name: ' ' }, 'blank'],
    ['brand.name', { name: undefined }, 'missing'],
    ['brand.url', { url: 'javascript:1' }, 'invalid-url'],
    ['brand.accentColor', { accentColor: 'red;background:url(x)' }, 'invalid-color'],
    ['brand.supportUrl', { supportUrl: 'http://acme.example' }, 'invalid-url'],
    ['brand.supportEmail', { supportEmail: 'a@b.example?subject=x' }, 'invalid-email'],
    ['brand.logo', { logo: 'https://acme.example/logo.png' }, 'wrong-type'],
    ['brand.logo.src', { logo: { ...BRAND.logo, src: 'data:image/png,x' } }, 'invalid-url'],
    [
      'brand.logo.src',
      { logo: { ...BRAND.logo, src: 'https://acme.example/logo.SVG?v=1' } },
      'unsupported-image',
    ],
    [
      'brand.logo.darkSrc',
      { logo: { ...BRAND.logo, darkSrc: 'https://acme.example/l.svg' } },
      'unsupported-image',
    ],
    ['brand.address', { address: ' \n\u200b' }, 'blank'],
    ['brand.logo.width', { logo: { ...BRAND.logo, width: 0 } }, 'invalid-size'],
    ['brand.logo.height', { logo: { ...BRAND.logo, height: undefined } }, 'missing'],
    ['brand.colour', { colour: '#abcdef' }, 'unknown-field'],
  ])('each part of a brand by itself: %s', async (field, part, code) => {
    const { warnings, mail } = await warned({ brand: { ...BRAND, ...part } });
    expect(warnings).toEqual([{ field, code }]);
    const [[key, value] = []] = Object.entries(part);
    if (typeof value === 'string' && value.trim() !== '') expect(mail.html + mail.text).not.toContain(value);
    if (key !== 'supportEmail') expect(mail.text).toContain(BRAND.supportEmail);
  });

  test('a listener that rejects costs neither the mail nor the process', async () => {
    const rejections: unknown[] = [];
    const hear = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', hear);
    const renderer = createWelcomeEmailRenderer({ onWarning: () => Promise.reject(new Error('broken')) });
    await renderer.render({ ...NOTHING_KNOWN, timeZone: 'Mars/Olympus' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', hear);
    expect(rejections).toEqual([]);
  });

  test('a listener that throws does not cost the mail', async () => {
    const renderer = createWelcomeEmailRenderer({
      onWarning: () => {
        throw new Error('broken');
      },
    });
    expect((await renderer.render({ ...NOTHING_KNOWN, timeZone: 'Mars/Olympus' })).text).toContain('(UTC)');
  });
});

test.each([['Acme'], [7], [[]], [new Proxy({}, { ownKeys: () => expect.fail(SECRET) })]])(
  "a brand that is none is ignored, and the renderer's is used: %#",
  async (brand) => {
    const warnings: WelcomeEmailWarning[] = [];
    const onWarning = (warning: WelcomeEmailWarning) => warnings.push(warning);
    const { render } = createWelcomeEmailRenderer({ brand: BRAND, onWarning });
    const input = { ...NOTHING_KNOWN, brand } as unknown as WelcomeEmailInput;
    expect(await render(input)).toEqual(await render(NOTHING_KNOWN));
    expect(warnings).toEqual([{ field: 'brand', code: 'wrong-type' }]);
  },
);

describe('what is accepted', () => {
  test('null means the same as absent', async () => {
    const absent = [
      'userAgent',
      'clientHints',
      'ip',
      'locale',
      'operation',
      'timeZone',
      'expiresAt',
      'brand',
    ];
    const nulls = Object.fromEntries(absent.map((field) => [field, null]));
    expect(await render({ ...NOTHING_KNOWN, ...nulls })).toEqual(await render(NOTHING_KNOWN));
  });

  test('a list of languages without end, of which no more is read than of a header', async () => {
    expect(await render({ ...NOTHING_KNOWN, locale: new Array(1e8) })).toMatchObject({ locale: 'en' });
    const locale = [...new Array(2048).fill('de'), 7];
    expect(await render({ ...NOTHING_KNOWN, locale })).toMatchObject({ locale: 'de' });
  });

  test('an instant in each of its forms', async () => {
    const expected = await render(NOTHING_KNOWN);
    const time = Date.parse(NOTHING_KNOWN.time);
    for (const same of [time, new Date(time), '2026-07-01T14:00:00.000+02:00', '2026-07-01T06:30-0530']) {
      expect(await render({ ...NOTHING_KNOWN, time: same })).toEqual(expected);
    }
  });

  test('a link as a URL, with an international host in punycode, and plain http on the own machine', async () => {
    const shown = async (url: unknown) =>
      (await render({ ...NOTHING_KNOWN, resetUrl: url })).text.split('\n');
    expect(await shown(new URL('https://bücher.example/?t=ä'))).toContain(
      'https://xn--bcher-kva.example/?t=%C3%A4',
    );
    for (const url of [
      'http://localhost:3000/?t=1',
      'http://127.0.0.1/?t=1',
      'http://[::1]/?t=1',
      'http://app.localhost/',
    ]) {
      expect(await shown(url)).toContain(url);
    }
  });

  test('what is shown of the link and where it leads are the same characters', async () => {
    const { html } = await render({ ...ALL_KNOWN, resetUrl: `https://a.example/"'<b>&amp;?t=%22` });
    const [href, shown] =
      [...html.matchAll(/<a href="(https:[^"]*)" dir="ltr"[^>]*>([^<]*)<\/a>/g)][0]?.slice(1) ?? [];
    expect(href).toBe(shown);
    expect(html).not.toMatch(/<b>/);
  });

  test('a name is cleaned of what is invisible, and cut after 64 characters', async () => {
    const greeting = async (name: string) => (await render({ ...NOTHING_KNOWN, name })).text.split('\n')[2];
    expect(await greeting('  A\u202e\u0000d\u200ba \n L. ')).toBe('Hello Ada L.,');
    expect(await greeting('👩‍👩‍👧'.repeat(65))).toBe(`Hello ${'👩‍👩‍👧'.repeat(64)}…,`);
    expect(await greeting('x'.repeat(64))).toBe(`Hello ${'x'.repeat(64)},`);
    expect(await greeting('\u200b\u2060')).toBe('Hello,');
    expect(await greeting('e\u0301')).toBe('Hello é,');
  });
});
