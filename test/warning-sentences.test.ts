import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { templateWarningSentences, warningSentences } from '../src/warning-sentences.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The members of a union of strings. */
function membersOf(path: string, name: string): string[] {
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const type = statements.filter(ts.isTypeAliasDeclaration).find((alias) => alias.name.text === name)?.type;
  if (type === undefined || !ts.isUnionTypeNode(type)) throw new Error(`${path} has no union ${name}`);
  return type.types.map((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? member.literal.text : '',
  );
}

/** The rows of the tables below a heading: the codes of the first cell, and the text of the others. */
function rowsOf(page: string, heading: string): ReadonlyMap<string, string> {
  const [, section = ''] = read(page).split(`\n## ${heading}\n`);
  return new Map(
    [...section.matchAll(/^\| (`.*?) \|(.*)\|$/gm)].flatMap(([, codes = '', text = '']) =>
      [...codes.matchAll(/`([^`]+)`/g)].map(([, code = '']) => [code, text.replaceAll('`', '')] as const),
    ),
  );
}

test.each([
  ['src/warnings.ts', 'WelcomeEmailWarningCode', warningSentences, 'docs/errors.md', 'Warnings'],
  [
    'src/template/compiled-template.ts',
    'TemplateWarningCode',
    templateWarningSentences,
    'docs/own-layout.md',
    'What is checked',
  ],
])('each code has a sentence, which its page repeats: %s %s', (path, name, sentences, page, heading) => {
  const rows = rowsOf(page, heading);
  const codes = membersOf(path, name);
  expect(codes.length).toBeGreaterThan(4);
  expect(Object.keys(sentences).sort()).toEqual([...codes].sort());
  expect([...rows.keys()].sort()).toEqual([...codes].sort());
  for (const [code, sentence] of Object.entries(sentences)) expect(rows.get(code)).toContain(sentence);
});
