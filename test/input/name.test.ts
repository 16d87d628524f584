import { describe, expect, test } from 'vitest';
import { cleanName } from '../../src/input/name.js';

describe('a name is shown as its owner writes it', () => {
  test.each([
    'Ada',
    'Grace Brewster Murray Hopper',
    'Jean-Luc O’Neill',
    'J.R.R. Tolkien',
    'St. John Smith, Jr.',
    'María José Carreño Quiñones',
    'Nguyễn Thị Minh Khai',
    'Владимир Владимирович',
    'محمد بن سلمان',
    'علی‌رضا', // ZWNJ
    'ක්‍රිෂාන්ත', // ZWJ
    'राम',
    '山田太郎',
    '김민준',
    'นภา',
    'Ada 👩🏽‍🔬',
    '❤️ Ada',
    '@ada',
    'Ada :)',
    'Ada 2026',
  ])('%s', (name) => {
    expect(cleanName(name)).toBe(name.normalize('NFC'));
  });
});

describe('what is invisible goes', () => {
  test.each([
    ['controls and bidi overrides', '\u0007A\u202ed\u2066a\u0000', 'Ada'],
    ['zero-width characters', 'A\u200bd\u2060a\ufeff', 'Ada'],
    ['joiners that join nothing', 'A\u200dd\u200ca', 'Ada'],
    ['tags, private use and lone surrogates', 'A\u{e0041}d\ue000a\ud800', 'Ada'],
    ['letters that are drawn as nothing', 'A\u3164d\u115fa', 'Ada'],
    ['runs and odd kinds of white space', '\u3000Ada\t\u2028\n  L.\u00a0', 'Ada L.'],
    ['a Braille blank, and what keeps a mark from its letter', '\u2800e\u200b\u0301', 'é'],
    [
      'a pile of marks',
      `A${'\u0301'.repeat(40)}da`,
      `${`A${'\u0301'.repeat(40)}`.normalize('NFC').slice(0, 5)}da`,
    ],
  ])('%s', (_, name, shown) => {
    expect(cleanName(name)).toBe(shown);
  });

  test.each(['\u200b\u2060', '\u3164', '\ufe0f', '\ud800\udbff', '\u200d'])(
    'and if nothing is left, there is no name',
    (name) => {
      expect(cleanName(name)).toBeUndefined();
    },
  );
});

describe('a name of which a mail program would make a link is none', () => {
  test.each([
    'http://evil.example',
    'HTTPS://evil.example/a?b#c',
    'You won! Go to evil.com now',
    'www.evil',
    'evil.com',
    'evil.com:8080',
    '…evil.com',
    'Ada…evil.com/login',
    '。evil.com',
    '＠evil.com',
    '／evil.com',
    '：evil.com',
    '.evil.com',
    'Ada :evil.com',
    '@evil.com',
    'Ada/evil.com',
    'a@b@evil.com',
    'Ada …a@evil.com',
    'evil.com①',
    'evil.com½',
    'evil.com™',
    'evil.comª',
    'evil.com\ufe0fA',
    'evil.com.x',
    'evil.рф-',
    '…192.0.2.1',
    '.192.0.2.1',
    'evil.com/path',
    '(evil.com)',
    '_evil.com_',
    'evil.com…',
    'evil。com',
    'evil．com',
    'evil｡com',
    'ｅｖｉｌ.ｃｏｍ',
    'ev\u200bil.com',
    'evil\u200d.com',
    'evil\u00ad.com',
    'evil.рф',
    'бренд.рф',
    'evil.公司',
    'evil.xn--p1ai',
    'evil.photography',
    '192.0.2.1',
    'evil.com\ufe0f',
    'evil.com\ufe0e/x',
    'evil.\ufe0ecom',
    '-evil.com',
    'evil.com-x',
    'evil.com--win',
    'evil.com我',
    'evil.comـ',
    '\\\\evil\\share',
    'script +49 30 1234567',
    'script 1-888-555-1234',
    '//evil.com',
    'mailto:a@evil.com',
    'tel:+15550100',
    'javascript:alert(1)',
    'Ada <ada@evil.com>',
    'evil.com@example.org',
    'M.Sc',
    `${'x'.repeat(56)} evil.communism`.slice(0, 90),
    `${'x'.repeat(55)} evil.comx`,
  ])('%s', (name) => {
    const shown = cleanName(name) ?? '';
    expect(shown).not.toMatch(/evil|www|http|M\.Sc|192|tel|script/i);
  });
});

test.each([
  ['Ada Lovelace, M.Sc', 'Ada Lovelace'],
  ['Jonas Weber, dipl.ing', 'Jonas Weber'],
  ['Ada, Dr.Ing., M.Sc', 'Ada'],
  ['Lovelace, Ada, PhD', 'Lovelace, Ada, PhD'],
  ['王小明，evil.com', '王小明'],
  ['Ada, evil.com, www.evil.com', 'Ada'],
  ['evil.com, Ada', undefined],
  [', M.Sc', undefined],
])('a title after a comma that looks like a link costs the title: %s', (name, shown) => {
  expect(cleanName(name)).toBe(shown);
});

test('of an email address only the part before the @ is shown', () => {
  expect(cleanName('ada.lovelace@example.com')).toBe('ada.lovelace');
  expect(cleanName(' ada＠example.com ')).toBe('ada');
});

test('a name is cut after 64 characters as a reader counts them', () => {
  expect(cleanName('x'.repeat(64))).toBe('x'.repeat(64));
  expect(cleanName('x'.repeat(65))).toBe(`${'x'.repeat(64)}…`);
  expect(cleanName('👩‍👩‍👧'.repeat(65))).toBe(`${'👩‍👩‍👧'.repeat(64)}…`);
});

test('a megabyte costs no more than a name', () => {
  expect(cleanName('ab '.repeat(350_000))).toHaveLength(65);
});
