import { expect, test } from 'vitest';
import { contrast } from '../../emails/accent.js';
import { type Operation, operationNames } from '../../emails/operations.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../../src/index.js';
import { declarationsOf, type Element, elementsOf } from '../support/elements.js';
import { ALL_KNOWN, BRAND, everythingFor, requiredFor } from '../support/inputs.js';

// What the Email Markup Consortium asks of a mail (emailmarkup.org, "Accessibility Report"): a language, a direction, layout tables
// that say so, headings in order, a title, enough contrast, and links that say where they lead.

const renderer = createWelcomeEmailRenderer();
const statesOf = (operation: Operation) => [
  { ...everythingFor(operation), brand: BRAND },
  { ...everythingFor(operation), brand: { ...BRAND, logo: null } },
  requiredFor(operation),
];

test.each(shippedLocales)('a screen reader finds its way: %s', async (locale) => {
  for (const operation of operationNames) {
    for (const input of statesOf(operation)) {
      const { html, subject, dir } = await renderer.render({ ...input, locale });
      const elements = elementsOf(html);
      const named = (name: string) => elements.filter((element) => element.name === name);

      const language = { lang: locale, dir };
      const [body] = named('body');
      const children = elements.filter(({ parents }) => parents.at(-1) === body);
      expect(children).toHaveLength(1);
      for (const element of [...named('html'), ...named('body'), ...children])
        expect(element.attributes, element.name).toMatchObject(language);

      expect(named('title').map(({ text }) => text)).toEqual([subject]);
      expect(elements.filter(({ name }) => /^h\d$/.test(name)).map(({ name }) => name)).toEqual(['h1', 'h2']);
      for (const { attributes } of named('table')) expect(attributes['role']).toBe('presentation');
      for (const { attributes } of named('img')) expect(attributes['alt']).toBe('Acme');
      for (const link of named('a')) {
        const images = elements.filter(({ name, parents }) => name === 'img' && parents.includes(link));
        const words = link.text + images.map(({ attributes }) => attributes['alt']).join('');
        expect(words, link.attributes['href']).toMatch(/[\p{L}\p{N}]{2}/u);
      }
    }
  }
});

/** The media queries that hold, or Outlook's mark. */
const modes: Readonly<Record<string, readonly string[]>> = {
  'without a style sheet': [],
  'on a phone': ['screen'],
  'with room': ['screen', '(min-width:481px)'],
  'on a phone in dark mode': ['screen', '(prefers-color-scheme:dark)'],
  'with room in dark mode': [
    'screen',
    '(min-width:481px)',
    '(prefers-color-scheme:dark)',
    '(prefers-color-scheme:dark) and (min-width:481px)',
  ],
  "in Outlook's dark mode": ['screen', '(min-width:481px)', 'outlook'],
};

/** The declarations of the style sheet that hold in a mode, in their order: all selectors are of one class. */
function declarationsIn(html: string, mode: readonly string[]) {
  const sheet = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
  const blocks = sheet.matchAll(/@media ([^{]*)\{((?:[^{}]*\{[^{}]*\})*)\}|([^{}]*\{[^{}]*\})/g);
  return [...blocks].flatMap(([, query, inside, outside = '']) =>
    query === undefined || mode.includes(query)
      ? [...(inside ?? outside).matchAll(/([^{}]*)\{([^{}]*)\}/g)].flatMap(([, selectors = '', style = '']) =>
          selectors.split(',').flatMap((selector) => {
            const [, mark, name] = /^(\[data-ogs[cb]\] )?\.([\w-]+)$/.exec(selector) ?? [];
            if (name === undefined) throw new Error(`This test cannot read the selector ${selector}.`);
            const holds = mark === undefined || mode.includes('outlook');
            return holds ? [{ name, ...ofColor(declarationsOf(style.replaceAll(' !important', ''))) }] : [];
          }),
        )
      : [],
  );
}

const ofColor = (style: Readonly<Record<string, string>>) => ({
  color: style['color'],
  background: style['background-color'],
});

/** Each text of a mail with its color and the nearest background behind it. */
function textsOf(html: string, mode: readonly string[]) {
  const rules = declarationsIn(html, mode);
  const drawn = ({ style, classes }: Element) =>
    [ofColor(style), ...rules.filter(({ name }) => classes.includes(name))].reduce((before, rule) => ({
      color: rule.color ?? before.color,
      background: rule.background ?? before.background,
    }));
  const hex = (color = '') => (color === 'rgba(255,255,255,1)' ? '#ffffff' : color);
  return elementsOf(html)
    .filter(({ ownText, parents }) => ownText !== '' && parents.some(({ name }) => name === 'body'))
    .filter(({ attributes }) => attributes['aria-hidden'] === undefined)
    .map((element) => {
      const own = [...element.parents, element].map(drawn);
      return {
        text: element.ownText,
        color: hex(own.findLast(({ color }) => color)?.color),
        background: hex(own.findLast(({ background }) => background)?.background),
      };
    });
}

/** What programs do that force dark mode on a mail. */
const inverted = (color: string) =>
  `#${(0xffffff - Number.parseInt(color.slice(1), 16)).toString(16).padStart(6, '0')}`;

function expectReadable(html: string, label?: string) {
  for (const [mode, queries] of Object.entries(modes)) {
    const texts = textsOf(html, queries);
    expect(texts.length).toBeGreaterThan(6);
    for (const { text, color, background } of texts) {
      expect(contrast(color, background), `${text} ${mode}`).toBeGreaterThanOrEqual(4.5);
      if (mode.includes('dark') || text === label) continue;
      expect(contrast(inverted(color), inverted(background)), `${text} inverted`).toBeGreaterThanOrEqual(3);
    }
  }
}

test.each(shippedLocales)('every text has a contrast of 4.5:1 in every mode: %s', async (locale) => {
  // The operations of a kind have the same colors.
  for (const input of (['registration', 'new-sign-in'] as const).flatMap(statesOf))
    expectReadable((await renderer.render({ ...input, locale })).html);
});

test.each([
  ...['#000000', '#1d1d1f', '#404040', '#777777', '#949494', '#bbbbbb', '#ffffff'],
  ...['#0b6e4f', '#1a4fb4', '#0a2540', '#5e6ad2', '#635bff', '#7c3aed', '#4a154b', '#8b0000'],
  ...['#ff0000', '#e0570b', '#ffb000', '#ffcc00', '#ffff00', '#00ff00', '#00ffff', '#ff00ff'],
] as const)('every text has a contrast of 4.5:1 in every mode, with the accent %s', async (accentColor) => {
  const brand = { ...BRAND, accentColor };
  expectReadable((await renderer.render({ ...everythingFor('new-sign-in'), brand })).html);
  const { html } = await renderer.render({ ...ALL_KNOWN, brand });
  // The label of a button of middle brightness cannot be inverted. Programs that force dark mode leave such a button as it is.
  expectReadable(html, 'Set password');
});
