import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../emails/accent.js';
import { dark, light, stylesFor } from '../../emails/theme.js';
import { shippedTags } from '../../src/i18n/locales.js';
import { renderWelcomeEmail } from '../../src/index.js';
import { ALL_KNOWN, BRAND } from '../support/inputs.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly text: string;
  readonly parents: readonly string[];
}

function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const textOf = (node: Tree.Node): string =>
    node.nodeName === '#text'
      ? (node as Tree.TextNode).value
      : ((node as Tree.Element).childNodes ?? []).map(textOf).join('');
  const visit = (node: Tree.Node, parents: string[]) => {
    const { tagName: name, attrs = [], childNodes = [] } = node as Tree.Element;
    if (name) {
      const attributes = Object.fromEntries(attrs.map((attribute) => [attribute.name, attribute.value]));
      const style = Object.fromEntries(
        (attributes['style'] ?? '')
          .split(';')
          .filter(Boolean)
          .map((rule) => rule.split(/:(.*)/s).slice(0, 2)),
      );
      found.push({ name, attributes, style, text: textOf(node), parents });
    }
    for (const child of childNodes) visit(child, name ? [...parents, name] : parents);
  };
  visit(parse(html), []);
  return found;
}

describe.each(shippedTags)('%s', async (locale) => {
  const mail = await renderWelcomeEmail({ ...ALL_KNOWN, brand: BRAND, locale });
  const elements = elementsOf(mail.html);
  const named = (name: string) => elements.filter((element) => element.name === name);

  describe("Outlook's Word engine", () => {
    // The rules are Microsoft's, "Word 2007 HTML and CSS Rendering Capabilities in Outlook 2007", parts 1 and 2, unless another source
    // is named. The engine has not changed since.
    test('lays nothing out by display, position or float, which it does not know', () => {
      for (const { style, name } of elements) {
        expect(Object.keys(style), name).not.toEqual(expect.arrayContaining(['position']));
        expect(style).not.toHaveProperty('float');
        expect(style['display'] ?? 'block').toMatch(/^(?:block|inline-block)$/);
        expect(style['display'] === 'block' ? name : 'img').toBe('img');
      }
    });

    test('lays nothing out by div: the only one is hidden', () => {
      expect(named('div').map(({ style }) => style['mso-hide'])).toEqual(['all']);
    });

    test('has the width of the column as an attribute, and depends on no max-width', () => {
      const column = elements.find(({ name, attributes }) => name === 'td' && attributes['lang'] === locale);
      expect(column?.attributes['width']).toBe('552');
      for (const { name, style, attributes } of elements) {
        if (style['max-width'] && style['max-width'] !== '100%')
          expect(attributes, name).toHaveProperty('width');
      }
    });

    test('has the size of an image as attributes, since it ignores the style', () => {
      for (const { attributes } of named('img'))
        expect(attributes).toMatchObject({ width: '120', height: '32' });
    });

    test('has the colours behind the card and the button as attributes of cells, and not by background shorthand', () => {
      expect(elements.filter(({ attributes }) => attributes['bgcolor'] === light.card)).toHaveLength(1);
      expect(elements.filter(({ attributes }) => attributes['bgcolor'] === BRAND.accentColor)).toHaveLength(
        1,
      );
      for (const { style } of elements) expect(style).not.toHaveProperty('background');
    });

    test('has padding on cells alone; on the one link that has it, spaces for this engine stand in for it', () => {
      for (const { name, style } of elements) {
        const padded = Object.entries(style).some(
          ([rule, value]) => rule.startsWith('padding') && !/^0(?:px)?$/.test(value),
        );
        if (padded) expect(['td', 'th', 'a', 'p']).toContain(name);
        if (padded && name === 'p') expect(style).toHaveProperty('border-top');
      }
      const [button] = mail.html.match(/<a [^>]*class="action".*?<\/a>/) ?? [];
      expect(button?.match(/<!--\[if mso\]>.*?<!\[endif\]-->/g)).toHaveLength(2);
    });

    // Without the rule a line height is the least one: Microsoft, "mso-line-height-rule" in the Office HTML reference.
    test('is told that line heights are exact', () => {
      for (const { name, style } of elements) {
        if (style['line-height']?.endsWith('px')) {
          expect(style, name).toHaveProperty('mso-line-height-rule', 'exactly');
        }
      }
    });

    // Litmus, "Outlook font fallback": a nested table starts again with Times New Roman.
    test('finds a font in every cell that holds text', () => {
      for (const { name, style, parents } of elements) {
        const detail = (name === 'td' || name === 'th') && style['border-top'];
        if (detail) expect(style, parents.join()).toHaveProperty('font-family');
      }
    });
  });

  test('direction and language stand on a cell as well, since Roundcube and Gmail drop those of html and body', () => {
    expect(
      elements.filter(
        ({ name, attributes }) =>
          name === 'td' && attributes['dir'] === mail.dir && attributes['lang'] === locale,
      ),
    ).toHaveLength(1);
  });

  test('all that matters is inline: without the style sheet no element loses its colour', () => {
    for (const { name, style, attributes, text } of elements) {
      if (/^(?:h1|h2|p|th)$/.test(name) || (name === 'a' && text))
        expect(style['color'], `${name} ${attributes['class']}`).toMatch(/^#/);
    }
  });

  test('the structure is one that a screen reader can read out', () => {
    expect(named('h1')).toHaveLength(1);
    expect(named('title')[0]?.text).toBe(mail.subject);
    expect(named('th').map(({ attributes }) => attributes['scope'])).toEqual(['row', 'row', 'row']);
    for (const { attributes, text } of named('table')) {
      const isDetails = !('role' in attributes);
      if (!isDetails) expect(attributes['role']).toBe('presentation');
      else expect(text).toContain('UTC');
    }
    expect(named('table').filter(({ attributes }) => !('role' in attributes))).toHaveLength(1);
    for (const { attributes } of named('img')) expect(attributes['alt']).toBe('Acme');
    for (const { attributes, text } of named('a')) {
      expect(text !== '' || attributes['href'] === BRAND.url, attributes['href']).toBe(true);
    }
  });

  test('the preheader takes no height, and screen readers skip it', () => {
    const [preheader] = named('div');
    expect(preheader?.style).toMatchObject({ 'max-height': '0', overflow: 'hidden' });
    expect(preheader?.attributes).toHaveProperty('aria-hidden', 'true');
  });

  // SpamAssassin 4.0.1: __FONT_INVIS and __STY_INVIS.
  test('no style is one that a spam filter takes for hidden text', () => {
    for (const { name, style } of elements) {
      if (style['font-size']) expect(Number.parseFloat(style['font-size']), name).toBeGreaterThan(10);
      expect(style['display'], name).not.toBe('none');
      expect(style, name).not.toHaveProperty('visibility');
    }
  });

  test('the preheader has no filler', () => {
    const [preheader] = named('div');
    expect(preheader?.text.length).toBeLessThan(120);
    expect(preheader?.text).not.toMatch(/\p{DI}|\u2007|\u00a0/u);
  });
});

test.each([
  ['light', light],
  ['dark', dark],
])('every text colour can be read on the card in the %s (WCAG AA)', (_, colours) => {
  for (const role of ['text', 'quiet', 'link'] as const) {
    expect(contrast(colours[role], colours.card), role).toBeGreaterThanOrEqual(4.5);
  }
});

test('a script has fonts of its own, and room for its marks', () => {
  const family = (locale: string) => stylesFor(locale).column.fontFamily;
  expect(family('en')).toMatch(/^-apple-system/);
  for (const [locale, font] of Object.entries({
    ja: 'Hiragino',
    'zh-TW': 'PingFang TC',
    zh: 'PingFang SC',
    ko: 'Malgun',
    he: 'Hebrew',
    th: 'Thonburi',
    hi: 'Devanagari',
    bn: 'Bangla',
    ka: 'Sylfaen',
    hy: 'Armenian',
    fa: 'Geeza',
  })) {
    expect(family(locale)).toContain(font);
    expect(family(locale)).toMatch(/sans-serif$/);
  }
  const lineHeight = (locale: string) => Number.parseInt(String(stylesFor(locale).heading.lineHeight), 10);
  expect(lineHeight('th')).toBeGreaterThan(lineHeight('de'));
});
