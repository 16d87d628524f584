import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MailRequest, MailView, StaticMails } from '../../src/preview/protocol.js';
import { createSession } from '../../src/preview/session.js';
import { writeStaticSite } from '../../src/preview/static-site.js';
import { LINK } from '../support/inputs.js';

const config = {
  name: 'welcome-email.config.mjs',
  options: {
    brand: { name: 'Acme', accentColor: 'red' as '#f00' },
    locales: ['en', 'ar'],
    locate: () => ({ countryCode: 'GB' }),
  },
};
const folder = mkdtempSync(join(tmpdir(), 'welcome-email-site-'));
const page = mkdtempSync(join(tmpdir(), 'welcome-email-page-'));
beforeAll(() => {
  writeFileSync(join(page, 'index.html'), '<html data-mode="live">');
  for (const name of ['page.js', 'page.css']) writeFileSync(join(page, name), name);
});
afterAll(() => {
  for (const path of [folder, page]) rmSync(path, { recursive: true });
});

test('a static site has the mails that the preview shows', async () => {
  const { mails } = await writeStaticSite(config, folder, pathToFileURL(`${page}/`));
  const { catalog, render } = await createSession(config, 'static');
  const operation = 'recovery';
  const inputs = catalog.presets.flatMap(({ id, inputs }) =>
    inputs[operation] ? [[id, inputs[operation]]] : [],
  );
  const expected: Record<string, MailView> = {};
  for (const [id, input] of inputs as [string, MailRequest][])
    expected[id] = await render({ ...input, operation, locale: 'ar' });
  const script = readFileSync(join(folder, 'mails/recovery/ar.js'), 'utf8');
  const [, base64 = ''] = /^welcomeEmailPreview\('(.*)'\);\n$/.exec(script) ?? [];
  const written: StaticMails = JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString());
  expect(written).toEqual(expected);
  expect(Object.values(written)[0]).toMatchObject({
    dir: 'rtl',
    warnings: [{ field: 'brand.accentColor', code: 'invalid-color' }],
  });
  expect(mails).toBeGreaterThan(2 * 6);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('<html data-mode="static">');
  expect(readFileSync(join(folder, 'catalog.js'), 'utf8')).toContain('"tag":"ar"');
});

test('a session says what is wrong with an input, and shows a brand of the input without the warnings of the config', async () => {
  const { render } = await createSession(config, 'live');
  expect(await render({ operation: 'recovery' })).toMatchObject({
    error: { field: 'resetUrl', code: 'missing' },
  });
  const input = { name: 'Ada', resetUrl: LINK, time: '2026-07-01T12:00:00Z' };
  expect(await render({ ...input, brand: { name: 'Globex' } })).toMatchObject({ warnings: [] });
});
