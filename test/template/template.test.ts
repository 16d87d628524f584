import { expect, test } from 'vitest';
import { parseTemplate } from '../../src/template/template.js';
import { escapeHtml } from '../../src/template/values.js';
import { fillText } from '../support/languages.js';

const fill = (source: string, values = {}) => fillText(parseTemplate(source), values);

test('a slot takes its value, and sections follow what is known', () => {
  const source =
    'a{{#name}} {{name}}{{#expiry}} until {{expiry}}{{/expiry}}{{/name}}{{^name}} nobody{{/name}} b';
  expect(fill(source)).toBe('a nobody b');
  expect(fill(source, { name: 'Ada' })).toBe('a Ada b');
  expect(fill(source, { name: 'Ada', expiry: 'noon' })).toBe('a Ada until noon b');
  expect(fill(source, { expiry: 'noon' })).toBe('a nobody b');
  expect(fill(source, { name: '' })).toBe('a  b');
});

test('braces that are no marker are text: style sheets end in two', () => {
  expect(fill('@media x{.a{color:red}}{{name}}', { name: 'Ada' })).toBe('@media x{.a{color:red}}Ada');
});

test.each([
  ['{{nobody}}', /"nobody"/],
  ['{{#name}}', /not closed/],
  ['{{/name}}', /not open/],
  ['{{#name}}{{#expiry}}{{/name}}{{/expiry}}', /not open/],
])('%s is refused', (source, message) => {
  expect(() => parseTemplate(source)).toThrow(message);
});

test('what HTML gives a meaning to is escaped as React does it', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#x27;y&#x27;&gt;&amp;amp;&lt;/a&gt;',
  );
});
