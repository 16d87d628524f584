import type { ReactNode } from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { AcmeEmail, slots } from '../docs/own-layout/email.js';
import { acmeText } from '../docs/own-layout/text.js';
import { locales } from '../docs/own-layout/words.js';
import { operationNames } from '../emails/operations.js';
import { blocks } from '../recipes/blocks.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import * as template from '../src/template.js';
import { elementsOf } from './support/elements.js';
import { findingsIn } from './support/html-validator.js';
import { BRAND, everythingFor, requiredFor } from './support/inputs.js';
import { layOut } from './support/lay-out.js';
import { visibleText } from './support/visible-text.js';

const values = { plan: 'Team', guide: 'https://acme.example/first-steps' };
const compiled = await template.compileTemplate({ html: AcmeEmail, text: acmeText, slots, locales });
const { render } = createWelcomeEmailRenderer({ template: compiled, brand: BRAND });

test('the design of docs/own-layout forgets nothing', () => {
  expect(compiled.warnings).toEqual([]);
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

test('the component in docs/own-layout.md forgets nothing', async () => {
  const code = blocks.find(({ page, language }) => page === 'docs/own-layout.md' && language === 'tsx')?.code;
  const { outputText } = ts.transpileModule(code ?? expect.fail('There is no component'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.ReactJSX },
  });
  const modules: Record<string, object> = {
    'welcome-email/template': template,
    'react/jsx-runtime': jsxRuntime,
  };
  const exports: { MyEmail?: (content: template.Content<'plan'>) => ReactNode } = {};
  new Function('exports', 'require', outputText)(exports, (name: string) => modules[name]);
  const { warnings } = await template.compileTemplate({
    html: exports.MyEmail ?? expect.fail('There is no component'),
    slots: { plan: 'text' },
    locales: ['en', 'ar'],
  });
  expect(warnings).toEqual([]);
});
