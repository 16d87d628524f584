import { expect, test } from 'vitest';
import { brandValues, readableOn } from '../../src/input/brand.js';

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
