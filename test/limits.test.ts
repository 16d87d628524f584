import { readFileSync } from 'node:fs';
import QuickLRU from 'quick-lru';
import { describe, expect, test, vi } from 'vitest';
import { offsetAt } from '../src/facts/time.js';
import { shippedLocales } from '../src/i18n/locales.js';
import {
  createWelcomeEmailRenderer,
  type Location,
  type RendererOptions,
  type WelcomeEmailInput,
  WelcomeEmailInputError,
  type WelcomeEmailInputErrorCode,
  type WelcomeEmailWarning,
  type WelcomeEmailWarningCode,
} from '../src/index.js';
import { BRAND, NOTHING_KNOWN } from './support/inputs.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const docs = ['README.md', 'docs/brand.md', 'docs/errors.md', 'docs/input.md', 'docs/limits.md']
  .map(read)
  .join('\n');

/** The figure of the documentation, so that the tests below try what it says. */
function figure(said: RegExp): number {
  const [, digits] = said.exec(docs) ?? [];
  if (digits === undefined) throw new Error(`The documentation does not say ${said}`);
  return Number(digits.replaceAll(',', ''));
}

type Raw = Partial<Record<keyof WelcomeEmailInput, unknown>>;

async function render(input: Raw, options: RendererOptions = {}) {
  const warnings: string[] = [];
  const onWarning = ({ field, code }: WelcomeEmailWarning) => warnings.push(`${field} ${code}`);
  const renderer = createWelcomeEmailRenderer({ ...options, onWarning });
  const mail = await renderer.render({ ...NOTHING_KNOWN, ...input } as WelcomeEmailInput);
  return { ...mail, warnings };
}

/** What an input throws: `resetUrl invalid-url`; `undefined` if it gives a mail. */
const refusal = (input: Raw) =>
  render(input).then(
    () => undefined,
    (error: WelcomeEmailInputError) => `${error.field} ${error.code}`,
  );

/** An address that has this many characters as it stands in the mail. */
const urlOf = (length: number) => 'https://a.example/?'.padEnd(length, 'x');

describe('text is cut after as many characters as a reader counts', () => {
  const limit = figure(
    /^\| `name`, `invitedBy`, `brand\.name`, `logo\.alt`, each line of `brand\.address`, a text of your design \| ([\d,]+) characters/m,
  );
  const logo = (alt: string) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, alt } } });

  test.each([
    ['name', (name: string) => ({ name })],
    ['invitedBy', (invitedBy: string) => ({ invitedBy })],
    ['brand.name', (name: string) => ({ brand: { name } })],
    ['brand.logo.alt', logo],
    ['brand.address', (address: string) => ({ brand: { ...BRAND, address } })],
  ])('%s', async (_, inputOf) => {
    for (const character of ['x', 'ж', '👩‍👩‍👧']) {
      const longest = character.repeat(limit);
      expect((await render(inputOf(longest))).html).toContain(longest);
      expect((await render(inputOf(longest))).html).not.toContain(`${longest}…`);
      expect((await render(inputOf(longest + character))).html).toContain(`${longest}…`);
      expect((await render(inputOf(longest + character))).html).not.toContain(longest + character);
    }
  });

  test("a city's name", async () => {
    const cityLimit = figure(/^\| a city's name \| ([\d,]+) characters/m);
    const placeOf = async (city: string) =>
      (await render({ location: { countryCode: 'DE', city, accuracyRadiusKm: 5 } })).text;
    expect(await placeOf('x'.repeat(cityLimit))).toContain(` ${'x'.repeat(cityLimit)}, Germany`);
    expect(await placeOf('x'.repeat(cityLimit + 1))).toContain(` ${'x'.repeat(cityLimit)}…, Germany`);
  });
});

describe('an address may have as many characters as the documentation says', () => {
  const limit = figure(/^\| each URL \| ([\d,]+) characters/m);

  test('resetUrl', async () => {
    expect((await render({ resetUrl: urlOf(limit) })).text).toContain(urlOf(limit));
    expect(await refusal({ resetUrl: urlOf(limit + 1) })).toBe('resetUrl invalid-url');
    expect(await refusal({ resetUrl: new URL(urlOf(limit + 1)) })).toBe('resetUrl invalid-url');
  });

  test('counted after what is not ASCII was encoded', async () => {
    // Two characters become six, so that the text is a third as long as the address in the mail.
    const encoded = (length: number) => {
      const letters = Math.floor((length - urlOf(0).length) / 6);
      return `${urlOf(0)}${'é'.repeat(letters)}${'x'.repeat(length - urlOf(0).length - 6 * letters)}`;
    };
    expect(encoded(limit + 1).length).toBeLessThan(limit / 2);
    expect(await refusal({ resetUrl: encoded(limit) })).toBeUndefined();
    expect(await refusal({ resetUrl: encoded(limit + 1) })).toBe('resetUrl invalid-url');
  });

  test.each([
    ['brand.url', (url: string) => ({ ...BRAND, url })],
    ['brand.supportUrl', (supportUrl: string) => ({ ...BRAND, supportUrl })],
    ['brand.logo.src', (src: string) => ({ ...BRAND, logo: { ...BRAND.logo, src } })],
  ])('%s', async (field, brandOf) => {
    const most = await render({ brand: brandOf(urlOf(limit)) });
    expect(most.html).toContain(`"${urlOf(limit)}"`);
    expect(most.warnings).toEqual([]);
    const more = await render({ brand: brandOf(urlOf(limit + 1)) });
    expect(more.html).not.toContain(urlOf(100));
    expect(more.warnings).toEqual([`${field} invalid-url`]);
  });
});

describe('a brand', () => {
  test.each(['width', 'height'])('has a logo of the sizes that the documentation says: %s', async (side) => {
    const smallest = figure(/([\d,]+) to [\d,]+ px each way/);
    const largest = figure(/[\d,]+ to ([\d,]+) px each way/);
    const warningsFor = async (pixels: number) =>
      (await render({ brand: { ...BRAND, logo: { ...BRAND.logo, [side]: pixels } } })).warnings;
    expect(await warningsFor(smallest)).toEqual([]);
    expect(await warningsFor(largest)).toEqual([]);
    for (const pixels of [smallest - 1, largest + 1, largest - 0.5, -largest])
      expect(await warningsFor(pixels)).toEqual([`brand.logo.${side} invalid-size`]);
  });

  test('has an email address of at most as many characters as the documentation says', async () => {
    const limit = figure(/address is ASCII, with at most ([\d,]+) characters/);
    const addressOf = (length: number) => `${'x'.repeat(length - '@b.example'.length)}@b.example`;
    const most = await render({ brand: { ...BRAND, supportEmail: addressOf(limit) } });
    expect(most.text).toContain(addressOf(limit));
    expect(most.warnings).toEqual([]);
    const more = await render({ brand: { ...BRAND, supportEmail: addressOf(limit + 1) } });
    expect(more.text).not.toContain('@b.example');
    expect(more.warnings).toEqual(['brand.supportEmail invalid-email']);
  });

  test('without an accent colour has the button that the documentation says', async () => {
    const [, color] = /^\| `accentColor` \| `(#\w{6})`/m.exec(docs) ?? [];
    expect((await render({})).html).toContain(`background-color:${color}`);
  });
});

describe('of a header no more is read than the documentation says', () => {
  const limit = figure(/^\| `userAgent`, each client hint \| ([\d,]+) characters/m);
  /** Ends in the text after this many characters. */
  const endingAt = (length: number, start: string, end: string) =>
    start + ' '.repeat(length - start.length - end.length) + end;

  test('userAgent', async () => {
    const platformOf = async (length: number) =>
      (await render({ userAgent: endingAt(length, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)', 'Instagram') }))
        .text;
    expect(await platformOf(limit)).toContain('Instagram on iPhone');
    expect(await platformOf(limit + 1)).not.toContain('Instagram');
  });

  test.each([
    ['sec-ch-ua', '"Vivaldi";v=', 'Vivaldi'],
    ['sec-ch-ua-full-version-list', '"Vivaldi";v=', 'Vivaldi'],
    ['sec-ch-ua-platform', '"Windows"', 'Windows'],
  ])('clientHints: %s', async (header, end, said) => {
    const textFor = async (length: number) =>
      (await render({ clientHints: { [header]: endingAt(length, '', end) } })).text;
    expect(await textFor(limit)).toContain(said);
    expect(await textFor(limit + 1)).not.toContain(said);
  });

  test('locale', async () => {
    const most = figure(/^\| `locale` \| ([\d,]+) characters/m);
    expect(await render({ locale: endingAt(most, '', 'de') })).toMatchObject({ locale: 'de', warnings: [] });
    expect(await render({ locale: endingAt(most + 1, '', 'de') })).toMatchObject({
      locale: 'en',
      warnings: ['locale unsupported-locale'],
    });
    expect(await render({ locale: [endingAt(most - 3, '', 'en;q=0'), 'de'] })).toMatchObject({
      locale: 'de',
    });
    expect(await render({ locale: [endingAt(most - 2, '', 'en;q=0'), 'de'] })).toMatchObject({
      warnings: ['locale unsupported-locale'],
    });
  });
});

describe('an instant is within the years that the documentation says', () => {
  const first = Date.UTC(figure(/^\| `time`, `expiresAt` \| the years ([\d,]+) to/m), 0, 1);
  const end = Date.UTC(figure(/^\| `time`, `expiresAt` \| the years [\d,]+ to ([\d,]+)/m), 0, 1);

  test.each([
    ['a number', (instant: number) => instant],
    ['a Date', (instant: number) => new Date(instant)],
    ['text', (instant: number) => new Date(instant).toISOString()],
  ])('as %s', async (_, write) => {
    expect(await refusal({ time: write(first) })).toBeUndefined();
    expect(await refusal({ time: write(first - 1) })).toBe('time instant-out-of-range');
    expect(await refusal({ time: write(end - 1) })).toBeUndefined();
    expect(await refusal({ time: write(end) })).toBe('time instant-out-of-range');
    expect(await refusal({ expiresAt: write(end - 1) })).toBeUndefined();
    expect(await refusal({ expiresAt: write(end) })).toBe('expiresAt instant-out-of-range');
  });

  test('and a link works until a millisecond after the request at least', async () => {
    const time = Date.parse(NOTHING_KNOWN.time);
    expect(await refusal({ expiresAt: time + 1 })).toBeUndefined();
    expect(await refusal({ expiresAt: time })).toBe('expiresAt not-after-time');
  });
});

describe('the place', () => {
  test('has a city within the radius that the documentation says', async () => {
    const limit = figure(/^\| a city's accuracy radius \| ([\d,]+) km/m);
    expect(figure(/accuracy radius is ([\d,]+) km or less/)).toBe(limit);
    const kathmandu: Location = { countryCode: 'NP', city: 'Patan', accuracyRadiusKm: limit };
    expect((await render({ location: kathmandu })).text).toContain('Patan, Nepal');
    const further = { ...kathmandu, accuracyRadiusKm: limit + 0.001 };
    expect((await render({ location: further })).text).not.toContain('Patan');
  });

  test('is waited for as long as the documentation says', async () => {
    const limit = figure(/^\| `locateTimeoutMs` \| ([\d,]+) /m);
    expect(figure(/^\| `locate` \| ([\d,]+) ms/m)).toBe(limit);
    const textWhenLocatedAfter = async (ms: number, options: RendererOptions = {}) => {
      const locate = () => new Promise<Location>((resolve) => setTimeout(resolve, ms, { countryCode: 'NP' }));
      // The template is prepared with the time of the clock, which Node needs to load it.
      const renderer = createWelcomeEmailRenderer({ locate, ...options });
      await renderer.warmUp(['en']);
      vi.useFakeTimers();
      try {
        const mail = renderer.render({ ...NOTHING_KNOWN, ip: '81.2.69.142' });
        await vi.advanceTimersByTimeAsync(ms);
        return (await mail).text;
      } finally {
        vi.useRealTimers();
      }
    };
    expect(await textWhenLocatedAfter(limit)).toContain('Nepal');
    expect(await textWhenLocatedAfter(limit + 1)).not.toContain('Nepal');
    expect(await textWhenLocatedAfter(limit + 1, { locateTimeoutMs: limit + 2 })).toContain('Nepal');
  });

  test('is waited for any time that a timer of Node can keep', () => {
    for (const locateTimeoutMs of [0.5, 1, 2 ** 31 - 1])
      expect(createWelcomeEmailRenderer({ locateTimeoutMs })).toHaveProperty('render');
    for (const locateTimeoutMs of [0, -1, 2 ** 31, Number.POSITIVE_INFINITY, Number.NaN, '250'])
      expect(() => createWelcomeEmailRenderer({ locateTimeoutMs } as RendererOptions)).toThrow(
        expect.objectContaining({ field: 'locateTimeoutMs', code: 'wrong-type' }),
      );
  });
});

test("a locale of a caller's has twelve months and two parts of the day", () => {
  const withList = (key: string, length: number) => () =>
    createWelcomeEmailRenderer({ translations: { en: { [key]: Array(length).fill('x') } } });
  for (const [key, length] of [
    ['months', 12],
    ['dayPeriods', 2],
  ] as const) {
    expect(withList(key, length)).not.toThrow();
    for (const other of [length - 1, length + 1])
      expect(withList(key, other)).toThrow(
        expect.objectContaining({ field: `translations.en.${key}`, code: 'invalid-value' }),
      );
  }
});

test("a locale of a caller's has a tag and subjects as long as the documentation says", () => {
  const faultOf = (translations: object) => {
    try {
      createWelcomeEmailRenderer({ translations } as RendererOptions);
      return undefined;
    } catch (error) {
      return (error as WelcomeEmailInputError).code;
    }
  };
  const longestTag = figure(/not in canonical form, or has over ([\d,]+) characters/);
  const tagOf = (length: number) => 'cy-x-abcdefg-abcdefg-abcdefg-abcdefg-abcdefg'.slice(0, length);
  // A whole locale lacks its keys, but its tag was accepted.
  expect(faultOf({ [tagOf(longestTag)]: {} })).toBe('missing');
  expect(faultOf({ [tagOf(longestTag + 1)]: {} })).toBe('unsupported-locale');

  const longestSubject = figure(/a subject of over ([\d,]+) characters/);
  for (const key of ['subject_registration', 'subject_recovery']) {
    expect(faultOf({ en: { [key]: 'x'.repeat(longestSubject) } })).toBeUndefined();
    expect(faultOf({ en: { [key]: 'x'.repeat(longestSubject + 1) } })).toBe('invalid-value');
  }
});

test('an error repeats the name of a field up to 100 characters', async () => {
  const longest = 'x'.repeat(100);
  expect(await refusal({ [longest]: 1 } as Raw)).toBe(`${longest} unknown-field`);
  expect(await refusal({ [`${longest}x`]: 1 } as Raw)).toBe('(a field with an unusual name) unknown-field');
});

test.each([
  ['input', (date: Date) => createWelcomeEmailRenderer().render(date as never), 'wrong-type'],
  ['options', async (date: Date) => createWelcomeEmailRenderer(date as never), 'wrong-type'],
  [
    'translations',
    async (date: Date) => createWelcomeEmailRenderer({ translations: date as never }),
    'wrong-type',
  ],
  [
    'translations.en',
    async (date: Date) => createWelcomeEmailRenderer({ translations: { en: date as never } }),
    'wrong-type',
  ],
])('a date has no fields, and so is no %s', async (field, use, code) => {
  const error = await use(new Date()).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(WelcomeEmailInputError);
  expect(error).toMatchObject({ field, code });
});

test.each([
  ['brand', { brand: new Date() }, 'brand wrong-type'],
  ['brand.logo', { brand: { ...BRAND, logo: new Date() } }, 'brand.logo wrong-type'],
  ['clientHints', { clientHints: new Date() }, 'clientHints wrong-type'],
  ['location', { location: new Date() }, 'location invalid-location'],
])('a date has no fields, and so is left out as %s', async (_, input, warning) => {
  expect((await render(input)).warnings).toEqual([warning]);
});

describe('a telephone number, which a mail program would call', () => {
  const greetingFor = async (name: string) => (await render({ name })).text.split('\n')[2];

  test.each(['1234567', '123 45 67', '+1 (23) 45-67', '١٢٣٤٥٦٧', 'Call 123-4567 now'])(
    'has seven digits, and is no name: %s',
    async (name) => {
      expect(await greetingFor(name)).toBe('Hello,');
    },
  );

  test.each(['123456', '123 456', '1a234567b', 'Ada 1815'])('has not fewer: %s', async (name) => {
    expect(await greetingFor(name)).toBe(`Hello ${name},`);
  });
});

describe('memory is bounded as the documentation says', () => {
  /** How many keys like this are still known after so many were used. */
  async function knownAfter(count: number, keyOf: (i: number) => string, use: (i: number) => unknown) {
    const set = vi.spyOn(QuickLRU.prototype, 'set');
    try {
      for (let i = 0; i < count; i++) await use(i);
      const at = set.mock.calls.findIndex(([key]) => key === keyOf(count - 1));
      return (set.mock.contexts[at] as QuickLRU<string, unknown> | undefined)?.size;
    } finally {
      set.mockRestore();
    }
  }
  const renderer = createWelcomeEmailRenderer({ locate: () => undefined });
  const use = (input: object) => renderer.render({ ...NOTHING_KNOWN, ...input });

  test('User-Agents', async () => {
    const limit = figure(/bounded: ([\d,]+) User-Agents/);
    const keyOf = (i: number) => `curl/${i}`;
    expect(await knownAfter(limit + 1, keyOf, (i) => use({ userAgent: keyOf(i) }))).toBe(limit);
  });

  test('language preferences', async () => {
    const limit = figure(/([\d,]+) language preferences/);
    const keyOf = (i: number) => `de-x-${i}`;
    expect(await knownAfter(limit + 1, keyOf, (i) => use({ locale: keyOf(i) }))).toBe(limit);
  });

  test('offsets', async () => {
    const limit = figure(/([\d,]+)\s+offsets/);
    // One is kept for each zone and six days, of which a century has some six thousand.
    const zones = ['Etc/GMT+1', 'Etc/GMT+2', 'Etc/GMT+3', 'Etc/GMT+4', 'Etc/GMT+5', 'Etc/GMT+6'];
    const at = (i: number) => Math.floor(i / zones.length) * 6 * 24 * 3_600_000;
    const zoneAt = (i: number) => zones[i % zones.length] ?? '';
    const keyOf = (i: number) => `${zoneAt(i).toLowerCase()} ${Math.floor(i / zones.length)}`;
    expect(await knownAfter(limit + 1, keyOf, (i) => offsetAt(at(i), zoneAt(i)))).toBe(limit);
  });
});

describe('the documentation names what there is', () => {
  /** TypeScript refuses a code that is missing here, or is none. */
  const errorCodes = {
    missing: true,
    'wrong-type': true,
    'unknown-field': true,
    blank: true,
    'invalid-url': true,
    'invalid-code': true,
    'invalid-instant': true,
    'instant-out-of-range': true,
    'not-after-time': true,
    'unknown-operation': true,
    'unsupported-locale': true,
    'invalid-value': true,
    'unknown-key': true,
    'unknown-placeholder': true,
    'control-character': true,
  } satisfies Record<WelcomeEmailInputErrorCode, true>;

  const warningCodes = {
    missing: true,
    'wrong-type': true,
    'unknown-field': true,
    blank: true,
    'unsupported-locale': true,
    'unknown-time-zone': true,
    'invalid-address': true,
    'invalid-url': true,
    'unsupported-image': true,
    'invalid-email': true,
    'invalid-color': true,
    'invalid-size': true,
    'no-locator': true,
    'locator-failed': true,
    'locator-timed-out': true,
    'invalid-location': true,
  } satisfies Record<WelcomeEmailWarningCode, true>;

  test.each([
    ['Errors', errorCodes],
    ['Warnings', warningCodes],
  ])('each code of %s, and no other', (kind, codes) => {
    const [, table = ''] =
      new RegExp(`^## ${kind}$(.*?)(?=^## |$(?![\\s\\S]))`, 'ms').exec(read('docs/errors.md')) ?? [];
    const said = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => cell.split(', '));
    expect(said.map((code) => code.replaceAll('`', '')).sort()).toEqual(Object.keys(codes).sort());
  });

  test('each locale, and no other', () => {
    const [, list = ''] = /^## Languages\n\n(.*?)\n\n/ms.exec(docs) ?? [];
    const said = [...list.matchAll(/`([a-z]{2}(?:-\w+)?)`/g)].map(([, tag]) => tag);
    expect(said.sort()).toEqual([...shippedLocales].sort());
  });
});

describe('SECURITY.md and docs/api say the same figures', () => {
  const name = figure(
    /^\| `name`, `invitedBy`, `brand\.name`, `logo\.alt`, each line of `brand\.address`, a text of your design \| ([\d,]+) characters/m,
  );
  const url = figure(/^\| each URL \| ([\d,]+) characters/m).toLocaleString('en');
  const pixels = figure(/[\d,]+ to ([\d,]+) px each way/).toLocaleString('en');
  const wait = figure(/^\| `locateTimeoutMs` \| ([\d,]+) /m);

  test.each([
    ['SECURITY.md', `at most ${name} characters`],
    ['SECURITY.md', `at most ${url} characters`],
    ['docs/api/welcome-email.md', `cut after ${name} characters`],
    ['docs/api/welcome-email.md', `at most ${url} characters`],
    ['docs/api/welcome-email.md', `from 1 to ${pixels}`],
    ['docs/api/welcome-email.md', `Default: ${wait}`],
  ])('%s: %s', (page, said) => {
    expect(read(page)).toContain(said);
  });
});
