import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { FACTS } from '../test/support/inputs.js';
import { launchChromium } from './chromium.js';

const renderer = createWelcomeEmailRenderer();

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 320, height: 1200 } });
});
afterAll(() => browser?.close());

describe.each(['en', 'ar'])('%s', (locale) => {
  test.each([
    '4027',
    '40271',
    '402 718',
    '402 7185',
    '4027 1859',
    '402 718 593',
    '40271 85930',
    '4027 1859 304',
    '4027 1859 3046',
    'WMW MWM',
    'WMWM WMWM WMWM',
  ])('is shown in groups, and copied without their spaces: %s', async (groups) => {
    const code = groups.replaceAll(' ', '');
    const { html } = await renderer.render({ ...FACTS, operation: 'sign-in', code, locale });
    await page.setContent(html);
    const { shown, overflow } = await page.evaluate(measureCode, code);
    expect(shown).toBe(groups);
    expect(overflow).toBe(0);

    await page.locator('#code').click();
    expect(await page.evaluate(selection), 'selected by a click').toBe(code);

    // Not every mail program keeps `user-select`.
    await page.setContent(html.replaceAll('user-select:all', ''));
    await page.evaluate(measureCode, code);
    expect(await page.evaluate(selection)).toBe('');
    await page.locator('#code').dblclick();
    expect(await page.evaluate(selection), 'selected by a double click').toBe(code);
  });
});

/** Runs in the page. Returns the code as it is drawn, from left to right and with a space where there is one to see. */
function measureCode(code: string) {
  const element = [...document.querySelectorAll('p')].find(({ textContent }) => textContent === code);
  const box = element?.closest('td');
  if (!element || !box) throw new Error('There is no code in the mail.');
  element.id = 'code';
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const characters: { character: string; left: number; width: number }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const [i, character] of [...(node.nodeValue ?? '')].entries()) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const { left, width } = range.getBoundingClientRect();
      characters.push({ character, left, width });
    }
  }
  characters.sort((a, b) => a.left - b.left);
  const narrowest = Math.min(...characters.map(({ width }) => width));
  const shown = characters.map(({ character, width }) => character + (width > narrowest * 1.4 ? ' ' : ''));
  const text = document.createRange();
  text.selectNodeContents(element);
  const inner = text.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  return {
    shown: shown.join(''),
    /** How far the code reaches out of its box, and the box out of the page. */
    overflow:
      Math.max(0, outer.left - inner.left, inner.right - outer.right) +
      Math.max(0, -outer.left, outer.right - document.documentElement.clientWidth),
  };
}

const selection = () => String(getSelection());
