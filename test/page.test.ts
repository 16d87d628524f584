import { describe, expect, test, vi } from 'vitest';
import { contrast } from '../emails/accent.js';
import { createWelcomeEmailRenderer, type WelcomeEmailInput } from '../src/index.js';
import { type Brand, createLocaleMatcher, pageBrand } from '../src/page.js';

const input: WelcomeEmailInput = {
  name: 'Ada',
  resetUrl: 'https://a.example/',
  time: '2026-07-01T12:00:00Z',
};

describe('a brand on a page', () => {
  test.each(['#0b6e4f', '#fe0', '#000', '#ffffff', '#808080', undefined] as const)(
    'has the colors of its emails: %s',
    async (accentColor) => {
      const brand: Brand = { name: 'Acme', accentColor, supportUrl: 'https://acme.example/help' };
      const { html } = await createWelcomeEmailRenderer({ brand }).render(input);
      const { light, dark } = pageBrand(brand).colors;
      const styles = [
        `background-color:${light.button};border-color:${light.buttonBorder};color:${light.onButton}`,
        `color:${light.link}`,
        `.fill{background-color:${dark.button} !important}.fill{border-color:${dark.buttonBorder} !important}`,
        `.fill{color:${dark.onButton} !important}`,
        `.link,.outline{color:${dark.link} !important}`,
        `.page{background-color:${light.page} !important}`,
        `.page{background-color:${dark.page} !important}`,
        `.page,.card{background-color:${dark.card} !important}`,
      ];
      for (const style of styles) expect(html).toContain(style);
      for (const { button, onButton, card, page, link, text } of [light, dark]) {
        expect(contrast(onButton, button)).toBeGreaterThanOrEqual(4.5);
        for (const background of [card, page])
          for (const color of [link, text]) expect(contrast(color, background)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test('has the logo in the size that it has in the emails', () => {
    const logo = { src: 'https://cdn.example/l.png', width: 640, height: 64 };
    expect(pageBrand({ name: 'Acme', url: 'https://acme.example', logo })).toMatchObject({
      name: 'Acme',
      url: 'https://acme.example/',
      logo: { src: 'https://cdn.example/l.png', width: 400, height: 40, alt: 'Acme', isMark: false },
    });
    const mark = { ...logo, darkSrc: 'https://cdn.example/d.png', width: 56, height: 56 };
    expect(pageBrand({ name: 'Acme', logo: mark }).logo).toEqual({
      src: 'https://cdn.example/l.png',
      darkSrc: 'https://cdn.example/d.png',
      width: 28,
      height: 28,
      alt: '',
      isMark: true,
    });
    expect(pageBrand({ name: 'Acme', logo: { ...logo, width: 1, height: 1000 } }).logo?.width).toBe(1);
  });

  test('lacks what is invalid, and says so', () => {
    const onWarning = vi.fn();
    const brand = {
      name: 'Acme',
      url: 'javascript:alert(1)',
      accentColor: 'red;}body{display:none',
      logo: { src: 'http://a.example/l.png', width: 64, height: 64 },
    };
    const { colors, ...parts } = pageBrand(brand as unknown as Brand, onWarning);
    expect(parts).toEqual({ name: 'Acme' });
    expect(colors).toEqual(pageBrand(undefined).colors);
    expect(onWarning.mock.calls.flat()).toEqual([
      { field: 'brand.url', code: 'invalid-url' },
      { field: 'brand.accentColor', code: 'invalid-color' },
      { field: 'brand.logo.src', code: 'invalid-url' },
    ]);
    expect(pageBrand({ url: 'https://a.example' } as Brand)).toMatchObject({
      name: undefined,
      url: undefined,
    });
  });

  test.each([
    null,
    undefined,
    'Acme',
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    ),
  ])('may be anything', (brand) => {
    expect(pageBrand(brand as unknown as Brand)).toMatchObject({ name: undefined, logo: undefined });
  });
});

describe('the locale of a page', () => {
  const match = createLocaleMatcher(['en', 'de', 'zh-TW', 'ar']);

  test.each([
    ['de-AT', 'de'],
    ['de_CH', 'de'],
    ['zh-HK', 'zh-TW'],
    ['fr-CH, ar;q=0.8, en;q=0.5', 'ar'],
    ['pl', undefined],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
  ])('for %s is %s', (requested, locale) => {
    expect(match(requested)).toBe(locale);
  });

  test('is that of the email, if the page has it', async () => {
    const renderer = createWelcomeEmailRenderer({ locales: ['en', 'de', 'zh-TW', 'ar'] });
    for (const requested of ['gsw', 'zh-Hant', 'ar-EG, en', 'yue;q=0.3, *']) {
      const { locale } = await renderer.render({ ...input, locale: requested });
      expect(match(requested) ?? 'en').toBe(locale);
    }
  });

  test.each([
    ['not a list', 'en'],
    ['no tags', ['en', 7]],
    ['another form', ['pt_BR']],
    ['another case', ['EN']],
  ])('cannot be one of %s', (_what, locales) => {
    expect(() => createLocaleMatcher(locales as string[])).toThrow(
      'locales: must be a list of language tags in canonical form (BCP 47)',
    );
  });
});
