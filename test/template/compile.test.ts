import { spawnSync } from 'node:child_process';
import { render } from '@react-email/render';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { codeValues } from '../../emails/code.js';
import { codePieces, filledContent, type Slot, subjectOf, type Values } from '../../emails/content.js';
import { type Operation, operationNames } from '../../emails/operations.js';
import WelcomeEmail from '../../emails/welcome.js';
import { welcomeText } from '../../emails/welcome.text.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { cleanMarkup } from '../../src/template/render-mail.js';
import { fillHtml, fillText, languageFor, templateFor } from '../support/languages.js';

const required: Values = {
  time: 'July 1, 2026 at 1:00 PM (UTC+01:00)',
  accentColor: '#1a4fb4',
  accentBorderColor: '#1a4fb4',
  onAccentColor: '#ffffff',
  linkColor: '#1a4fb4',
  darkAccentColor: '#1f5fd8',
  darkOnAccentColor: '#ffffff',
  darkLinkColor: '#6e98ea',
};

/** Each may be absent on its own. What stands on one line goes together. Values hold all that HTML escapes, and look like markers. */
const optional: Values[] = [
  { name: `Ada <b>&amp;</b> "O'Brien" {{link}}`, platform: 'Chrome {{/platform}}' },
  { link: 'https://app.example.com/set?a=1&b=%27"<>' },
  codeValues('A1B2C3D4E5F'),
  { expiry: 'July 2, 2026', logoDarkSrc: 'https://acme.example/d.png?a&b' },
  { location: "\u2068Abidjan\u2069, Côte d'Ivoire {{^name}}", invitedBy: 'Grace {{code}}' },
  { brandName: 'A&B {{name}}', footer: 'shown' },
  { brandUrl: 'https://acme.example/?a&b', logoIsMark: 'yes' },
  { logoSrc: 'https://acme.example/l.png', logoWidth: '120', logoHeight: '32', logoAlt: '"Acme" & {{name}}' },
  {
    supportUrl: 'https://acme.example/help?a&b',
    supportUrlShown: 'acme.example/help?a&b',
    supportEmail: 'help@acme.example',
    addressLine1: '<1> Main "Street" {{name}}',
    addressLine2: 'Suite & {{/brandName}}',
    addressLine3: '64283 Darmstadt',
    addressLine4: 'Germany',
  },
];

const combinations: Values[] = Array.from({ length: 2 ** optional.length }, (_, bits) =>
  Object.assign({}, required, ...optional.filter((_, i) => bits & (1 << i))),
);

/** None, all, and each alone and missing alone. */
const fewCombinations = combinations.filter((_, bits) => {
  const known = optional.filter((_, i) => bits & (1 << i)).length;
  return known <= 1 || known >= optional.length - 1;
});

/** The template's structure is the same in each language of a direction, and for each operation of a kind. */
function combinationsFor(locale: string, operation: Operation) {
  if (!['en', 'ar'].includes(locale)) return [combinations[0], combinations.at(-1)];
  return ['registration', 'new-sign-in'].includes(operation) ? combinations : fewCombinations;
}

test.each(shippedLocales.flatMap((locale) => operationNames.map((operation) => ({ locale, operation }))))(
  'a filled template is what React renders directly, whatever is known: $locale $operation',
  async ({ locale, operation }) => {
    const language = languageFor(locale, operation);
    const template = await templateFor(locale, operation);
    for (const values of combinationsFor(locale, operation) as Values[]) {
      const content = filledContent(language, values);
      const direct = cleanMarkup(await render(createElement(WelcomeEmail, content)));
      expect(fillHtml(template.html, values)).toBe(direct);
      expect(fillText(template.text, values)).toBe(welcomeText(content));
      expect(fillText(template.subject, values)).toBe(subjectOf(content));
    }
  },
);

test('there are 512 combinations', () => {
  expect([combinations.length, fewCombinations.length]).toEqual([512, 20]);
});

test('a value that looks like a marker stays where it was put', async () => {
  const template = await templateFor('en', 'registration');
  const markers = ['{{name}}', '{{#expiry}}', '{{/platform}}', '{{^name}}', '{{'];
  for (const marker of markers) {
    const values: Values = { ...required, name: marker };
    const text = fillText(template.text, values);
    expect(text).toContain(`Hello ${marker},`);
    expect(text).toBe(fillText(template.text, { ...values, name: 'Ada' }).replace('Ada', () => marker));
  }
});

test('React in development has no complaint about the template', () => {
  const script = `
    import { render } from '@react-email/render';
    import { createElement } from 'react';
    import WelcomeEmail from './emails/welcome.tsx';
    import { templateFor } from './test/support/languages.ts';
    await templateFor('ar', 'recovery');
    console.log((await render(createElement(WelcomeEmail, WelcomeEmail.PreviewProps))).slice(-7));
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { env: { ...process.env, NODE_ENV: 'development' }, encoding: 'utf8' },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '</html>\n', stderr: '' });
});

test('every slot has a place in the HTML, and all but what is for the eye in the text', async () => {
  const { html, text } = await templateFor('en', 'registration');
  const values = Object.fromEntries(
    Object.keys(Object.assign({}, required, ...optional)).map((slot) => [slot, `<${slot}>`]),
  );
  // The HTML shows a code in its groups.
  const notShown: string[] = ['footer', 'logoIsMark', 'code'] satisfies Slot[];
  expect(fillText(text, values)).toContain('Your code: <code>');
  const eyeOnly: string[] = [
    'accentColor',
    'accentBorderColor',
    'onAccentColor',
    'linkColor',
    'darkAccentColor',
    'darkOnAccentColor',
    'darkLinkColor',
    'supportUrlShown',
    'logoSrc',
    'logoDarkSrc',
    'logoWidth',
    'logoHeight',
    'logoAlt',
    ...codePieces,
    'codeFontSize',
    'codeLineHeight',
  ] satisfies Slot[];
  for (const slot of Object.keys(values).filter((slot) => !notShown.includes(slot))) {
    expect(fillText(html, values)).toContain(`<${slot}>`);
    expect(fillText(text, values).includes(`<${slot}>`)).toBe(!eyeOnly.includes(slot));
  }
});
