// Writes dist/: the bundles, the licences of what is in them, and the types.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { bundle, external } from './bundle.js';

const root = new URL('../', import.meta.url);
rmSync(new URL('dist/', root), { recursive: true, force: true });
const metafile = await bundle(new URL('dist/', root));

const imported = Object.values(metafile.outputs).flatMap((output) =>
  output.imports.filter((i) => i.external),
);
const unexpected = imported.filter(({ path }) => !path.startsWith('node:') && !isExternal(path));
if (unexpected.length > 0)
  throw new Error(`dist/ imports what users do not install: ${unexpected.map((i) => i.path)}`);

/** @param {string} path */
function isExternal(path) {
  return external.some((name) => path === name || path.startsWith(`${name}/`));
}

const command = new URL('dist/cli.js', root);
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
chmodSync(command, 0o755);

// The licences of what is in the bundle ask to be kept with it.
const bundled = new Set(
  Object.values(metafile.outputs)
    .flatMap((output) => Object.keys(output.inputs))
    .flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
);
const licences = [...bundled].sort().map((name) => {
  const folder = new URL(`node_modules/${name}/`, root);
  const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  if (!/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|Unlicense|CC0-1\.0)$/.test(license))
    throw new Error(`${name} is under ${license}, which dist/ cannot be`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(new URL(file, folder), 'utf8').trim() : '';
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(new URL('dist/THIRD-PARTY-LICENSES.txt', root), licences.join('\n---\n\n'));

execFileSync(
  process.execPath,
  [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
removeInternalTypes();

/** The compiler describes every file. Users see what the two entries lead to, which needs none of React's types. */
function removeInternalTypes() {
  const types = new URL('dist/types/', root);
  const wanted = new Set(['src/index.d.ts', 'src/mmdb.d.ts'].map((path) => new URL(path, types).href));
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
