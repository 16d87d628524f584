import { readdirSync } from 'node:fs';
import { render } from '@react-email/render';
import { createElement, type FunctionComponent } from 'react';
import { expect, test } from 'vitest';
import { shippedLocales } from '../../src/i18n/locales.js';

const folder = new URL('../../emails/previews/', import.meta.url);
const previews = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') && !path.startsWith('_'))
  .map((path) => [path, /^locales\/(.+)\.tsx$/.exec(path)?.[1]] as const);

test('every locale has a preview', () => {
  const tags = previews.flatMap(([, tag]) => tag ?? []);
  expect(tags.sort()).toEqual([...shippedLocales].sort());
});

test.each(previews)('a preview is the whole mail: %s', async (path, tag = '[^"]+') => {
  const { default: Preview } = (await import(new URL(path, folder).href)) as { default: FunctionComponent };
  const html = await render(createElement(Preview));
  expect(html).toContain('</h1>');
  expect(html).toContain('</style>');
  expect(html).toMatch(new RegExp(`<html[^>]* lang="${tag}"`));
});
