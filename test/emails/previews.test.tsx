import { render } from '@react-email/render';
import { createElement, type FunctionComponent } from 'react';
import { expect, test } from 'vitest';
import { shippedTags } from '../../src/i18n/locales.js';

const previews = import.meta.glob<{ default: FunctionComponent }>([
  '../../emails/previews/**/*.tsx',
  '!../../emails/previews/_preview.tsx',
]);

test('every locale has a preview', () => {
  const tags = Object.keys(previews).flatMap((path) => /locales\/(.+)\.tsx$/.exec(path)?.[1] ?? []);
  expect(tags.sort()).toEqual([...shippedTags].sort());
});

test.each(Object.entries(previews))('a preview is the whole mail: %s', async (path, load) => {
  const { default: Preview } = await load();
  const html = await render(createElement(Preview));
  expect(html).toContain('https://example.com/?token=');
  expect(html).toContain('</style>');
  const [, tag] = /locales\/(.+)\.tsx$/.exec(path) ?? [];
  if (tag !== undefined) expect(html).toMatch(new RegExp(`<html[^>]* lang="${tag}"`));
});
