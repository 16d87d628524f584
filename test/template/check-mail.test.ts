import { describe, expect, test } from 'vitest';
import { markedContent } from '../../emails/content.js';
import { checkMail } from '../../src/template/check-mail.js';

const FACTS = '{{platform}} {{location}} {{time}} {{expiry}}';
const LINK = '<a href="{{link}}" clicktracking="off">Go</a>';

const pageWith = (cell: string, attributes = 'lang="en" dir="ltr"') =>
  `<html lang="en" dir="ltr"><body lang="en" dir="ltr"><td ${attributes}>${cell}</td></body></html>`;

/** The issues of an email with this cell as its HTML, and a plaintext part that lacks nothing. */
function issuesIn(
  cell: string,
  given: { readonly operation?: 'new-sign-in'; readonly attributes?: string } = {},
) {
  const { operation = 'sign-in', attributes } = given;
  const content = markedContent({ locale: 'en', dir: 'ltr', operation, t: () => '' });
  const mail = { subject: '', html: pageWith(cell, attributes), text: `{{link}} {{code}} ${FACTS}` };
  return checkMail(mail, content, { plan: 'text', invoice: 'url' }).map(({ code, slot }) =>
    slot === undefined ? code : `${code} ${slot}`,
  );
}

/** The issues of an email that lacks nothing, with more HTML at its end. */
const issuesWith = (more: string) => issuesIn(`Hello ${LINK} {{code}} ${FACTS} ${more}`);

test('an email that lacks nothing has no issues', () => {
  expect(issuesWith('')).toEqual([]);
});

describe('what is shown only with a secret', () => {
  test('is shown in a request', () => {
    expect(issuesIn(`Hello ${LINK} {{code}} {{#link}}${FACTS}{{/link}}`)).toEqual([]);
    expect(issuesIn(`Hello ${LINK} {{code}} {{#code}}${FACTS}{{/code}}`)).toEqual([]);
  });

  test('is missing in a notice, which may have none', () => {
    const cell = `Hello {{#link}}${LINK} {{platform}}{{/link}} {{location}} {{time}}`;
    expect(issuesIn(cell, { operation: 'new-sign-in' })).toEqual(['fact-not-shown platform']);
  });

  test('may be the code, in place of the link', () => {
    expect(issuesIn(`<b>Hello</b> {{^code}}${LINK}{{/code}} {{code}} ${FACTS}`)).toEqual([]);
  });
});

describe('the beginning', () => {
  test.each([
    ['is the first text that is not blank', ' <b data-text="Hello"> </b> {{code}}'],
    ['is what is shown without any fact', '{{#name}}Hello {{name}}{{/name}} {{code}}'],
    ['may not be the link either', '{{link}}'],
  ])('%s', (_, beginning) => {
    expect(() => issuesIn(`${beginning} ${LINK} {{code}} ${FACTS}`)).toThrow(
      expect.objectContaining({
        field: 'html',
        code: 'invalid-value',
        message: expect.stringContaining('sign-in in en must not begin with the link or the code'),
      }),
    );
  });

  test('may be a preheader, which is hidden', () => {
    const preheader = '<div style="display:none">Hello</div>';
    expect(issuesIn(`${preheader}{{code}} ${LINK} ${FACTS}`)).toEqual([]);
  });

  test('is no text if there is none', () => {
    expect(() => issuesIn(LINK.replace('Go', ''))).toThrow('html: sign-in in en must show the code');
  });
});

describe('the language and the direction', () => {
  const cell = `Hello ${LINK} {{code}} ${FACTS}`;

  test('are those of a block in the body', () => {
    expect(issuesIn(cell, { attributes: '' })).toEqual(['no-lang', 'no-dir']);
    expect(issuesIn(`<span lang="en" dir="ltr">${cell}</span>`, { attributes: '' })).toEqual([
      'no-lang',
      'no-dir',
    ]);
    expect(issuesIn(`<div lang="en" dir="ltr">${cell}</div>`, { attributes: '' })).toEqual([]);
  });

  test('are attributes of these names with the values of the locale', () => {
    expect(issuesIn(cell, { attributes: 'title="en" id="ltr"' })).toEqual(['no-lang', 'no-dir']);
    expect(issuesIn(cell, { attributes: 'lang="de" dir="rtl"' })).toEqual(['no-lang', 'no-dir']);
  });
});

test('only a link that can be clicked is tracked, and only the secret one matters', () => {
  expect(issuesWith('{{link}}')).toEqual([]);
  expect(issuesWith('<a href="{{supportUrl}}">Help</a>')).toEqual([]);
  expect(issuesWith('<a href="{{link}}">Go</a>')).toEqual(['tracked-link']);
});

test('HTML of more than 100,000 bytes is too large', () => {
  const size = 100_000 - pageWith('').length;
  const cell = `Hello ${LINK} {{code}} ${FACTS} ö`;
  const sized = (bytes: number) => cell.padEnd(bytes - 1, 'x');
  expect(issuesIn(sized(size))).toEqual([]);
  expect(issuesIn(sized(size + 1))).toEqual(['too-large']);
});

test.each([
  '<a href="{{brandUrl}}">Acme</a>',
  '<a href="{{invoice}}?page=1">Invoice</a>',
  '<a href="mailto:{{supportEmail}}?subject=Help">Help</a>',
  '<img src="{{logoSrc}}" alt="{{logoAlt}}">',
  '<td background="{{logoSrc}}">a</td>',
  '<p title="{{plan}}" aria-label="{{name}}">a</p>',
  '<p style="color:{{linkColor}}">{{brandUrl}} {{invoice}} {{supportEmail}} {{supportUrlShown}}</p>',
  '<div style="display:none">{{name}} {{plan}} {{time}}</div>',
])('a value may be in a place of its kind: %s', (html) => {
  expect(issuesWith(html)).toEqual([]);
});

test.each([
  ['<p style="background:url({{brandUrl}})">a</p>', '{{brandUrl}} in the style of <p>'],
  ['<p style="{{invoice}}">a</p>', '{{invoice}} in the style of <p>'],
  ['<a href="https://t.example/?{{supportUrl}}">Help</a>', '{{supportUrl}} in the href of <a>'],
  ['<a href="{{supportEmail}}">Help</a>', '{{supportEmail}} in the href of <a>'],
  ['<a href="https://t.example/mailto:{{supportEmail}}">Help</a>', '{{supportEmail}} in the href of <a>'],
  ['<a href="mailto:{{name}}">Help</a>', '{{name}} in the href of <a>'],
  ['<a href="{{linkColor}}{{plan}}">Go</a>', '{{plan}} in the href of <a>'],
  ['<p data-text="{{name}}">a</p>', '{{name}} in the data-text of <p>'],
  ['<img srcset="{{logoSrc}} 2x">', '{{logoSrc}} in the srcset of <img>'],
  ['<script>{{time}}</script>', '{{time}} in <script>'],
  ['<div style="display:none"><b>{{link}}</b></div>', '{{link}} in a hidden <b>'],
])('a value must not be in a place of another kind: %s', (html, problem) => {
  expect(() => issuesWith(html)).toThrow(`html: sign-in in en must not have ${problem}`);
});
