import { expect, test } from 'vitest';
import { codeValues } from '../../emails/code.js';
import { codePieces } from '../../emails/content.js';

/** The groups of a code, with a space where the HTML has letter spacing. */
function groupsOf(code: string): string {
  const values = codeValues(code);
  return codePieces
    .map((slot, i) => (values[slot] ?? '') + (i % 2 === 1 && values[slot] ? ' ' : ''))
    .join('');
}

test.each([
  '1234',
  '12345',
  '123 456',
  '123 4567',
  '1234 5678',
  '123 456 789',
  '12345 67890',
  '1234 5678 901',
  '1234 5678 9012',
])('a code is shown in groups: %s', (groups) => {
  expect(groupsOf(groups.replaceAll(' ', ''))).toBe(groups);
});

test('a code of up to eight characters is large', () => {
  expect(codeValues('12345678')).toMatchObject({ codeFontSize: '32px', codeLineHeight: '40px' });
  expect(codeValues('123456789')).toMatchObject({ codeFontSize: '24px', codeLineHeight: '32px' });
});
