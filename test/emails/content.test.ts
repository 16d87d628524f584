import { describe, expect, test } from 'vitest';
import {
  filledContent,
  markedContent,
  notYouSeparator,
  plainSection,
  plainValue,
  plainWords,
  type Slot,
  slotDirection,
  subjectOf,
  type Translate,
  type Values,
} from '../../emails/content.js';
import { type Direction, splitIsolates, splitWords } from '../../emails/phrase.js';

const t: Translate = (key) => (key === 'subjectWithBrand' ? 'Welcome to {{brandName}}' : 'Welcome');
const filled = (values: Values, dir: Direction = 'ltr') =>
  filledContent({ locale: 'en', dir, operation: 'recovery', t }, values);
const marked = markedContent({ locale: 'en', dir: 'ltr', operation: 'recovery', t });

test('words are cut at their slots, without empty pieces', () => {
  expect(splitWords('Hello {{name}},')).toEqual(['Hello ', { slot: 'name' }, ',']);
  expect(splitWords('{{name}}{{time}}')).toEqual([{ slot: 'name' }, { slot: 'time' }]);
  expect(splitWords('{name} {{ }}')).toEqual(['{name} {{ }}']);
});

test('a text is cut at its isolates', () => {
  expect(splitIsolates('a \u2068b\u2069 c')).toEqual(['a ', 'b', ' c']);
});

describe('content', () => {
  test('shows a section with, or without, a value, which may be empty', () => {
    const content = filled({ name: '' });
    expect(plainSection(content, 'with', 'name', 'text')).toBe('text');
    expect(plainSection(content, 'without', 'name', 'text')).toBe('');
    expect(plainSection(content, 'with', 'expiry', 'text')).toBe('');
    expect(plainSection(content, 'without', 'expiry', 'text')).toBe('text');
  });

  test('to be compiled has markers for its slots and around every section', () => {
    expect(plainSection(marked, 'with', 'name', marked.value('name'))).toBe('{{#name}}{{name}}{{/name}}');
    expect(plainSection(marked, 'without', 'name', 'text')).toBe('{{^name}}text{{/name}}');
  });

  test('has nothing where a slot has no value', () => {
    expect(plainWords(filled({ name: 'Ada' }), 'Hello {{name}}, until {{expiry}}.')).toBe(
      'Hello Ada, until .',
    );
  });

  test.each<[Slot, Direction | 'auto', Direction | 'auto']>([
    ['name', 'auto', 'auto'],
    ['brandName', 'auto', 'auto'],
    ['platform', 'ltr', 'rtl'],
    ['time', 'ltr', 'rtl'],
  ])('gives a slot its direction: %s', (slot, inEnglish, inArabic) => {
    expect(slotDirection(slot, 'ltr')).toBe(inEnglish);
    expect(slotDirection(slot, 'rtl')).toBe(inArabic);
    const values = { [slot]: 'text' };
    expect(plainValue(filled(values), slot)).toBe('text');
    expect(plainValue(filled(values, 'rtl'), slot)).toBe(inArabic === 'rtl' ? 'text' : '\u2068text\u2069');
  });

  test.each<Direction>(['ltr', 'rtl'])('isolates nothing in the subject: %s', (dir) => {
    expect(subjectOf(filled({ brandName: 'Acme' }, dir))).toBe('Welcome to Acme');
    expect(subjectOf(filled({}, dir))).toBe('Welcome');
  });
});

test.each([
  ['If it was not you', '{{label}}: {{value}}', ': '],
  ['Si ce n’était pas vous', '{{label}}\u00a0: {{value}}', '\u00a0: '],
  ['心当たりがない場合', '{{label}}：{{value}}', '：'],
  ['Wasn’t you?', '{{label}}: {{value}}', ' '],
  ['不是您本人？', '{{label}}：{{value}}', ''],
  ['If it was not you', '{{value}} ({{label}})', ' '],
])('the first words of the last paragraph are joined to the rest: %s', (heading, detail, mark) => {
  expect(notYouSeparator((key) => (key === 'detail' ? detail : heading))).toBe(mark);
});
