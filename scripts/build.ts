// Writes dist/: the bundles, the licences of the bundled libraries, and the types.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import ts from 'typescript';
import { bundle, external } from './bundle.js';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

rmSync(dist, { recursive: true, force: true });
const metafile = await bundle(dist);
checkImports(metafile);
makeCommandExecutable();
writeLicences(metafile);
writeTypes();

function checkImports({ outputs }: Metafile) {
  const isExternal = (path: string) => external.some((name) => path === name || path.startsWith(`${name}/`));
  const unexpected = Object.values(outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.external)
    .filter(({ path }) => !path.startsWith('node:') && !path.startsWith('./') && !isExternal(path));
  if (unexpected.length > 0)
    throw new Error(`dist/ imports what users do not install: ${unexpected.map(({ path }) => path)}`);
}

function makeCommandExecutable() {
  const command = new URL('cli.js', dist);
  writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
  chmodSync(command, 0o755);
}

/** The licences of the bundled libraries require that their texts are included. */
function writeLicences({ outputs }: Metafile) {
  const bundled = new Set(
    Object.values(outputs)
      .flatMap((output) => Object.keys(output.inputs))
      .flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const licences = [...bundled].sort().map((name) => {
    const folder = new URL(`node_modules/${name}/`, root);
    const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    if (!/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|Unlicense|CC0-1\.0|Unicode-3\.0)$/.test(license))
      throw new Error(`${name} is under ${license}, which dist/ must not contain`);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(new URL(file, folder), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  writeFileSync(new URL('THIRD-PARTY-LICENSES.txt', dist), licences.join('\n---\n\n'));
}

/** The compiler writes types for every file. Only those that the entry points lead to are kept. Only those of `welcome-email/template` need React's. */
function writeTypes() {
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const types = new URL('types/', dist);
  const wanted = new Set(
    ['index', 'mmdb', 'page', 'template'].map((name) => new URL(`src/${name}.d.ts`, types).href),
  );
  for (const url of wanted) {
    const { importedFiles } = ts.preProcessFile(readFileSync(new URL(url), 'utf8'));
    for (const { fileName } of importedFiles)
      if (fileName.startsWith('.')) wanted.add(new URL(fileName.replace(/\.js$/, '.d.ts'), url).href);
  }
  for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    const url = new URL(path, types);
    if (path.endsWith('.d.ts') && !wanted.has(url.href)) rmSync(url);
  }
}
