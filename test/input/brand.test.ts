import { expect, test } from 'vitest';
import { contrast, readableOn } from '../../emails/accent.js';
import { light } from '../../emails/theme.js';
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

test('a colour of three digits is the same as one of six', () => {
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

test('the border of a button stands out from the card three to one, whatever its colour', () => {
  const borderOf = (accentColor: `#${string}`) =>
    brandValues({ name: 'Acme', accentColor }, () => {}).accentBorderColor ?? '';
  const greys = Array.from(
    { length: 256 },
    (_, i) => `#${i.toString(16).padStart(2, '0').repeat(3)}` as const,
  );
  for (const grey of greys) {
    const isSeen = contrast(grey, light.card) >= 3;
    expect(contrast(borderOf(grey), light.card), grey).toBeGreaterThanOrEqual(3);
    if (isSeen) expect(borderOf(grey)).toBe(grey);
  }
  // WCAG's formula gives 3.03 and 2.99.
  expect(borderOf('#949494')).toBe('#949494');
  expect(borderOf('#959595')).not.toBe('#959595');
});
