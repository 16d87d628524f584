import { describe, expect, test } from 'vitest';
import { type Place, placesIn, placesInAnyProgram } from '../../src/template/places.js';

const line = ({ kind, element, value }: Place) => `${kind} of ${element}: ${value}`;

/** The texts and attributes of HTML, each as a line. */
const listed = (html: string) =>
  placesIn(html)
    .filter(({ kind }) => kind !== 'tag' && kind !== 'comment')
    .map(line);

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
  const href = placesIn('<a href="x" clicktracking="off">Go</a>').find(({ kind }) => kind === '@href');
  expect([...(href?.attributes ?? [])]).toEqual([
    ['href', 'x'],
    ['clicktracking', 'off'],
  ]);
});

test('attributes may have single quotes, spaces and line breaks', () => {
  expect(listed(`<a title = 'x > "y"'\n\thref="a\nb">Go</a>`)).toEqual([
    `@title of a: x > "y"`,
    '@href of a: a\nb',
    'text of a: Go',
  ]);
});

test('names are in lower case', () => {
  expect(listed('<TD LANG="EN">A</TD>')).toEqual(['@lang of td: EN', 'text of td: A']);
});

test('text outside of all elements has no element', () => {
  expect(listed('a<p>b</p>c')).toEqual(['text of : a', 'text of p: b', 'text of : c']);
});

test('what a tag has outside of quotes is a place, as is a tag that is not complete', () => {
  const tags = placesIn('<a href="x" {{name}}><b>Go</b {{plan}}></a>1 < {{time}}').filter(
    ({ kind }) => kind === 'tag',
  );
  expect(tags.map(line)).toEqual([
    'tag of a:  href {{name}}',
    'tag of b: ',
    'tag of b:  {{plan}}',
    'tag of a: ',
    'tag of : < {{time}}',
  ]);
});

describe('a comment', () => {
  const comments = (places: Place[]) => places.filter(({ kind }) => kind === 'comment').map(line);

  test('is a place, without places in it', () => {
    const html = '<!DOCTYPE html><p><!-- <i title="x">a</i> -->b</p>';
    expect(listed(html)).toEqual(['text of p: b']);
    expect(comments(placesInAnyProgram(html))).toEqual([
      'comment of : <!DOCTYPE html>',
      'comment of p: <!-- <i title="x">a</i> -->',
    ]);
  });

  test('is none in an attribute', () => {
    const html = '<p title="<!--[if mso]><i>a</i><![endif]-->">b</p>';
    const places = placesInAnyProgram(html).filter(({ kind }) => kind !== 'tag');
    expect(places.map(line)).toEqual(['@title of p: <!--[if mso]><i>a</i><![endif]-->', 'text of p: b']);
  });

  test('for Outlook has places in it', () => {
    const html = '<p><!--[if (gte mso 9)|(IE)]><i title="x">a</i><![endif]-->b</p>';
    expect(listed(html)).toEqual(['text of p: b']);
    const places = placesInAnyProgram(html).filter(({ kind }) => kind !== 'tag');
    expect(places.map(line)).toEqual(['@title of i: x', 'text of i: a', 'text of p: b']);
  });
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
