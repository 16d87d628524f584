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
    'Ada 2026 Lovelace',
    'ADA 42 LOVELACE',
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
    ['marks that are drawn as nothing', 'A\u034fd\ufe0fa\u{16fe4}', 'Ada'],
    ['the second of two spaces', 'Ada  L.', 'Ada L.'],
    ['runs and odd kinds of white space', '\u3000Ada\t\u2028\n  L.\u00a0', 'Ada L.'],
    ['white space that what is invisible hides', '\u200b Ada \u200b', 'Ada'],
    ['a Braille blank, and what keeps a mark from its letter', '\u2800e\u200b\u0301', 'é'],
    [
      'a pile of marks',
      `A${'\u0301'.repeat(40)}da`,
      `${`A${'\u0301'.repeat(40)}`.normalize('NFC').slice(0, 5)}da`,
    ],
    ['a pile of marks that joiners hold together', `م${'َِّ\u200d'.repeat(200)}د`, 'مَِّ\u200dَد'],
    ['variation selectors that select nothing', 'A\ufe0fd\ufe0e\ufe0fa ❤\ufe0f\ufe0f', 'Ada ❤\ufe0f'],
  ])('%s', (_, name, shown) => {
    expect(cleanName(name)).toBe(shown);
  });

  test.each([
    '\ufffc',
    '\u{13441}',
    '\u{13442}',
    '\u{16fe4}',
    '\u200b\u2060',
    '\u3164',
    '\ufe0f',
    '\ud800\udbff',
    '\u200d',
  ])('and if nothing is left, there is no name', (name) => {
    expect(cleanName(name)).toBeUndefined();
  });
});

test('whatever symbol stands before a top-level domain, the name is none', () => {
  const symbols = Array.from({ length: 0x1_f000 + 0x1000 }, (_, i) => String.fromCodePoint(i)).filter((c) =>
    /[\p{S}\p{N}]/u.test(c),
  );
  expect(symbols.length).toBeGreaterThan(7750);
  // `.com` alone, behind what shows nothing, is no link.
  const shown = symbols.filter((symbol) => ![undefined, '.com'].includes(cleanName(`${symbol}.com`)));
  expect(shown).toEqual([]);
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
    'Ada: new link 🔑.ws/evil',
    '💩.la/evil',
    'evil♥.com',
    'evil五〇.com',
    '五〇.com/evil',
    'evil.web',
    'evil.web/path',
    'Ⅷ.com/evil',
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
    'script 1-800-FLOWERS',
    'script +1 800 MYAPPLE',
    'script 0900 SEXY',
    'script 1(800)CALLME',
    'script 800-GO-EVIL',
    'ftp.evil',
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

test('what is cut off leaves an ellipsis, unless it is white space', () => {
  expect(cleanName(`A${'\u200b'.repeat(2000)}da`)).toBe('A…');
  expect(cleanName(`${'👩‍👩‍👧'.repeat(64)}  `)).toBe('👩‍👩‍👧'.repeat(64));
  expect(cleanName(`Ada${' '.repeat(2000)}`)).toBe('Ada');
});

test('a name is shown in NFC', () => {
  expect(cleanName('Ame\u0301lie')).toBe('Am\u00e9lie');
});

describe('what programs do not break counts as the letters it has', () => {
  test.each([
    ['Hangul of one syllable', 'ᄀ'.repeat(1024)],
    ['Thai vowels', `ก${'ำ'.repeat(1023)}`],
    ['joined consonants', 'क्'.repeat(512)],
    ['joined emoji', '👩\u200d'.repeat(400)],
    ['halfwidth voiced marks', `カ${'ﾞ'.repeat(500)}`],
    ['letters that wait for another', '\u0d4e'.repeat(300)],
    ['nine letters', 'ᄀ'.repeat(9)],
    ['nine letters, in Thai', `ก${'ำ'.repeat(8)}`],
    ['nine letters, in Devanagari', 'क्'.repeat(9)],
  ])('and more than eight in one are none: %s', (_, name) => {
    expect(cleanName(name)).toBeUndefined();
    expect(cleanName(`Ada ${name}`)).toBe('Ada…');
  });

  test('and there are 64 at most', () => {
    const eight = `ㅏ${'ᄀ'.repeat(8)}`;
    expect(cleanName(`${eight}`.repeat(7))).toBe(eight.repeat(7));
    expect(cleanName(`${eight}`.repeat(8))).toBe(`${eight.repeat(7)}ㅏ…`);
    expect(cleanName('🇩🇪'.repeat(65))).toBe(`${'🇩🇪'.repeat(64)}…`);
  });

  test.each(['कार्त्स्न्य', 'ക്ഷ്മി', 'ᄒᆞᆫ글', 'น้ำ', 'ပြောင်း', '👩🏽‍❤️‍💋‍👨🏽'])(
    'and a word is shown as it is: %s',
    (word) => {
      expect(cleanName(word)).toBe(word.normalize('NFC'));
    },
  );
});

test('a megabyte costs no more than a name', () => {
  expect(cleanName('ab '.repeat(350_000))).toHaveLength(65);
});
