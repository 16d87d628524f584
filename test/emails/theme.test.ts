import { expect, test } from 'vitest';
import { dark, light, styleSheet, stylesFor } from '../../emails/theme.js';

const colors = styleSheet((slot) => (slot === 'darkLinkColor' ? '#6e98ea' : '#1f5fd8'));

/** The rules within each media query, and those outside of all (''). */
function rulesOf(sheet: string): Record<string, string> {
  const outside = sheet.replace(/@media [^{]*\{(?:[^{}]*\{[^{}]*\})*\}/g, '');
  const inside = [...sheet.matchAll(/@media ([^{]*)\{((?:[^{}]*\{[^{}]*\})*)\}/g)];
  return { '': outside, ...Object.fromEntries(inside.map(([, query, rules]) => [query, rules ?? ''])) };
}
const rules = rulesOf(colors);

test.each([
  ['.page', 'background-color', dark.card],
  ['.card', 'background-color', dark.card],
  ['.box', 'background-color', dark.box],
  ['.fill', 'background-color', '#1f5fd8'],
  ['.fill', 'border-color', '#1f5fd8'],
  ['.fill', 'color', '#1f5fd8'],
  ['.outline', 'border-color', '#6e98ea'],
  ['.line', 'border-color', dark.line],
  ['.card', 'border-color', dark.line],
  ['.strong', 'color', dark.strong],
  ['.text', 'color', dark.text],
  ['.quiet', 'color', dark.quiet],
  ['.link', 'color', '#6e98ea'],
])(
  '%s has its %s for dark mode where the client asks for it, and where Outlook recolors',
  (selector, property, color) => {
    const mark = property === 'background-color' ? '[data-ogsb] ' : '[data-ogsc] ';
    const rule = (prefix: string) =>
      new RegExp(`(?:^|[},])${literal(prefix + selector)}(?:,[^{}]*)?\\{${property}:${color} !important\\}`);
    expect(rules['(prefers-color-scheme:dark)']).toMatch(rule(''));
    expect(rules['']).toMatch(rule(mark));
  },
);

const literal = (text: string) => text.replace(/[.[\]]/g, '\\$&');

test('the page has the color of the card on phones, and its own where there is room', () => {
  expect(stylesFor('en').page.backgroundColor).toBe('rgba(255,255,255,1)');
  expect(stylesFor('en').card.backgroundColor).toBe('#ffffff');
  expect(rules['(min-width:481px)']).toContain(`.page{background-color:${dark.page} !important}`);
  expect(colors).toContain(`@media (min-width:481px){.page{background-color:${light.page} !important}`);
  expect(rules['(prefers-color-scheme:dark) and (min-width:481px)']).toBe(
    `.page{background-color:${dark.page} !important}`,
  );
});

test('of the two logos one is shown, in dark mode the other', () => {
  expect(rules['screen']).toContain('.for-dark{display:none !important}');
  for (const shown of [rules['(prefers-color-scheme:dark)'], rules['']]) {
    expect(shown).toContain('.for-light{display:none !important}');
    expect(shown).toMatch(/\.for-dark\{display:block !important\}.*\.for-dark\{max-height:none !important\}/);
  }
});

test.each([
  ['en', '-apple-system'],
  ['ru', '-apple-system'],
  ['ar', 'Geeza Pro'],
  ['he', 'Arial Hebrew'],
  ['th', 'Thonburi'],
  ['ja', 'Hiragino Sans'],
  ['zh-CN', 'PingFang SC'],
  ['zh-TW', 'PingFang TC'],
  ['ko', 'Apple SD Gothic Neo'],
  ['hi', 'Kohinoor Devanagari'],
  ['bn', 'Kohinoor Bangla'],
  ['ka', 'Helvetica Neue'],
  ['hy', 'Mshtakan'],
])('the fonts for its script come first, those for Latin last: %s', (locale, first) => {
  const { card, action, box, foot } = stylesFor(locale);
  for (const { fontFamily } of [card, action, box, foot]) {
    expect(fontFamily?.split(',')[0]).toBe(first);
    expect(fontFamily).toMatch(/-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif$/);
  }
});

test.each([
  ['en', 25],
  ['he', 25],
  ['ja', 25],
  ['ar', 29],
  ['th', 29],
  ['hi', 29],
  ['bn', 29],
])('lines are higher where letters have marks above and below: %s', (locale, height) => {
  expect(stylesFor(locale).card).toMatchObject({ fontSize: 16, lineHeight: `${height}px` });
});

test('Korean is broken between words, every other language in a word only if it must be', () => {
  expect(stylesFor('ko').card).toMatchObject({ wordBreak: 'keep-all', overflowWrap: 'anywhere' });
  expect(stylesFor('ja').card).toMatchObject({ wordBreak: 'break-word', overflowWrap: 'anywhere' });
});

test('letters that are joined are not moved together', () => {
  expect(stylesFor('en').heading.letterSpacing).toBe('-.012em');
  for (const locale of ['ar', 'hi', 'th', 'ja'])
    expect(stylesFor(locale).heading.letterSpacing).toBeUndefined();
});
