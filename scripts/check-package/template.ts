import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { reportProblem } from '../problems.js';
import { install, root, run } from './commands.js';
import { type Tools, typescriptVersions } from './tools.js';
import { askWorker } from './workerd.js';

const consumer = fileURLToPath(new URL('consumer/', import.meta.url));

/** What users may have beside `welcome-email/template`. */
const peers = [
  ['react@18', 'react-dom@18', '@react-email/render@1', '@types/react@18'],
  ['react@19', 'react-dom@19', '@react-email/render@2', '@types/react@19'],
];

/**
 * Compiles the design of docs/own-layout with each React that is supported, and fills it where there is none, in Node and in workerd: the
 * mails must be the same. Then compiles against the types of `welcome-email/template`.
 */
export async function checkTemplate(folder: string, tarball: string, tools: Tools): Promise<void> {
  const { command } = tools.node('20.19');
  const filler = join(folder, 'template-filler');
  install(filler, [tarball]);
  for (const file of ['fill.mjs', 'fill-all.mjs', 'fill-worker.mjs'])
    cpSync(join(consumer, file), join(filler, file));
  const mails: string[] = [];
  for (const [i, packages] of peers.entries()) {
    const compiler = join(folder, `template-compiler-${i}`);
    install(compiler, [tarball, ...packages]);
    await build({
      entryPoints: [join(root, 'docs/own-layout/compile.ts')],
      outfile: join(compiler, 'compile.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      jsx: 'automatic',
      external: ['welcome-email', 'react'],
    });
    run(command, ['compile.mjs'], compiler);
    cpSync(join(compiler, 'template.json'), join(filler, 'template.json'));
    mails.push(run(command, ['fill.mjs'], filler));

    cpSync(join(consumer, 'use-template.mts'), join(compiler, 'use-template.mts'));
    for (const version of typescriptVersions) {
      const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2023'];
      const tsc = tools.path(`typescript-${version}/bin/tsc`);
      run('node', [tsc, 'use-template.mts', ...strict, '--module', 'nodenext'], compiler);
    }
  }
  mails.push(askWorker('fill-worker.mjs', filler, tools));
  if (new Set(mails).size === 1)
    console.log('\nA template gives the same mails with React 18 and 19, filled in Node and in workerd');
  else reportProblem('A template gives other mails with React 18 than with 19, or in workerd');
}
