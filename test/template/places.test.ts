import { expect, test } from 'vitest';
import { placesIn } from '../../src/template/places.js';

/** The places of HTML, each as a line. */
const listed = (html: string) =>
  placesIn(html).map(({ kind, element, value }) => `${kind} of ${element}: ${value}`);

test('texts and attributes are listed from top to bottom, each with its element', () => {
  expect(listed('<td lang="en" dir="ltr">a<b title="x > y">b</b>c</td>')).toEqual([
    '@lang of td: en',
    '@dir of td: ltr',
    'text of td: a',
    '@title of b: x > y',
    'text of b: b',
    'text of td: c',
  ]);
});

test('each attribute comes with all attributes of its element', () => {
  const [first] = placesIn('<a href="x" clicktracking="off">Go</a>');
  expect(first?.attributes).toEqual(
    new Map([
      ['href', 'x'],
      ['clicktracking', 'off'],
    ]),
  );
});

test('names are in lower case', () => {
  expect(listed('<TD LANG="EN">A</TD>')).toEqual(['@lang of td: EN', 'text of td: A']);
});

test('comments, the document type and text outside of all elements are no places', () => {
  expect(listed('a<!DOCTYPE html><!-- <i>b</i> --><p>c<!--[if mso]><i>d</i><![endif]--></p>e')).toEqual([
    'text of p: c',
  ]);
});

test('an element without content ends at once, whether or not it has a slash', () => {
  expect(listed('<div>a<br>b<hr/>c<img alt="">d<path d="M0 0"/>e</div>')).toEqual([
    'text of div: a',
    'text of div: b',
    'text of div: c',
    '@alt of img: ',
    'text of div: d',
    '@d of path: M0 0',
    'text of div: e',
  ]);
});

test.each(['abbr', 'colgroup', 'o:p'])('any other element has content: <%s>', (element) => {
  expect(listed(`<${element}>a</${element}>`)).toEqual([`text of ${element}: a`]);
});

test.each([
  'display:none',
  'display: none',
  'color:red;display:none;margin:0',
  'visibility:hidden',
  'max-height:0',
  'max-height:0px',
  'opacity:0',
  'font-size:0',
])('text is hidden with its element: %s', (style) => {
  expect(listed(`<div style="${style}">a<b>b<br>c</b></div><p>d</p>`).slice(1)).toEqual([
    'hidden of div: a',
    'hidden of b: b',
    'hidden of b: c',
    'text of p: d',
  ]);
});

test.each(['max-height:0.5em', 'opacity:0.9', 'font-size:0.8em', 'display:block', 'line-height:0'])(
  'text is not hidden: %s',
  (style) => {
    expect(listed(`<p style="${style}">a</p>`).at(-1)).toBe('text of p: a');
  },
);

test.each(['title', 'style', 'script'])('text of <%s> is never part of the page', (element) => {
  const html = `<${element}>a</${element}>`;
  for (const around of [html, `<div style="display:none">${html}</div>`])
    expect(listed(around).at(-1)).toBe(`${element} of ${element}: a`);
});
