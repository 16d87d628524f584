// Bundles the library, its parts, the locales and the command into dist/, with the libraries it is made of: a process that opens two
// hundred small files, or loads all of React Email and date-fns where a few kilobytes of each are needed, starts late. The location
// data stays outside. Beside the words of each locale it puts the mails in them, already rendered.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { importSource } from './from-source.js';
import { localeTags } from './locale-tags.js';

const root = new URL('../', import.meta.url);
const { optionalDependencies, peerDependencies, imports } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);
const external = Object.keys({ ...optionalDependencies, ...peerDependencies, ...imports });

/**
 * `@react-email/render` imports these to format HTML, to derive plaintext from it, and where there is no `react-dom/server.edge`.
 *
 * @type {import('esbuild').Plugin}
 */
const leaveOutUnused = {
  name: 'leave-out-unused',
  setup({ onResolve, onLoad }) {
    const filter = /^(html-to-text|html5parser|entities|prettier)(\/|$)|^react-dom\/server$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: fileURLToPath(root),
  bundle: true,
  format: 'esm',
  platform: 'node',
  // React's and React Email's builds for where there is nothing of Node's. They run in Node as well.
  conditions: ['edge-light'],
  define: { 'process.env.NODE_ENV': '"production"' },
  target: 'node20.19',
  jsx: 'automatic',
  minifySyntax: true,
  external,
};

/** A locale is a file of its own, dist/locales/<tag>.js, read when a reader first needs it: its words, and its mails. */
const locales = Object.fromEntries(localeTags.map((tag) => [`locales/${tag}`, `locale:${tag}`]));
/** @type {typeof import('../src/template/compile.js')} */
const { compileMail } = await importSource(['template/compile.js'], {
  ...options,
  plugins: [leaveOutUnused],
});
/** @type {import('esbuild').Plugin} */
const renderLocales = {
  name: 'render-locales',
  setup({ onResolve, onLoad }) {
    const namespace = 'locale';
    onResolve({ filter: /^locale:/ }, ({ path }) => ({ path: path.slice('locale:'.length), namespace }));
    onResolve({ filter: /\/welcome\.json$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.split('/').at(-2) ?? '', namespace } : undefined,
    );
    onLoad({ filter: /./, namespace }, async ({ path: tag }) => {
      const words = JSON.parse(readFileSync(new URL(`locales/${tag}/welcome.json`, root), 'utf8'));
      const mails = {
        registration: await compileMail(tag, words, 'registration'),
        recovery: await compileMail(tag, words, 'recovery'),
      };
      return {
        contents: `export default ${JSON.stringify(words)};\nexport const mails = ${JSON.stringify(mails)};`,
      };
    });
  },
};

rmSync(new URL('dist/', root), { recursive: true, force: true });
const { metafile } = await build({
  ...options,
  entryPoints: {
    index: 'src/index.ts',
    cli: 'src/bin.ts',
    mmdb: 'src/mmdb.ts',
    'geoip-lite': 'src/operation/geoip-lite.ts',
    'no-locator': 'src/operation/no-locator.ts',
    ...locales,
  },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: true,
  metafile: true,
  plugins: [leaveOutUnused, renderLocales],
});

// They are written by nobody, so there is nothing to map them to.
for (const tag of localeTags) {
  const file = new URL(`dist/locales/${tag}.js`, root);
  rmSync(new URL(`${file}.map`));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n/, ''));
}

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
