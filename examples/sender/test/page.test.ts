import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Brand } from 'welcome-email';
import { renderPage } from '../src/page/layout.js';

const render = (brand: Brand | undefined) =>
  renderPage({ lang: 'en', dir: 'ltr', brand, title: 'Title', main: '<p>Text</p>' });

/** The colors of the button in light and in dark mode. */
const buttonColors = (accentColor: unknown) =>
  [
    ...render({ name: 'Acme', accentColor } as Brand).html.matchAll(/--fill:(\S+?);.*?--on-fill:(\S+?);/g),
  ].map(([, fill, text]) => [fill, text]);

test.each([
  ['#0b6e4f', ['#0b6e4f', '#ffffff'], [expect.any(String), '#ffffff']],
  // Black text on a light color, and a color that is too dark for dark mode is lightened.
  ['#fe0', ['#ffee00', '#000000'], ['#ffee00', '#000000']],
  ['#000080', ['#000080', '#ffffff'], [expect.not.stringMatching('#000080'), '#ffffff']],
  // A gray button would look disabled.
  ['#ffffff', ['#14171d', '#ffffff'], ['#ffffff', '#000000']],
  ['#000000', ['#000000', '#ffffff'], ['#f2f4f7', '#000000']],
  ['red;}body{display:none', ['#1a4fb4', '#ffffff'], [expect.any(String), '#ffffff']],
])('the button with the accent color %s can be read in light and in dark mode', (color, light, dark) => {
  expect(buttonColors(color)).toEqual([light, dark]);
});

test('the policy allows the style of the page, and the images of the logo', () => {
  const plain = render({ name: 'Acme' });
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(plain.html) ?? [];
  expect(plain.policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(plain.policy).not.toContain('img-src');
  const logo = { src: 'https://cdn.example/a;b,c.png', width: 200, height: 100 };
  const withLogo = render({ name: 'Acme', logo });
  expect(withLogo.policy).toContain('; img-src https://cdn.example; ');
  expect(withLogo.html).toContain(
    '<img src="https://cdn.example/a;b,c.png" width="96" height="48" alt="Acme">',
  );
  expect(withLogo.html).not.toContain('<bdi>');
});

test('a mark stands beside the name of the brand, and may have a version for dark mode', () => {
  const logo = { src: 'https://a.example/m.png', darkSrc: 'https://b.example/m.png', width: 64, height: 64 };
  const { html, policy } = render({ name: 'Acme', logo });
  expect(html).toContain('<source srcset="https://b.example/m.png" media="(prefers-color-scheme: dark)">');
  expect(html).toContain('width="28" height="28" alt=""></picture><bdi>Acme</bdi>');
  expect(policy).toContain('img-src https://a.example https://b.example;');
});

test('addresses of a brand that are not https: are left out, and its name is text', () => {
  const logo = { src: 'http://a.example/m.png', width: 64, height: 64 };
  const { html } = render({ name: '<b>"Acme', url: 'javascript:alert(1)', logo });
  expect(html).toContain('<p class="brand"><bdi>&#60;b&#62;&#34;Acme</bdi></p>');
});
