import { describe, expect, test } from 'vitest';
import { light, stylesFor } from '../../emails/theme.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { renderWelcomeEmail } from '../../src/index.js';
import { elementsOf } from '../support/elements.js';
import { ALL_KNOWN, BRAND } from '../support/inputs.js';

const brand = { ...BRAND, logo: { ...BRAND.logo, darkSrc: 'https://acme.example/logo-on-dark.png' } };

describe.each(shippedLocales)('%s', async (locale) => {
  const mail = await renderWelcomeEmail({ ...ALL_KNOWN, brand, locale });
  const elements = elementsOf(mail.html);
  const named = (name: string) => elements.filter((element) => element.name === name);

  describe("Outlook's Word engine", () => {
    // The rules are Microsoft's, "Word 2007 HTML and CSS Rendering Capabilities in Outlook 2007", parts 1 and 2, unless another source
    // is named. The engine has not changed since.
    test('lays nothing out by display, position or float, which it does not know', () => {
      for (const { style, name } of elements) {
        expect(style, name).not.toHaveProperty('position');
        expect(style, name).not.toHaveProperty('float');
        // The button's link and the logo, each alone in its line. The expiry may break where it is not an inline block.
        if (style['display'])
          expect(['a block', 'img block', 'span inline-block']).toContain(`${name} ${style['display']}`);
      }
    });

    test('lays nothing out by div: the only one is hidden', () => {
      expect(named('div').map(({ style }) => style['mso-hide'])).toEqual(['all']);
    });

    test('has the width of the card as an attribute, and depends on no max-width', () => {
      expect(named('td').filter(({ attributes }) => attributes['width'] === '480')).toHaveLength(1);
      for (const { name, style, attributes } of elements)
        if (style['max-width']) expect(attributes, name).toHaveProperty('width');
    });

    test('has the size of an image as attributes, since it ignores the style', () => {
      expect(named('img').map(({ attributes: { width, height } }) => [width, height])).toEqual([
        ['120', '32'],
        ['120', '32'],
      ]);
    });

    test('shows the logo for light backgrounds, and hides its twin', () => {
      const [, forDark] = named('img');
      expect(forDark?.attributes['src']).toBe(brand.logo.darkSrc);
      expect(forDark?.parents.at(-1)?.style).toEqual({ 'mso-hide': 'all' });
    });

    test('has the colors behind the page, the card and the button as attributes, and not by background shorthand', () => {
      expect(elements.flatMap(({ attributes }) => attributes['bgcolor'] ?? [])).toEqual([
        light.page,
        light.card,
        BRAND.accentColor,
      ]);
      for (const { style } of elements) expect(style).not.toHaveProperty('background');
    });

    // caniemail.com: it knows no rgba(). Elsewhere the page is white until there is room for a card.
    test('sees the page in the color of the attribute', () => {
      const [page] = named('table');
      expect(page?.style['background-color']).toBe('rgba(255,255,255,1)');
    });

    test('has padding on cells alone, or above a line; a link has its padding from its cell', () => {
      for (const { name, style, parents } of elements) {
        const padded = Object.entries(style).some(
          ([rule, value]) => rule.startsWith('padding') && !/^0(?:px)?$/.test(value),
        );
        if (!padded) continue;
        expect(['td', 'a', 'p']).toContain(name);
        if (name === 'p') expect(style).toHaveProperty('border-top');
        if (name === 'a') expect(parents.at(-1)?.style).toHaveProperty('mso-padding-alt');
      }
    });

    test('has a button: a colored cell with padding, in a table that is as wide as its label', () => {
      const action = named('a').find(({ classes }) => classes.includes('action'));
      const [cell, , , table] = [...(action?.parents ?? [])].reverse();
      expect(cell?.attributes).toMatchObject({ bgcolor: BRAND.accentColor, align: 'center' });
      expect(cell?.style['mso-padding-alt']).toMatch(/^1\dpx 2\dpx$/);
      // The engine knows no min-width, which makes the button as wide as a phone.
      expect(table?.attributes).not.toHaveProperty('width');
      expect(table?.style).toEqual({ 'min-width': '100%' });
    });

    test('has space around tables from cells and paragraphs, since it drops the margins of tables', () => {
      for (const { style } of named('table')) expect(['0 auto', undefined]).toContain(style['margin']);
      const box = named('td').find(({ classes }) => classes.includes('box'));
      const table = box?.parents.findLast(({ name }) => name === 'table');
      const [spacer] = named('td').filter(({ parents }) => table && parents.includes(table));
      expect(spacer).toMatchObject({ text: '', attributes: { height: '32' } });
    });

    // Without the rule a line height is the least one: Microsoft, "mso-line-height-rule" in the Office HTML reference.
    test('is told that line heights are exact', () => {
      for (const { name, style } of elements) {
        if (style['line-height']?.endsWith('px')) {
          expect(style, name).toHaveProperty('mso-line-height-rule', 'exactly');
        }
      }
    });

    // Litmus, "Outlook font fallback": a nested table starts again with Times New Roman.
    test('finds a font in every cell that holds text', () => {
      for (const element of elements) {
        const { parents, ownText, attributes } = element;
        const cell = parents.findLast(({ name }) => name === 'td');
        if (cell === undefined || ownText === '' || 'aria-hidden' in attributes) continue;
        const inCell = [...parents.slice(parents.indexOf(cell)), element];
        expect(
          inCell.some(({ style }) => style['font-family']),
          ownText,
        ).toBe(true);
      }
    });
  });

  test('direction and language stand on each cell of text as well, since Roundcube and Gmail drop those of html and body', () => {
    const cells = named('td').filter(({ classes }) => classes.includes('card') || classes.includes('foot'));
    expect(cells).toHaveLength(2);
    for (const { attributes } of cells) expect(attributes).toMatchObject({ dir: mail.dir, lang: locale });
  });

  test('all that matters is inline: without the style sheet no text depends on the color of the program', () => {
    for (const { name, parents, ownText, style } of elements) {
      if (ownText === '' || !parents.some((parent) => parent.name === 'td')) continue;
      const colors = [...parents.map((parent) => parent.style['color']), style['color']];
      expect(colors.filter(Boolean).at(-1) ?? (style['max-height'] && '#'), name).toMatch(/^#/);
    }
  });

  // Gmail and outlook.com recolor backgrounds, but no gradient (caniemail.com): a dark logo stays on white.
  test('the logo for light backgrounds brings one of its own', () => {
    expect(named('img')[0]?.style['background-image']).toBe('linear-gradient(#ffffff,#ffffff)');
  });

  test('a logo is never wider than its line, and keeps its ratio', () => {
    for (const { style } of named('img'))
      expect(style).toMatchObject({ width: '100%', 'max-width': '120px', height: 'auto' });
  });

  test('the preheader takes no height, and screen readers skip it', () => {
    const [preheader] = named('div');
    expect(preheader?.style).toMatchObject({ 'max-height': '0', overflow: 'hidden' });
    expect(preheader?.attributes).toHaveProperty('aria-hidden', 'true');
  });

  // SpamAssassin 4.0.1: __FONT_INVIS and __STY_INVIS.
  test('no style is one that a spam filter takes for hidden text', () => {
    for (const { name, style } of elements) {
      if (style['font-size']) expect(Number.parseFloat(style['font-size']), name).toBeGreaterThan(10);
      expect(style['display'], name).not.toBe('none');
      expect(style, name).not.toHaveProperty('visibility');
    }
  });

  test('the preheader has no filler', () => {
    const [preheader] = named('div');
    expect(preheader?.text.length).toBeLessThan(120);
    expect(preheader?.text).not.toMatch(/\p{DI}|\u2007|\s{2}/u);
  });
});

test('a script has fonts of its own, and room for its marks', () => {
  const family = (locale: string) => stylesFor(locale).card.fontFamily;
  expect(family('en')).toMatch(/^-apple-system/);
  for (const [locale, font] of Object.entries({
    ja: 'Hiragino',
    'zh-TW': 'PingFang TC',
    zh: 'PingFang SC',
    ko: 'Malgun',
    he: 'Hebrew',
    th: 'Thonburi',
    hi: 'Devanagari',
    bn: 'Bangla',
    ka: 'Sylfaen',
    hy: 'Armenian',
    fa: 'Geeza',
  })) {
    expect(family(locale)).toContain(font);
    expect(family(locale)).toMatch(/sans-serif$/);
  }
  const lineHeight = (locale: string) => Number.parseInt(String(stylesFor(locale).heading.lineHeight), 10);
  expect(lineHeight('th')).toBeGreaterThan(lineHeight('de'));
});
