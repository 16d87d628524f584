import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Brand, pageBrand } from 'welcome-email/page';
import { renderPage } from '../src/page/layout.js';

const render = (brand: Brand | undefined) =>
  renderPage({ lang: 'en', dir: 'ltr', brand, title: 'Title', main: '<p>Text</p>' });

test.each(['#0b6e4f', '#fe0', 'red;}body{display:none'])(
  'the page has the colors of the brand, in light and in dark mode: %s',
  (accentColor) => {
    const brand = { name: 'Acme', accentColor } as Brand;
    const { light, dark } = pageBrand(brand).colors;
    const [, inLight, inDark] = /:root\{(.*?)\}@media.*?:root\{(.*?)\}\}/.exec(render(brand).html) ?? [];
    for (const [name, color] of Object.entries(light)) expect(inLight).toContain(`--${name}:${color};`);
    for (const [name, color] of Object.entries(dark)) expect(inDark).toContain(`--${name}:${color};`);
    expect(inLight).not.toContain('body');
  },
);

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
