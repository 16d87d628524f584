import fc from 'fast-check';
import { LinkifyIt } from 'linkify-it';
import LinkifyIt5 from 'linkify-it-5';
import { describe, expect, test } from 'vitest';
import { renderWelcomeEmail } from '../../src/index.js';
import { NOTHING_KNOWN } from '../support/inputs.js';
import { linkOfThunderbird } from '../support/links.js';

const programs: ReadonlyArray<readonly [name: string, linkIn: (text: string) => string | undefined]> = [
  ['linkify-it 6', (text) => new LinkifyIt().match(text)?.[0]?.url],
  ['linkify-it 5', (text) => new LinkifyIt5().match(text)?.[0]?.url],
  ['Thunderbird', (text) => linkOfThunderbird(text.slice(text.indexOf('https://')))],
];

describe.each(programs)('%s makes a link of the plaintext that leads to the same token', (_, linkIn) => {
  const tokenIn = (url = '') => new URL(url).searchParams.get('t');
  const textFor = async (token: string, resetUrl = `https://a.example/set?t=${token}`) => {
    const { text, html } = await renderWelcomeEmail({ ...NOTHING_KNOWN, resetUrl });
    expect(html).toContain(new URL(resetUrl).href.replaceAll('&', '&amp;').replaceAll("'", '&#x27;'));
    return text;
  };

  test.each([
    '.',
    ',',
    ';',
    '!',
    '?',
    "'",
    ')',
    '-',
    '_',
    '~',
    '*',
    ':',
    '..',
    '!!',
    '??',
    '?.',
    '--',
    '(',
    '[',
    ']',
    '{',
    '}',
    '|',
    '^',
    '`',
    '\\',
    '"',
  ])('a token with %s', async (end) => {
    for (const token of [`Zk3${end}`, `Zk3${end}vQ9`, `${end}Zk3`]) {
      expect(tokenIn(linkIn(await textFor(token)))).toBe(token);
    }
  });

  test('any token at all', async () => {
    const character = fc.constantFrom(...`abZ019-._~!$'()*,;:@/?[]{}|\\^\`"`);
    await fc.assert(
      fc.asyncProperty(fc.array(character, { minLength: 1, maxLength: 8 }), async (characters) => {
        const token = characters.join('');
        expect(tokenIn(linkIn(await textFor(token)))).toBe(token);
      }),
      { numRuns: 500 },
    );
  });

  test('a token in the path, or behind the #', async () => {
    for (const url of [
      'https://a.example/set/Zk3.',
      'https://a.example/set/(Zk3',
      "https://a.example/#t='Zk3!",
    ]) {
      expect(decodeURIComponent(linkIn(await textFor('', url)) ?? '')).toBe(url);
    }
  });
});

test.each(['?', '?.abc', '?!abc', '??abc', '?...a', '.?a', '!?a?', '#?', '#??a', '?a#.', '.?', '/..a/?b'])(
  'path, query and fragment stay apart: %s',
  async (end) => {
    const url = new URL(`https://a.example/reset${end}`);
    const { text } = await renderWelcomeEmail({ ...NOTHING_KNOWN, resetUrl: url });
    const shown = new URL(/^https:.*/m.exec(text)?.[0] ?? '');
    for (const part of ['pathname', 'search', 'hash'] as const)
      expect(decodeURIComponent(shown[part])).toBe(decodeURIComponent(url[part]));
  },
);

test('an address in brackets stays as it is', async () => {
  const url = 'https://[2a00:1450::1]/set?t=Zk3';
  const { text } = await renderWelcomeEmail({ ...NOTHING_KNOWN, resetUrl: url });
  expect(text).toContain(`\n${url}\n`);
});
