import { describe, expect, test } from 'vitest';
import { accentValues, contrast, readableOn } from '../../emails/accent.js';
import { addressLines, type Slot } from '../../emails/content.js';
import { dark, light } from '../../emails/theme.js';
import { brandValues } from '../../src/input/brand.js';

test('the text of a button is black or white, whichever is easier to read', () => {
  expect(['#ffffff', '#ffcc00', '#777777', '#1a4fb4', '#000000'].map(readableOn)).toEqual([
    '#000000',
    '#000000',
    '#000000',
    '#ffffff',
    '#ffffff',
  ]);
});

test('a color of three digits is the same as one of six', () => {
  const none = () => {};
  expect(brandValues({ name: 'Acme', accentColor: '#Fc0' }, none)).toMatchObject({ accentColor: '#ffcc00' });
});

test('a logo without words of its own is called what the brand is called', () => {
  const logo = { src: 'https://acme.example/l.png', width: 120, height: 32 };
  expect(brandValues({ name: 'Acme', logo }, () => {})).toMatchObject({ logoAlt: 'Acme', logoWidth: '120' });
  expect(brandValues({ name: 'Acme', logo: { ...logo, alt: 'The fox' } }, () => {})).toMatchObject({
    logoAlt: 'The fox',
  });
});

test('a logo wider than 400 px or taller than 48 shrinks, and keeps its ratio', () => {
  const sizeOf = (width: number, height: number) => {
    const logo = { src: 'https://acme.example/l.png', width, height };
    const { logoWidth, logoHeight } = brandValues({ name: 'Acme', logo }, () => {});
    return [logoWidth, logoHeight];
  };
  expect(sizeOf(400, 48)).toEqual(['400', '48']);
  expect(sizeOf(98, 49)).toEqual(['96', '48']);
  expect(sizeOf(1000, 100)).toEqual(['400', '40']);
  expect(sizeOf(1000, 1)).toEqual(['400', '1']);
});

describe('an address', () => {
  const linesOf = (address: unknown) => {
    const values = brandValues({ name: 'Acme', address }, () => {});
    return addressLines.map((slot) => values[slot]);
  };

  test('has up to four lines, each cleaned, without the blank ones', () => {
    expect(linesOf('Acme GmbH\r\n\n  1 Example\u202e Street \n\u200b\nGermany')).toEqual([
      'Acme GmbH',
      '1 Example Street',
      'Germany',
      undefined,
    ]);
  });

  test('loses no short line beyond the fourth', () => {
    expect(linesOf('a\nb\nc\nd\ne')).toEqual(['a', 'b', 'c', 'd, e']);
  });

  test('has no line of over 64 characters', () => {
    const cut = `${'x'.repeat(64)}…`;
    expect(linesOf(`${'x'.repeat(64)}\n`.repeat(2))).toEqual([
      'x'.repeat(64),
      'x'.repeat(64),
      undefined,
      undefined,
    ]);
    expect(linesOf(`${'x'.repeat(65)}\n`.repeat(12))).toEqual([cut, cut, cut, cut]);
    expect(linesOf(`${'👩‍👩‍👧'.repeat(64)}\n`.repeat(4))[3]).toBe('👩‍👩‍👧'.repeat(64));
  });

  test.each([undefined, '', ' \n ', 7, ['1 Example Street']])('has no lines if it is %j', (address) => {
    expect(linesOf(address)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test('the help page is shown without what every address begins with', () => {
  const shown = (supportUrl: string) => brandValues({ name: 'Acme', supportUrl }, () => {}).supportUrlShown;
  expect(shown('https://acme.example/')).toBe('acme.example');
  expect(shown('https://acme.example/help?a=1')).toBe('acme.example/help?a=1');
  expect(shown('https://acme.example/help/')).toBe('acme.example/help/');
  expect(shown('https://acme.example/?next=/')).toBe('acme.example/?next=/');
  expect(shown('http://localhost/help')).toBe('http://localhost/help');
});

test('a logo less than 1.5 times as wide as tall is a mark beside the name', () => {
  const valuesOf = (width: number, height: number, alt?: string) =>
    brandValues({ name: 'Acme', logo: { src: 'https://acme.example/l.png', width, height, alt } }, () => {});
  const mark = { logoIsMark: 'yes', logoWidth: '28', logoHeight: '28', logoAlt: '' };
  expect(valuesOf(512, 512)).toMatchObject(mark);
  expect(valuesOf(28, 28, 'The fox')).toMatchObject({ ...mark, logoAlt: 'The fox' });
  expect(valuesOf(149, 100)).toMatchObject({ logoIsMark: 'yes', logoHeight: '28', logoWidth: '42' });
  expect(valuesOf(150, 100)).toMatchObject({ logoIsMark: undefined, logoHeight: '48', logoAlt: 'Acme' });
});

test('a brand without a name has neither a logo nor a page', () => {
  const logo = { src: 'https://acme.example/l.png', width: 120, height: 32 };
  const values = brandValues(
    { url: 'https://acme.example/', logo, supportUrl: 'https://acme.example/help' },
    () => {},
  );
  expect(values).toMatchObject({ supportUrl: 'https://acme.example/help' });
  expect(values['brandUrl']).toBeUndefined();
  expect(values).not.toHaveProperty('logoSrc');
});

test('the footer is there if anything stands in it', () => {
  const footerOf = (brand: object) => brandValues(brand, () => {}).footer;
  for (const part of [
    { name: 'Acme' },
    { supportUrl: 'https://a.example' },
    { supportEmail: 'a@b.example' },
    { address: 'x' },
  ])
    expect(footerOf(part)).toBeDefined();
  expect(footerOf({ accentColor: '#fff' })).toBeUndefined();
});

describe.each([
  ...['#000000', '#1d1d1f', '#404040', '#777777', '#949494', '#bbbbbb', '#ffffff'],
  ...['#0b6e4f', '#1a4fb4', '#0a2540', '#5e6ad2', '#635bff', '#7c3aed', '#4a154b', '#8b0000'],
  ...['#ff0000', '#e0570b', '#ffb000', '#ffcc00', '#ffff00', '#00ff00', '#00ffff', '#ff00ff'],
] as const)('the colors of a brand with the accent %s', (accentColor) => {
  const valuesOf = () => brandValues({ name: 'Acme', accentColor }, () => {});
  const colorOf = (slot: Slot) => valuesOf()[slot] ?? '';

  test('can be read in light and in dark mode', () => {
    expect(contrast(colorOf('onAccentColor'), colorOf('accentColor'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colorOf('darkOnAccentColor'), colorOf('darkAccentColor'))).toBeGreaterThanOrEqual(4.5);
    for (const background of [light.card, light.page])
      expect(contrast(colorOf('linkColor'), background)).toBeGreaterThanOrEqual(4.5);
    for (const background of [dark.card, dark.page])
      expect(contrast(colorOf('darkLinkColor'), background)).toBeGreaterThanOrEqual(4.5);
  });

  test('let the button stand out from the card three to one', () => {
    expect(contrast(colorOf('accentBorderColor'), light.card)).toBeGreaterThanOrEqual(3);
    expect(contrast(colorOf('darkAccentColor'), dark.card)).toBeGreaterThanOrEqual(3);
  });

  test('are the accent itself where that is enough', () => {
    const values = valuesOf();
    const isPaleGray = ['#bbbbbb', '#ffffff'].includes(accentColor);
    expect(values.accentColor).toBe(isPaleGray ? light.strong : accentColor);
    if (isPaleGray)
      expect(values).toMatchObject({ accentBorderColor: light.strong, linkColor: light.strong });
    expect(values.linkColor === accentColor).toBe(contrast(accentColor, light.page) >= 4.5);
    expect(values.accentBorderColor === accentColor).toBe(contrast(accentColor, light.card) >= 3);
    expect(values.darkAccentColor === accentColor).toBe(contrast(accentColor, dark.card) >= 3);
    expect(values.darkLinkColor === accentColor).toBe(contrast(accentColor, dark.card) >= 7);
  });
});

test.each(['#000000', '#1d1d1f', '#24292f', '#14171d', '#000001', '#0a0a0f'])(
  'a black button becomes a white one in dark mode: %s',
  (color) => {
    expect(accentValues(color)).toMatchObject({
      darkAccentColor: dark.strong,
      darkOnAccentColor: '#000000',
      darkLinkColor: dark.strong,
    });
  },
);

test('an adjusted color keeps its hue', () => {
  expect(accentValues('#0b6e4f')).toMatchObject({ darkAccentColor: '#0c7756', darkLinkColor: '#33bb90' });
  expect(accentValues('#ffcc00')).toMatchObject({ accentBorderColor: '#b28f00', linkColor: '#8a6e00' });
  // A red with more green than blue, and a blue with more red than green.
  expect(accentValues('#8b2010')).toMatchObject({ darkAccentColor: '#c22d16', darkLinkColor: '#de9589' });
  expect(accentValues('#2a1a6e')).toMatchObject({ darkAccentColor: '#6a50d6', darkLinkColor: '#aa9fd8' });
});

test('black and white have the highest contrast', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
});
