import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { operationNames, operations } from '../emails/operations.js';
import { blocks } from '../recipes/blocks.js';
import { checkLocaleFile } from '../src/i18n/locale-file.js';
import * as welcomeEmail from '../src/index.js';
import { BRAND, CODE, everythingFor, requiredFor } from './support/inputs.js';
import { languageOf } from './support/languages.js';

const code =
  blocks.find(({ page }) => page === 'docs/tone.md')?.code ?? expect.fail('docs/tone.md has no code');

/** The formal “you” and “your”. The sentences have no “Sie” of another meaning. */
const FORMAL = /\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b/;

describe('informal German', () => {
  const { informalGerman, welcome } = evaluate(code);

  test('has each key whose words say “Sie”, and none says it', () => {
    const words = checkLocaleFile('de', informalGerman);
    const isFormal = ([, text]: [string, unknown]) => FORMAL.test(String(text));
    const formalKeys = Object.entries(languageOf('de'))
      .filter(isFormal)
      .map(([key]) => key);
    expect(formalKeys.length).toBeGreaterThan(40);
    expect(formalKeys.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
    expect(Object.entries(words).filter(isFormal)).toEqual([]);
  });

  test.each(operationNames)('is in the whole mail: %s', async (operation) => {
    const withCodeOnly = { ...requiredFor(operation), [operations[operation].link]: undefined, code: CODE };
    const inputs = [
      everythingFor(operation),
      requiredFor(operation),
      ...(operations[operation].kind === 'request' ? [withCodeOnly as welcomeEmail.WelcomeEmailInput] : []),
    ];
    for (const input of inputs) {
      for (const brand of [BRAND, undefined]) {
        const { subject, html, text } = await welcome.render({ ...input, brand, locale: 'de-DE' });
        for (const part of [subject, html, text]) expect(part).not.toMatch(FORMAL);
        expect(text).toMatch(/\b[Dd](?:u|ich|ein\w*)\b/);
      }
    }
  });
});

function evaluate(code: string) {
  const exports = {};
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  new Function('exports', 'require', outputText)(exports, () => welcomeEmail);
  return exports as { informalGerman: welcomeEmail.Translation; welcome: welcomeEmail.WelcomeEmailRenderer };
}
