// The code blocks of README.md and docs/, unchanged. Only the names in free-names.d.ts are added to them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The pages that people read, by their path: README.md and docs/, without the generated docs/api. */
export const pages: ReadonlyMap<string, string> = new Map(
  ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)]
    .filter((path) => path.endsWith('.md'))
    .map((path) => [path, readFileSync(root + path, 'utf8')]),
);

export interface Block {
  /** `ts`, `sh`, `json`; empty for output and diagrams. */
  readonly language: string;
  readonly code: string;
  /** `docs/tone.md` */
  readonly page: string;
  /** The line of the page where the code begins. */
  readonly line: number;
  /** The file that the block is written to: the name in its first line (`// app/mail.ts`), or one made of its page and line. */
  readonly name: string;
  /** The packages of other authors that it imports. */
  readonly thirdParties: readonly string[];
}

export const blocks: readonly Block[] = [...pages].flatMap(([page, markdown]) => blocksOf(page, markdown));

function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: code = '', index }) => {
      const line = markdown.slice(0, index).split('\n').length + 1;
      const [, name = `${basename(page, '.md')}-${line}.${language}`] =
        /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(code) ?? [];
      return { language, code, page, line, name, thirdParties: isCode(language) ? thirdPartiesOf(code) : [] };
    },
  );
}

export function isCode(language: string): boolean {
  return language === 'ts' || language === 'tsx';
}

function thirdPartiesOf(code: string): string[] {
  const imported = [...code.matchAll(/\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, ...names]) => names.find((name) => name !== undefined) ?? '',
  );
  return imported.filter((name) => !/^(?:\.|node:|welcome-email(?:\/|$))/.test(name));
}

/** Describes the compiler's errors, each with its page and line. */
export function report(typescript: typeof ts, diagnostics: readonly ts.Diagnostic[]): string[] {
  return diagnostics.map(({ file, start, messageText }) => {
    const block = blocks.find(({ name }) => file?.fileName.endsWith(`/${name}`));
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const place = block ? `${block.page}:${block.line + at}` : (file?.fileName ?? '');
    return `${place}: ${typescript.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
