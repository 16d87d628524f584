import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Operation, operationNames } from '../emails/operations.js';
import { withoutStyleSheet } from '../scripts/views.js';
import { shippedLocales } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { ALL_KNOWN, BRAND, everythingFor } from '../test/support/inputs.js';
import { languageOf } from '../test/support/languages.js';
import { launchChromium } from './chromium.js';
import { measure } from './drawn.js';

interface View {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly show?: (html: string) => string;
  /** Rules of axe that do not apply, and why. */
  readonly notForAxe?: Readonly<Record<string, string>>;
}

const ofProgram = {
  'html-has-lang': "the program's own page is around the mail, and the mail's cell has a lang",
};

/** Between them, they have every part that a mail can have. */
const everyPart: readonly Operation[] = ['registration', 'password-changed'];
/** Right to left, without spaces, and with tall letters. */
const everyScript = new Set(['en', 'ar', 'ja', 'th']);
/** The narrowest view, in which all words must fit. */
const NARROWEST = '320 px';

const views: Record<string, View> = {
  light: { width: 640, colorScheme: 'light' },
  dark: { width: 640, colorScheme: 'dark' },
  'no style sheet': {
    width: 640,
    colorScheme: 'light',
    show: withoutStyleSheet,
    notForAxe: ofProgram,
  },
  [NARROWEST]: { width: 320, colorScheme: 'light' },
  '320 px, dark': { width: 320, colorScheme: 'dark' },
  '320 px, no style sheet': {
    width: 320,
    colorScheme: 'light',
    show: withoutStyleSheet,
    notForAxe: ofProgram,
  },
};

const shown = (html: string) => html;
const DARK_LOGO = 'https://acme.example/logo-on-dark.png';

const renderer = createWelcomeEmailRenderer({
  brand: { ...BRAND, logo: { ...BRAND.logo, darkSrc: DARK_LOGO } },
  locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(Object.entries(views))('%s', (view, { width, colorScheme, show = shown, notForAxe = {} }) => {
  let page: Page;
  let requests: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height: 1200 }, colorScheme });
    // Nothing is fetched, so images are off.
    await page.route('**/*', (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
  });
  afterAll(() => page.close());

  describe.each(shippedLocales)('%s', (locale) => {
    const words = languageOf(locale);

    test.each(view === NARROWEST || everyScript.has(locale) ? operationNames : everyPart)(
      'is laid out whole and can be read: %s',
      async (operation) => {
        const mail = await renderer.render({ ...everythingFor(operation), locale });
        requests = [];
        await page.setContent(show(mail.html));
        const drawn = await page.evaluate(measure);

        expect(drawn.overflow, 'pixels to scroll sideways').toBe(0);

        expect(drawn.button.left).toBeGreaterThanOrEqual(0);
        expect(drawn.button.right).toBeLessThanOrEqual(width);
        expect(drawn.button.height).toBeGreaterThanOrEqual(44);
        expect(drawn.labelLines, 'lines of the label').toBe(1);

        expect(drawn.details.map(({ label }) => label)).toEqual([
          ...(operation === 'registration' ? [words.invitedByLabel] : []),
          words.platformLabel,
          words.locationLabel,
          words.timeLabel,
        ]);
        const tops = drawn.details.map(({ top }) => top);
        expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b));
        expect(
          drawn.details.every(({ above }) => above),
          'labels above their values',
        ).toBe(true);

        expect(drawn.headingEnd, 'characters on the last line of the heading').toBeGreaterThan(1);
        expect(drawn.loneOffsets).toBe(0);
        const isCard = width > 480 && show === shown;
        if (isCard) {
          expect(drawn.cardWidth).toBe(480);
          expect(drawn.button.right - drawn.button.left).toBeLessThan(400);
        } else {
          expect(drawn.button, 'as wide as the line').toMatchObject(drawn.line);
        }

        expect(drawn.directions).toEqual([mail.dir]);

        expect(drawn.texts.map(({ text }) => text)).not.toContain(words[`preheader_${operation}`]);
        expect(drawn.texts.length).toBeGreaterThan(15);
        expect(drawn.texts.filter(({ contrast, least }) => contrast < least)).toEqual([]);

        expect([...new Set(requests)].sort(), 'the logos are all that is asked for').toEqual(
          [DARK_LOGO, BRAND.logo.src].sort(),
        );
      },
    );

    test('has nothing of which axe thinks that it keeps readers out', async () => {
      const mail = await renderer.render({ ...everythingFor('registration'), locale });
      await page.setContent(show(mail.html));
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate(
        (notForAxe) =>
          (window as unknown as { axe: typeof axe }).axe.run(document, {
            resultTypes: ['violations'],
            rules: Object.fromEntries(notForAxe.map((rule) => [rule, { enabled: false }])),
          }),
        Object.keys(notForAxe),
      );
      const findings = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(findings).toEqual([]);
      expect(passes.length).toBeGreaterThan(10);
    });
  });
});

describe.each([
  ['with a style sheet', shown],
  ['without a style sheet', withoutStyleSheet],
])('the longest names, addresses and logo fit 320 px %s', (_, show) => {
  test.each(['en', 'ar', 'ja', 'ko', 'th'])('%s', async (locale) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 1200 } });
    await page.route('**/*', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="120"/>',
      }),
    );
    const longest = (text: string) => text.padEnd(2000, 'Zk3vQ9yT2mX7bLr4');
    const brand = {
      ...BRAND,
      name: 'W'.repeat(64),
      supportUrl: longest('https://acme.example/'),
      supportEmail: `${'w'.repeat(64)}@${'w'.repeat(60)}.example`,
      address: 'W'.repeat(64),
    };
    const logo = { ...BRAND.logo, darkSrc: DARK_LOGO, width: 1000, height: 120 };
    for (const ofBrand of [brand, { ...brand, logo }]) {
      const mail = await renderer.render({
        ...ALL_KNOWN,
        resetUrl: longest('https://app.example.com/?token='),
        name: 'W'.repeat(64),
        invitedBy: 'W'.repeat(64),
        code: 'W'.repeat(12),
        brand: ofBrand,
        locale,
      });
      await page.setContent(show(mail.html));
      await page.waitForLoadState('load');
      expect((await page.evaluate(measure)).overflow).toBe(0);
    }
    const drawn = await page.evaluate(() => {
      const { width, height } = document.querySelector('img')?.getBoundingClientRect() ?? {};
      return { width, height: Math.round(height ?? 0) };
    });
    expect(drawn).toEqual({ width: 276, height: 33 });

    // A blocked image shows its text in a box of the image's size.
    const { html } = await renderer.render({ ...ALL_KNOWN, brand: { ...brand, logo }, locale });
    await page.setContent(show(html).replaceAll('https://acme.example/logo', 'blocked:'));
    expect((await page.evaluate(measure)).overflow, 'with blocked images').toBe(0);
    await page.close();
  });
});

// Gmail's apps and Outlook invert the brightness of a mail that asks for no dark mode of its own.
describe.each(['#0b6e4f', '#1a4fb4', '#ffcc00', '#7c3aed', '#1d1d1f'] as const)(
  'can be read where a program inverts it, with the accent %s',
  (accentColor) => {
    test.each(everyPart)('%s', async (operation) => {
      const page = await browser.newPage({ viewport: { width: 640, height: 1200 }, colorScheme: 'light' });
      const brand = { ...BRAND, logo: null, accentColor };
      const mail = await renderer.render({ ...everythingFor(operation), brand });
      await page.setContent(mail.html);
      const { texts } = await page.evaluate(measure);
      await page.evaluate(invertColors);
      const inverted = await page.evaluate(measure);
      await page.close();
      expect(inverted.texts).toHaveLength(texts.length);
      expect(inverted.texts).not.toEqual(texts);
      expect(inverted.texts.filter(({ contrast }) => contrast < 3)).toEqual([]);
    });
  },
);

/** Runs in the page: gives each element the inverse of its colors. */
function invertColors() {
  const inverse = (css: string) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return `rgba(${255 - red},${255 - green},${255 - blue},${alpha})`;
  };
  const elements = [...document.querySelectorAll<HTMLElement>('body, body *')];
  const colors = elements.map((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return { element, color: inverse(color), background: inverse(backgroundColor) };
  });
  for (const { element, color, background } of colors) {
    element.style.setProperty('color', color, 'important');
    element.style.setProperty('background-color', background, 'important');
  }
}

test.each([
  ['Hangul of one syllable', `ㅏ${'ᄀ'.repeat(8)}`.repeat(7)],
  ['Thai vowels', `ก${'ำ'.repeat(7)}`.repeat(8)],
  ['joined emoji', `${'👩\u200d'.repeat(7)}👩`.repeat(8)],
  ['wide letters', '𒐫﷽'.repeat(32)],
])('a name that programs do not break fits 320 px: %s', async (_, name) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  await page.setContent((await renderer.render({ ...ALL_KNOWN, name, invitedBy: name })).html);
  expect((await page.evaluate(measure)).overflow).toBe(0);
  await page.close();
});
