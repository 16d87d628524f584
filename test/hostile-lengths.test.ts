import { beforeAll, describe, expect, test } from 'vitest';
import {
  createWelcomeEmailRenderer,
  type RendererOptions,
  type WelcomeEmailInput,
  type WelcomeEmailRenderer,
} from '../src/index.js';
import { ALL_KNOWN, BRAND, NOTHING_KNOWN } from './support/inputs.js';

/**
 * A text of any length takes time in proportion to its length at most, never to its square. What a text is
 * repeated of, and what stands before and behind it, is what a regular expression may go back over.
 */
const PATTERNS = [
  ...[
    ':',
    '[:',
    '%',
    ' ',
    'a',
    'a.',
    'a-',
    'A',
    '1',
    '1.',
    '0:',
    '(',
    ')',
    '-',
    '/',
    '@',
    'a@',
    ',',
    'en,',
    'en-',
    '_',
  ],
  ...['"', '\\', '\\"', '";v=', '{{', '}}', '{{a}}', "'", '<', '&', '=', ';', '+', '#', '.', 'T', '\u00e9'],
  // Thai, whose vowel normalises to two; Hangul, combining marks, joiners, direction, what is half a character.
  ...[
    'ก\u0e33',
    '\u1100',
    '\u0301',
    'a\u0301',
    '\u0301\u0323',
    '👩‍👩‍👧',
    '\u200d',
    '\u202e',
    '\ud800',
    '\ufe0f',
    '\u2003',
    '\ufdfa',
  ],
];
const EDGES = [
  ['', ''],
  ['', '!'],
  ['[', ']'],
  ['a', '\n'],
];

/** Each eight times as long as the one before. The shortest are read whole even where a field is cut. */
const LENGTHS = [2 ** 8, 2 ** 11, 2 ** 14, 2 ** 17];
/** In proportion it is eight times, by the square 64. A busy machine, whose caches others use, came to 27. */
const MOST_TIMES = 40;
/** What takes less is lost in what else a machine does. */
const FLOOR_MS = 10;

/** The shortest of some runs. Each text is one longer than the last, so that nothing is remembered. */
async function shortest(runs: number, length: number, use: (length: number) => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await use(length + run);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** `undefined`, or between which lengths the time grows too fast. */
async function growth(use: (length: number) => unknown): Promise<string | undefined> {
  let previous = await shortest(1, LENGTHS[0] ?? 0, use);
  for (const [i, length] of LENGTHS.entries()) {
    if (i === 0) continue;
    const before = LENGTHS[i - 1] ?? 0;
    let time = await shortest(1, length, use);
    // Once is enough if it is quick; if it is not, another process may have taken the time.
    for (const runs of [3, 9]) {
      if (time < FLOOR_MS || time <= MOST_TIMES * previous) break;
      time = await shortest(runs, length, use);
      previous = await shortest(runs, before, use);
    }
    if (time >= FLOOR_MS && time > MOST_TIMES * previous)
      return `${before}: ${previous.toFixed(2)} ms, ${length}: ${time.toFixed(2)} ms`;
    previous = time;
  }
  return undefined;
}

async function expectProportion(use: (text: string) => unknown): Promise<void> {
  for (const pattern of PATTERNS) {
    for (const [before = '', behind = ''] of EDGES) {
      const textOf = (length: number) =>
        before + pattern.repeat(length / pattern.length + 1).slice(0, length) + behind;
      const found = await growth((length) => use(textOf(length)));
      // The first one ends the test: the others would take their time as well.
      expect(found, JSON.stringify([before, pattern, behind])).toBeUndefined();
    }
  }
}

let renderer: WelcomeEmailRenderer;
beforeAll(async () => {
  renderer = createWelcomeEmailRenderer({ locate: () => undefined });
  await renderer.render(ALL_KNOWN);
});

/** What is refused is as good as a mail: here only the time counts. */
const render = (input: object) =>
  renderer.render({ ...NOTHING_KNOWN, ...input } as WelcomeEmailInput).catch(() => {});

const place = { countryCode: 'NP', city: 'Patan', timeZone: 'Asia/Kathmandu', accuracyRadiusKm: 5 };

describe('an input takes time in proportion to its length', () => {
  test.each<[string, (text: string) => object]>([
    ['name', (name) => ({ name })],
    ['name, an email address', (text) => ({ name: `${text}@a.example` })],
    ['resetUrl', (resetUrl) => ({ resetUrl })],
    ['resetUrl, its path', (text) => ({ resetUrl: `https://a.example/${text}` })],
    ['resetUrl, its host', (text) => ({ resetUrl: `https://${text}.example/` })],
    ['code', (code) => ({ code })],
    ['invitedBy', (invitedBy) => ({ invitedBy })],
    ['time', (time) => ({ time })],
    ['time, its fraction', (text) => ({ time: `2026-07-01T12:00:00.${text}` })],
    ['expiresAt', (expiresAt) => ({ expiresAt })],
    ['operation', (operation) => ({ operation })],
    ['userAgent', (userAgent) => ({ userAgent })],
    ['userAgent, behind a product', (text) => ({ userAgent: `Mozilla/5.0 (${text}` })],
    ['clientHints', (text) => ({ clientHints: { 'sec-ch-ua': text, 'sec-ch-ua-platform': text } })],
    ['clientHints, a brand', (text) => ({ clientHints: { 'sec-ch-ua': `"${text}` } })],
    ["clientHints, a header's name", (text) => ({ clientHints: { [text]: 'x' } })],
    ['ip', (ip) => ({ ip })],
    ['ip, behind an address', (text) => ({ ip: `2a00:1450::1${text}` })],
    ['ip, in brackets', (text) => ({ ip: `[${text}` })],
    ['location.countryCode', (countryCode) => ({ location: { ...place, countryCode } })],
    ['location.city', (city) => ({ location: { ...place, city } })],
    ['location.cityNames', (text) => ({ location: { ...place, cityNames: { en: text } } })],
    ['location.cityNames, a tag', (text) => ({ location: { ...place, cityNames: { [text]: 'x' } } })],
    ['location.timeZone', (timeZone) => ({ location: { ...place, timeZone } })],
    ['locale', (locale) => ({ locale })],
    ['locale, behind a tag', (text) => ({ locale: `de;q=${text}` })],
    ['locale, a list', (text) => ({ locale: ['de', text] })],
    ['timeZone', (timeZone) => ({ timeZone })],
    ['locales', (text) => ({ locales: [text] })],
    ['brand.name', (name) => ({ brand: { name } })],
    ['brand.url', (url) => ({ brand: { ...BRAND, url } })],
    ['brand.accentColor', (text) => ({ brand: { ...BRAND, accentColor: `#${text}` } })],
    ['brand.supportUrl', (supportUrl) => ({ brand: { ...BRAND, supportUrl } })],
    ['brand.supportEmail', (text) => ({ brand: { ...BRAND, supportEmail: `${text}@${text}` } })],
    ['brand.logo.src', (src) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, src } } })],
    ['brand.address', (address) => ({ brand: { ...BRAND, address } })],
    ['brand.logo.darkSrc', (darkSrc) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, darkSrc } } })],
    ['brand.logo.width', (width) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, width } } })],
    ['brand.logo.height', (height) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, height } } })],
    ['brand.logo.alt', (alt) => ({ brand: { ...BRAND, logo: { ...BRAND.logo, alt } } })],
    ['a part of a brand that does not exist', (text) => ({ brand: { ...BRAND, [text]: 'x' } })],
    ['a field that does not exist', (text) => ({ [text]: 'x' })],
  ])('%s', async (_, inputOf) => {
    await expectProportion((text) => render(inputOf(text)));
  });

  test('locale, a list of many', async () => {
    expect(await growth((length) => render({ locale: Array(length).fill('x-y') }))).toBeUndefined();
  });
});

/** As `render`, for what is refused when the renderer is made. */
function create(options: object): void {
  try {
    createWelcomeEmailRenderer(options as RendererOptions);
  } catch {
    // Here only the time counts.
  }
}

const words = (file: object) => ({ translations: { en: file } });

describe('an option takes time in proportion to its length', () => {
  test.each<[string, (text: string) => object]>([
    ['defaultLocale', (defaultLocale) => ({ defaultLocale })],
    ['brand.name', (name) => ({ brand: { name } })],
    ['brand.supportEmail', (text) => ({ brand: { ...BRAND, supportEmail: `${text}@${text}` } })],
    ['translations, a tag', (text) => ({ translations: { [text]: {} } })],
    ['translations, a key', (text) => words({ [text]: 'x' })],
    ['translations, words', (heading_registration) => words({ heading_registration })],
    ['translations, words with a placeholder', (text) => words({ greeting: `{{name}}${text}` })],
    ['translations.dateTime', (dateTime) => words({ dateTime })],
    ['translations.dateTime, its words', (text) => words({ dateTime: `d MMMM yyyy H:mm '${text}'` })],
    ['translations.months', (text) => words({ months: Array(12).fill(text) })],
    ['an option that does not exist', (text) => ({ [text]: 'x' })],
  ])('%s', async (_, optionsOf) => {
    await expectProportion((text) => create(optionsOf(text)));
  });

  test('locales to warm up for', async () => {
    await expectProportion((text) => renderer.warmUp([text]));
  });
});
