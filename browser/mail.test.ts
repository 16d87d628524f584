import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutStyleSheet } from '../scripts/views.js';
import { shippedTags } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { ALL_KNOWN, BRAND } from '../test/support/inputs.js';
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

const views: Record<string, View> = {
  light: { width: 640, colorScheme: 'light' },
  dark: { width: 640, colorScheme: 'dark' },
  'no style sheet': {
    width: 640,
    colorScheme: 'light',
    show: withoutStyleSheet,
    notForAxe: {
      'html-has-lang': "the program's own page is around the mail, and the mail's cell has a lang",
    },
  },
  '320 px': { width: 320, colorScheme: 'light' },
};

const renderer = createWelcomeEmailRenderer({
  brand: BRAND,
  locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(Object.entries(views))(
  '%s',
  (_, { width, colorScheme, show = (html) => html, notForAxe = {} }) => {
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

    describe.each(shippedTags)('%s', (locale) => {
      const words = languageOf(locale);

      test.each(['registration', 'recovery'] as const)(
        'is laid out whole and can be read: %s',
        async (operation) => {
          const mail = await renderer.render({ ...ALL_KNOWN, locale, operation });
          requests = [];
          await page.setContent(show(mail.html));
          const drawn = await page.evaluate(measure);

          expect(drawn.overflow, 'pixels to scroll sideways').toBe(0);

          expect(drawn.button.left).toBeGreaterThanOrEqual(0);
          expect(drawn.button.right).toBeLessThanOrEqual(width);
          expect(drawn.button.height).toBeGreaterThanOrEqual(44);
          expect(drawn.labelLines, 'lines of the label').toBe(1);

          expect(drawn.details.map(({ label }) => label)).toEqual([
            words.platformLabel,
            words.locationLabel,
            words.timeLabel,
          ]);
          const tops = drawn.details.map(({ top }) => top);
          expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b));
          expect(
            drawn.details.every(({ labelFirst }) => labelFirst),
            'labels before their values',
          ).toBe(true);

          expect(drawn.directions).toEqual([mail.dir]);

          expect(drawn.texts.map(({ text }) => text)).not.toContain(words[`preheader_${operation}`]);
          expect(drawn.texts.length).toBeGreaterThan(15);
          expect(drawn.texts.filter(({ contrast, least }) => contrast < least)).toEqual([]);

          expect([...new Set(requests)], 'the logo is all that is asked for').toEqual([BRAND.logo.src]);
        },
      );

      test('has nothing of which axe thinks that it keeps readers out', async () => {
        const mail = await renderer.render({ ...ALL_KNOWN, locale });
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
  },
);
