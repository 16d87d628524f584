import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { BRAND, everythingFor } from '../test/support/inputs.js';
import { launchChromium } from './chromium.js';

/** The fonts that `.ci/run` installs, whatever else a machine has: the font stacks of the mail would take what is there. */
const FONTS = '*{font-family:"Noto Sans","Noto Sans Arabic","Noto Sans CJK JP"!important}';

const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><rect width="28" height="28" rx="6" fill="#0b6e4f"/></svg>';

/** Another version of Chromium smooths letters a little differently. A button moved by its height is 3 %. */
const MAX_DIFFERENCE = 0.01;

/** Every part of a mail, in light and in dark, wide and narrow. */
const pictures = {
  'recovery-light': { operation: 'recovery', width: 640, colorScheme: 'light' },
  'recovery-dark': { operation: 'recovery', width: 640, colorScheme: 'dark' },
  'recovery-narrow': { operation: 'recovery', width: 320, colorScheme: 'light' },
  'notice-light': { operation: 'password-changed', width: 640, colorScheme: 'light' },
  'notice-narrow-dark': { operation: 'password-changed', width: 375, colorScheme: 'dark' },
} as const;

const folder = new URL('pictures/', import.meta.url);
const differences = new URL('../out/pictures/', import.meta.url);
const renderer = createWelcomeEmailRenderer({
  brand: { ...BRAND, logo: { ...BRAND.logo, width: 28, height: 28 } },
  locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(['en', 'de', 'ar', 'ja'])('%s', (locale) => {
  test.each(Object.entries(pictures))(
    'looks as it did when it was last reviewed: %s',
    async (picture, { operation, width, colorScheme }) => {
      const page = await browser.newPage({
        viewport: { width, height: 400 },
        colorScheme,
        deviceScaleFactor: 0.5,
      });
      await page.route(BRAND.logo.src, (route) =>
        route.fulfill({ contentType: 'image/svg+xml', body: MARK }),
      );
      const { html } = await renderer.render({ ...everythingFor(operation), locale });
      await page.setContent(html);
      await page.waitForLoadState('load');
      await page.addStyleTag({ content: FONTS });
      await page.evaluate(() => document.fonts.ready);
      const drawn = await page.screenshot({ fullPage: true });
      await page.close();

      const name = `${locale}-${picture}.png`;
      const file = new URL(name, folder);
      if (process.env['UPDATE_PICTURES'] === '1') {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, drawn);
      }
      expect(existsSync(file), `there is no browser/pictures/${name}: npm run pictures`).toBe(true);
      const [before, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(drawn)];
      expect([now.width, Math.abs(now.height - before.height) <= 4], `the size of ${name}`).toEqual([
        before.width,
        true,
      ]);
      const height = Math.min(before.height, now.height);
      const difference = new PNG({ width: now.width, height });
      const size = now.width * height * 4;
      const pixels = pixelmatch(
        before.data.subarray(0, size),
        now.data.subarray(0, size),
        difference.data,
        now.width,
        height,
        // A change of color is one too: at 0.2, a page in pale blue passed for one in pale grey.
        { threshold: 0.03 },
      );
      const share = pixels / (now.width * height);
      if (share > MAX_DIFFERENCE) {
        mkdirSync(differences, { recursive: true });
        writeFileSync(new URL(name, differences), PNG.sync.write(difference));
      }
      expect(share, `see out/pictures/${name}; if it is meant: npm run pictures`).toBeLessThanOrEqual(
        MAX_DIFFERENCE,
      );
    },
  );
});
