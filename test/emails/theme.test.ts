import { expect, test } from 'vitest';
import { styleSheet, stylesFor } from '../../emails/theme.js';

test.each([
  ['.page', 'background-color', '#15171c'],
  ['.page>table>tbody>tr>td', 'background-color', '#15171c'],
  ['.card', 'background-color', '#1f2229'],
  ['.text', 'color', '#eceef2'],
  ['.quiet', 'color', '#a9b0bd'],
  ['.line', 'border-color', '#3a3f4a'],
  ['.link', 'color', '#9dbdff'],
  ['.action', 'border-color', '#a9b0bd'],
])('%s is dark where the client asks for it, and where Outlook recolours', (selector, property, color) => {
  const rule = `${selector}{${property}:${color} !important}`;
  const [media = '', outlook = ''] = styleSheet.split('}}');
  expect(`${media}}`).toContain(rule);
  expect(outlook).toContain(`${property === 'background-color' ? '[data-ogsb]' : '[data-ogsc]'} ${rule}`);
});

test.each([
  ['en', '-apple-system'],
  ['ru', '-apple-system'],
  ['ar', "'Geeza Pro'"],
  ['he', "'Arial Hebrew'"],
  ['th', 'Thonburi'],
  ['ja', "'Hiragino Sans'"],
  ['zh-CN', "'PingFang SC'"],
  ['zh-TW', "'PingFang TC'"],
  ['ko', "'Apple SD Gothic Neo'"],
  ['hi', "'Kohinoor Devanagari'"],
  ['bn', "'Kohinoor Bangla'"],
  ['ka', "'Helvetica Neue'"],
  ['hy', 'Mshtakan'],
])('the fonts for its script come first, those for Latin last: %s', (locale, first) => {
  const { column, action, value } = stylesFor(locale);
  for (const { fontFamily } of [column, action, value]) {
    expect(fontFamily?.split(',')[0]).toBe(first);
    expect(fontFamily).toMatch(/-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif$/);
  }
});

test.each([
  ['en', 26],
  ['he', 26],
  ['ja', 26],
  ['ar', 29],
  ['th', 29],
  ['hi', 29],
  ['bn', 29],
])('lines are higher where letters have marks above and below: %s', (locale, height) => {
  expect(stylesFor(locale).text).toMatchObject({ fontSize: 16, lineHeight: `${height}px` });
});
