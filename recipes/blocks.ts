// The code blocks of the README and of docs/, unchanged. Only the names in free-names.d.ts are added to them.
import type ts from 'typescript';

export interface Block {
  /** `ts`, `sh`, `json` */
  readonly language: string;
  readonly code: string;
  /** The page that has it: `README.md`. */
  readonly page: string;
  /** The line of the page where the code begins. */
  readonly line: number;
  /** The file that the block is written to: the name in its first line (`// mail.ts`), or one made of its page and line. */
  readonly name: string;
  /** The packages of other authors that it imports. */
  readonly thirdParties: readonly string[];
}

export function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: code = '', index }) => {
      const line = markdown.slice(0, index).split('\n').length + 1;
      const [, name = `${page.replace(/\W/g, '-')}-${line}.ts`] = /^\/\/ ([\w-]+\.ts)\n/.exec(code) ?? [];
      return {
        language,
        code,
        page,
        line,
        name,
        thirdParties: language === 'ts' ? thirdPartiesOf(code) : [],
      };
    },
  );
}

function thirdPartiesOf(code: string): string[] {
  const imported = [...code.matchAll(/\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, ...names]) => names.find((name) => name !== undefined) ?? '',
  );
  return imported.filter((name) => !/^(?:\.|node:|welcome-email(?:\/|$))/.test(name));
}

/** Describes the compiler's errors, each with its page and line. */
export function report(
  typescript: typeof ts,
  diagnostics: readonly ts.Diagnostic[],
  blocks: readonly Block[],
): string[] {
  return diagnostics.map(({ file, start, messageText }) => {
    const block = blocks.find(({ name }) => file?.fileName.endsWith(`/${name}`));
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const place = block ? `${block.page}:${block.line + at}` : (file?.fileName ?? '');
    return `${place}: ${typescript.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
