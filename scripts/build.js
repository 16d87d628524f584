// Bundles the library, its parts, the locales and the command into dist/, with the libraries it is made of: a process that opens two
// hundred small files, or loads all of React Email and date-fns where a few kilobytes of each are needed, starts late. What package.json
// lists as dependencies stays outside: React, which the host may have too, i18next, and the location data.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { localeTags } from './locale-tags.js';

const root = new URL('../', import.meta.url);
const { dependencies, peerDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const external = Object.keys({ ...dependencies, ...peerDependencies });

/** A locale is a file of its own, dist/locales/<tag>.js, read when a reader first needs it. */
const locales = Object.fromEntries(
  localeTags.map((tag) => [`locales/${tag}`, `locales/${tag}/welcome.json`]),
);

rmSync(new URL('dist/', root), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: new URL('.', root).pathname,
  entryPoints: { index: 'src/index.ts', cli: 'src/bin.ts', mmdb: 'src/mmdb.ts', ...locales },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  jsx: 'automatic',
  minifySyntax: true,
  sourcemap: true,
  metafile: true,
  external,
  plugins: [
    {
      // `@react-email/render` imports these to format HTML and to derive plaintext from it. We ask it for neither.
      name: 'leave-out-unused',
      setup({ onResolve, onLoad }) {
        const filter = /^(html-to-text|html5parser|entities|prettier)(\/|$)/;
        onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
        onLoad({ filter, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }));
      },
    },
  ],
});

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
