import { describe, expect, test } from 'vitest';
import { operationNames } from '../emails/operations.js';
import { shippedLocales } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer, renderWelcomeEmail } from '../src/index.js';
import { ALL_KNOWN, BRAND, everythingFor, requiredFor } from './support/inputs.js';
import { flatten, layOut } from './support/lay-out.js';

describe.each(shippedLocales)('%s', (locale) => {
  describe.each(operationNames)('%s', (operation) => {
    test.each([
      ['all-known', { ...everythingFor(operation), brand: BRAND }],
      ['nothing-known', requiredFor(operation)],
    ] as const)('looks as reviewed with %s', async (state, input) => {
      const mail = await renderWelcomeEmail({ ...input, locale });
      const file = `snapshots/${locale}/${operation}-${state}`;
      await expect(`Subject: ${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`${file}.txt`);
      // The others have the tree of English: test/i18n/locales.test.ts.
      if (['en', 'ar', 'ja', 'th'].includes(locale))
        await expect(layOut(mail.html)).toMatchFileSnapshot(`${file}.html`);
    });
  });
});

test('laying HTML out is reversible, so that a snapshot holds every byte of the mail', async () => {
  const renderer = createWelcomeEmailRenderer({ brand: BRAND });
  const { html } = await renderer.render({ ...ALL_KNOWN, name: 'a <b>  c & \'d\' "e"' });
  expect(flatten(layOut(html))).toBe(html);
  expect(layOut(html).split('\n').length).toBeGreaterThan(50);
});
