import { describe, expect, test } from 'vitest';
import { AcmeEmail, slots } from '../docs/own-layout/email.js';
import { acmeText } from '../docs/own-layout/text.js';
import { locales } from '../docs/own-layout/words.js';
import { operationNames } from '../emails/operations.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { compileTemplate } from '../src/template.js';
import { elementsOf } from './support/elements.js';
import { findingsIn } from './support/html-validator.js';
import { BRAND, everythingFor, requiredFor } from './support/inputs.js';
import { layOut } from './support/lay-out.js';
import { visibleText } from './support/visible-text.js';

const values = { plan: 'Team', guide: 'https://acme.example/first-steps' };
const template = await compileTemplate({ html: AcmeEmail, text: acmeText, slots, locales });
const { render } = createWelcomeEmailRenderer({ template, brand: BRAND });

test('the design of docs/own-layout forgets nothing', () => {
  expect(template.warnings).toEqual([]);
});

describe.each(locales)('docs/own-layout: %s', (locale) => {
  test('looks as reviewed', async () => {
    const mail = await render({ ...everythingFor('registration'), locale, values });
    const file = `snapshots/own-layout/${locale}`;
    await expect(`Subject: ${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`${file}.txt`);
    await expect(layOut(mail.html)).toMatchFileSnapshot(`${file}.html`);
  });

  test('is valid and holds in mail programs, in every state', async () => {
    for (const operation of operationNames) {
      for (const input of [{ ...everythingFor(operation), values }, requiredFor(operation)]) {
        const { html } = await render({ ...input, locale });
        expect(await findingsIn(html), operation).toEqual([]);
        for (const { name, style, attributes } of elementsOf(html)) {
          // Outlook's Word engine lays out by tables and attributes.
          for (const property of ['position', 'float', 'flex', 'grid'])
            expect(style).not.toHaveProperty(property);
          if (style['max-width']) expect(attributes, name).toHaveProperty('width');
          if (name === 'table') expect(attributes['role']).toBe('presentation');
        }
      }
    }
  });

  test('shows the plan in both parts, and leaves it out if there is none', async () => {
    const mail = await render({ ...requiredFor('registration'), locale, values });
    for (const part of [visibleText(mail.html), mail.text]) expect(part).toContain('Team');
    const without = await render({ ...requiredFor('registration'), locale });
    for (const part of [without.html, without.text]) expect(part).not.toMatch(/Team|first-steps/);
  });
});
