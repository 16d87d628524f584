import { runInNewContext } from 'node:vm';
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { shippedLocales } from '../src/i18n/locales.js';
import {
  createWelcomeEmailRenderer,
  renderWelcomeEmail,
  type WelcomeEmailInput,
  WelcomeEmailInputError,
} from '../src/index.js';
import { ALL_KNOWN, BRAND, NOTHING_KNOWN } from './support/inputs.js';

const render = (input: unknown) => renderWelcomeEmail(input as WelcomeEmailInput);

const throws = () => {
  throw new Error('a trap');
};
const trap = new Proxy({}, { get: throws, ownKeys: throws, getPrototypeOf: throws, has: throws });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const hostileValues: unknown[] = [
  trap,
  revoked,
  Object.create(null),
  Object.assign(Object.create(null), { toString: throws, valueOf: throws, [Symbol.toPrimitive]: throws }),
  new Proxy(new Date(), { get: throws }),
  new Proxy(new URL('https://a.example'), { get: throws }),
  [trap],
  Symbol('x'),
  10n,
  throws,
  {
    get name() {
      return throws();
    },
    get src() {
      return throws();
    },
  },
];

describe('objects that set traps', () => {
  const fields = [
    'name',
    'resetUrl',
    'code',
    'invitedBy',
    'time',
    'expiresAt',
    'operation',
    'userAgent',
    'clientHints',
    'ip',
    'location',
    'locale',
    'timeZone',
    'brand',
  ];
  test.each(fields)('in %s give a mail or a WelcomeEmailInputError', async (field) => {
    for (const value of hostileValues) {
      const getter = Object.defineProperty({ ...NOTHING_KNOWN }, field, { enumerable: true, get: throws });
      for (const input of [{ ...NOTHING_KNOWN, [field]: value }, getter]) {
        const result = await render(input).catch((error) => error);
        if (!(result instanceof WelcomeEmailInputError)) expect(result).toHaveProperty('html');
      }
    }
  });

  const rendererOrError = (options: unknown) => {
    try {
      expect(createWelcomeEmailRenderer(options as object)).toHaveProperty('render');
    } catch (error) {
      expect(error).toBeInstanceOf(WelcomeEmailInputError);
    }
  };
  const options = [
    'brand',
    'locales',
    'defaultLocale',
    'translations',
    'locate',
    'locateTimeoutMs',
    'onWarning',
  ];
  test.each(options)('in the option %s give a renderer or a WelcomeEmailInputError', (option) => {
    rendererOrError(Object.defineProperty({}, option, { enumerable: true, get: throws }));
    for (const value of hostileValues) rendererOrError({ [option]: value });
  });

  test('in place of the options, or within them, give a renderer or a WelcomeEmailInputError', () => {
    for (const value of hostileValues) {
      rendererOrError(value);
      rendererOrError({ locales: [value] });
      rendererOrError({ translations: { en: value } });
      rendererOrError({ translations: { en: { months: value } } });
    }
    rendererOrError({ translations: { en: { months: new Proxy(Array(12), { get: throws }) } } });
  });

  test('in place of the input give a WelcomeEmailInputError', async () => {
    for (const value of [...hostileValues, undefined, null]) {
      await expect(render(value)).rejects.toBeInstanceOf(WelcomeEmailInputError);
    }
  });

  test('in place of the locales to warm up, or among them, give a WelcomeEmailInputError', async () => {
    const { warmUp } = createWelcomeEmailRenderer({ locate: () => undefined });
    const lists = [new Proxy(['en'], { get: throws }), Array(3), hostileValues, ...hostileValues];
    for (const value of lists)
      await expect(warmUp(value as string[])).rejects.toMatchObject({
        name: 'WelcomeEmailInputError',
        field: 'locales',
      });
  });

  test('each part of a brand is left out by itself', async () => {
    for (const value of hostileValues) {
      for (const part of Object.keys(BRAND)) {
        const { text } = await render({ ...NOTHING_KNOWN, brand: { ...BRAND, [part]: value } });
        if (part !== 'supportEmail') expect(text).toContain(BRAND.supportEmail);
      }
    }
  });
});

describe('a listener', () => {
  const thenable = (then: unknown) => () => ({ then });
  test.each<[string, () => unknown]>([
    ['throws', throws],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['rejects in another realm', () => runInNewContext('Promise.reject(new Error())')],
    [
      'gives a thenable that rejects',
      thenable((_: unknown, reject: (error: Error) => void) => reject(new Error())),
    ],
    ['gives a thenable that throws', thenable(throws)],
    ['gives an object that throws', () => trap],
  ])('that %s costs neither the mail nor the process', async (_, onWarning) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { text } = await createWelcomeEmailRenderer({ onWarning }).render({ ...NOTHING_KNOWN, ip: 'x' });
    // A rejection that nobody handles is told of after the promises that are at work.
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(text).toContain('Hello Ada,');
    expect(unhandled).toEqual([]);
  });
});

test('an address that cannot be read costs its part of a brand alone, and nothing of it is said', async () => {
  const trap = Object.defineProperty(new URL('https://a.example/'), 'href', { get: throws });
  for (const src of [trap, new Proxy(new URL('https://a.example/'), {})]) {
    const warnings: object[] = [];
    const logo = { ...BRAND.logo, src };
    const { render } = createWelcomeEmailRenderer({
      brand: { ...BRAND, logo, url: src },
      onWarning: (warning) => warnings.push(warning),
    });
    expect((await render(NOTHING_KNOWN)).text).toContain(BRAND.supportEmail);
    expect(warnings).toEqual([
      { field: 'brand.url', code: 'invalid-url' },
      { field: 'brand.logo.src', code: expect.any(String) },
    ]);
  }
});

test('a list of words that changes while it is read gives a WelcomeEmailInputError', () => {
  let reads = 0;
  const months = new Proxy([], {
    get(list, key) {
      if (key !== 'length') return Reflect.get(list, key);
      reads += 1;
      return reads === 1 ? 13 : throws();
    },
  });
  expect(() => createWelcomeEmailRenderer({ translations: { en: { months } } })).toThrow(
    WelcomeEmailInputError,
  );
});

test('fields named like those of every object are fields like any other', async () => {
  const polluted = JSON.parse(`{"__proto__": {"resetUrl": "https://evil.example/"}, "name": "Ada"}`);
  await expect(render(polluted)).rejects.toMatchObject({ field: '__proto__', code: 'unknown-field' });
  await expect(render({ ...NOTHING_KNOWN, constructor: 'x' })).rejects.toMatchObject({
    field: 'constructor',
  });
  const hints = JSON.parse(
    '{"__proto__": "x", "constructor": "y", "sec-ch-ua": "\\"constructor\\";v=\\"1\\""}',
  );
  expect(await render({ ...NOTHING_KNOWN, clientHints: hints })).toEqual(await render(NOTHING_KNOWN));
  expect(Object.hasOwn(Object.prototype, 'resetUrl')).toBe(false);
  expect(() => createWelcomeEmailRenderer({ translations: JSON.parse('{"__proto__": {"x": "y"}}') })).toThrow(
    expect.objectContaining({ code: 'unsupported-locale' }),
  );
});

test('an input without a prototype is as good as any', async () => {
  expect(await render(Object.assign(Object.create(null), ALL_KNOWN))).toEqual(await render(ALL_KNOWN));
});

test('a field with an unusual name is not repeated', async () => {
  const error = await render({ ...NOTHING_KNOWN, ['secret \n'.repeat(50)]: 1 }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'unknown-field' });
  expect(`${error.message}${error.field}`).not.toContain('secret');
});

test('translations cannot carry markup or control characters', async () => {
  const renderer = createWelcomeEmailRenderer({
    translations: {
      en: { heading_registration: '<img src=x onerror=alert(1)>&"', subject_registration: '<b>Hi' },
    },
  });
  const mail = await renderer.render(NOTHING_KNOWN);
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;');
  expect(mail.html).not.toMatch(/<img|<b>/);
  const refused = [
    '\r\nBcc: b',
    '\t',
    '\u2028',
    '\u202e',
    '\u0000',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u{e0041}',
    '\ue000',
    '\u3164',
  ];
  for (const words of refused.map((character) => `a${character}b`)) {
    expect(() =>
      createWelcomeEmailRenderer({ translations: { en: { subject_registration: words } } }),
    ).toThrow(
      expect.objectContaining({ field: 'translations.en.subject_registration', code: 'control-character' }),
    );
  }
});

test('translations may join letters, where a script joins them', () => {
  const translations = { fa: { subject_registration: 'خوش\u200cآمدید' } };
  expect(() => createWelcomeEmailRenderer({ translations })).not.toThrow();
});

test('the name of a brand is cleaned as that of a reader is', async () => {
  const { html } = await render({ ...NOTHING_KNOWN, brand: { ...BRAND, name: 'Ac\u202eme\r\n\u0000' } });
  expect(html).toContain('alt="Acme"');
});

describe('as it is sent', () => {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });

  test.each(shippedLocales)(
    'no header line is longer than 998 bytes, whatever the brand is called: %s',
    async (locale) => {
      for (const name of [
        'x'.repeat(1000),
        '👩‍👩‍👧'.repeat(100),
        `${'a\u0301\u0301\u0301\u0301'.repeat(80)}`,
        'ж'.repeat(500),
      ]) {
        const mail = await render({ ...NOTHING_KNOWN, brand: { name }, locale });
        const { message } = await transport.sendMail({ from: 'a@a.example', to: 'b@b.example', ...mail });
        const head = message.toString('latin1').split('\r\n\r\n')[0] ?? '';
        expect(head).toContain('Subject: ');
        for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      }
    },
  );

  test('no mail program decodes anything out of the name of a brand', async () => {
    for (const name of ['=?utf-8?Q?=E2=80=AE=00?=', 'A =?utf-8?B?4oCuAA==?= B', '==??utf-8?Q?=E2=80=AE?==']) {
      const mail = await render({ ...NOTHING_KNOWN, brand: { name } });
      const { message } = await transport.sendMail({ from: 'a@a.example', to: 'b@b.example', ...mail });
      const { subject } = await simpleParser(message);
      expect(subject).toBe(mail.subject);
      expect(subject).not.toMatch(/[\u202e\0]/);
    }
  });

  test('nor out of the name and the words around it', async () => {
    const brand = { name: '?utf-8?Q?=E2=80=AE?' };
    for (const subjectWithBrand_registration of ['={{brandName}}= x', '=?utf-8?Q?a?= {{brandName}}=']) {
      const { render } = createWelcomeEmailRenderer({
        translations: { en: { subjectWithBrand_registration } },
      });
      const mail = await render({ ...NOTHING_KNOWN, brand });
      const { message } = await transport.sendMail({ from: 'a@a.example', to: 'b@b.example', ...mail });
      expect((await simpleParser(message)).subject).toBe(mail.subject);
      expect(mail.subject).not.toContain('=?');
    }
  });

  test('the subject holds nothing of the request', async () => {
    const plain = await render(NOTHING_KNOWN);
    const strange = await render({ ...ALL_KNOWN, name: 'Buy\r\nBcc: x@y.example', userAgent: 'Buy now' });
    expect(strange.subject).toBe(plain.subject);
    expect(strange.headers).toEqual(plain.headers);
  });
});
