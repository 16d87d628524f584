// The README's code blocks, as they stand there. Nothing is added to them but what they import, and the names in free-names.d.ts.

/**
 * @typedef {object} Block
 * @property {string} language - `ts`, `sh`, `json`
 * @property {string} code
 * @property {number} line - of its first line, in the README
 * @property {string} name - the file it is written to: what its first line says (`// mail.ts`), or one by its line
 * @property {string[]} thirdParties - the packages of others that it imports
 */

/**
 * @param {string} markdown
 * @returns {Block[]}
 */
export function blocksOf(markdown) {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: code = '', index }) => {
      const line = markdown.slice(0, index).split('\n').length + 1;
      const [, name = `line-${line}.ts`] = /^\/\/ ([\w-]+\.ts)\n/.exec(code) ?? [];
      return { language, code, line, name, thirdParties: language === 'ts' ? thirdPartiesOf(code) : [] };
    },
  );
}

/** @param {string} code */
function thirdPartiesOf(code) {
  const imported = [...code.matchAll(/\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, ...names]) => names.find((name) => name !== undefined) ?? '',
  );
  return imported.filter((name) => !/^(?:\.|node:|welcome-email(?:\/|$))/.test(name));
}

/**
 * Where a mistake is, in the README.
 *
 * @param {import('typescript')} ts
 * @param {readonly import('typescript').Diagnostic[]} diagnostics
 * @param {readonly Block[]} blocks
 */
export function report(ts, diagnostics, blocks) {
  return diagnostics.map(({ file, start, messageText }) => {
    const block = blocks.find(({ name }) => file?.fileName.endsWith(`/${name}`));
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const place = block ? `README.md:${block.line + at}` : (file?.fileName ?? '');
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
