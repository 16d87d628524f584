// Bundles the library, its entry points, the locales and the command, together with the libraries they use. A process that opens two
// hundred small files, or loads all of React Email and date-fns for a few kilobytes of each, starts slowly. The location data is not
// bundled.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { operationNames } from '../emails/operations.js';
import { compileMail } from '../src/template/compile.js';
import { localeTags, readLanguage } from './locales.js';
import { splitIntoBlocks, takeApart } from './structures.js';

const root = new URL('../', import.meta.url);
const { peerDependencies, imports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** What users install beside the package, if they need it. */
export const external = Object.keys({ ...peerDependencies, ...imports });

/** Only `welcome-email/template` uses those of the user. The rest has a React of its own. */
const ofTemplate = ['react', 'react-dom', '@react-email/render'];

/** `@react-email/render` imports these to format HTML, to derive plaintext from it, and if `react-dom/server.edge` is missing. */
const leaveOutUnused: Plugin = {
  name: 'leave-out-unused',
  setup({ onResolve, onLoad }) {
    const filter = /^(html-to-text|html5parser|entities|prettier)(\/|$)|^react-dom\/server$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }));
  },
};

const options = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // React's and React Email's builds for runtimes without Node's modules. They run in Node as well.
  conditions: ['edge-light'],
  define: { 'process.env.NODE_ENV': '"production"' },
  target: 'node20.19',
  jsx: 'automatic',
  minifySyntax: true,
  sourcemap: true,
  metafile: true as const,
} satisfies BuildOptions;

/** `welcome-email/template` is bundled apart, since its React is the user's. It shares the locales and the class of errors with the rest. */
const importShared: Plugin = {
  name: 'import-shared',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/shipped\/.*\.js$/ }, ({ path }) => ({
      path: path.replace('shipped', 'locales'),
      external: true,
    }));
    onResolve({ filter: /^\.{1,2}\/errors\.js$/ }, () => ({ path: './errors.js', external: true }));
  },
};

/**
 * Bundles the package into a folder. Returns what esbuild tells about the files.
 *
 * @param source - the folder to which the source is copied. Tests that run at the same time each have their own.
 */
export async function bundle(folder: URL, source = new URL('build/', root)): Promise<Metafile> {
  await copySource(source);
  const shared = {
    ...options,
    absWorkingDir: fileURLToPath(source),
    outdir: fileURLToPath(folder),
  };
  const main = await build({
    ...shared,
    external: external.filter((name) => !ofTemplate.includes(name)),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [leaveOutUnused],
    entryPoints: {
      index: 'src/index.ts',
      cli: 'src/cli/bin.ts',
      errors: 'src/errors.ts',
      mmdb: 'src/mmdb.ts',
      page: 'src/page.ts',
      'geoip-lite': 'src/geo/geoip-lite.ts',
      'no-locator': 'src/geo/no-locator.ts',
      'preview/preview': 'src/preview/preview.ts',
      'preview/renderer-process': 'src/preview/renderer-process.ts',
      'preview/import-hooks': 'src/preview/import-hooks.ts',
      ...Object.fromEntries(localeTags.map((tag) => [`locales/${tag}`, `src/i18n/shipped/${tag}.ts`])),
    },
  });
  for (const tag of localeTags) removeSourceMap(new URL(`locales/${tag}.js`, folder));
  const template = await build({
    ...shared,
    external,
    plugins: [importShared],
    entryPoints: { template: 'src/template.ts' },
  });
  const page = await bundlePage(shared.absWorkingDir, new URL('preview/', folder));
  return {
    inputs: { ...main.metafile.inputs, ...template.metafile.inputs, ...page.inputs },
    outputs: { ...main.metafile.outputs, ...template.metafile.outputs, ...page.outputs },
  };
}

/** Bundles the page of the preview, for browsers. It is a classic script, since browsers load no modules from file:. */
async function bundlePage(absWorkingDir: string, folder: URL): Promise<Metafile> {
  for (const file of ['index.html', 'page.css'])
    cpSync(new URL(`src/preview/page/${file}`, root), new URL(file, folder));
  const { metafile } = await build({
    absWorkingDir,
    outdir: fileURLToPath(folder),
    entryPoints: { page: 'src/preview/page/main.tsx' },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    tsconfigRaw: {},
    metafile: true,
  });
  return metafile;
}

/** Locale modules are generated, so there is no source to map them to. */
function removeSourceMap(file: URL): void {
  rmSync(new URL(`${file}.map`));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n/, ''));
}

/**
 * Copies the source, in which the module of each locale gets its compiled mails. They are written as lists of blocks: blocks of several
 * locales are in one module that all share, and each block is there once.
 */
async function copySource(target: URL): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  for (const path of ['emails', 'locales', 'src', 'package.json'])
    cpSync(new URL(path, root), new URL(path, target), { recursive: true });
  const locales = await Promise.all(localeTags.map(takeLocaleApart));
  const shared = [...new Set(locales.flatMap(({ blocks }) => [...blocks]))].filter(
    (block) => locales.filter(({ blocks }) => blocks.has(block)).length > 1,
  );
  const folder = new URL('src/i18n/shipped/', target);
  writeFileSync(new URL('blocks.ts', folder), `export const sharedBlocks = ${JSON.stringify(shared)};\n`);
  for (const { tag, language, mails, blocks } of locales) {
    const own = [...blocks].filter((block) => !shared.includes(block));
    const known = [...shared, ...own];
    const listed = mails.map(({ operation, blocks, ownTexts }) => [
      operation,
      { blocks: blocks.map((block) => known.indexOf(block)), ownTexts },
    ]);
    writeFileSync(
      new URL(`${tag}.ts`, folder),
      [
        "import type { Operation } from '../../../emails/operations.js';",
        "import { assembleMail } from '../../template/structure.js';",
        "import { sharedBlocks } from './blocks.js';",
        `const language = ${JSON.stringify(language)};`,
        `const ownBlocks = ${JSON.stringify(own)};`,
        `const mails = ${JSON.stringify(Object.fromEntries(listed))};`,
        'function compiledMail(operation: Operation) {',
        '  const { blocks, ownTexts } = mails[operation];',
        '  const structure = blocks.map((i) => sharedBlocks[i] ?? ownBlocks[i - sharedBlocks.length]).join("");',
        `  return assembleMail(structure, ownTexts, '${tag}', language, operation);`,
        '}',
        'export default { language, compiledMail };',
        '',
      ].join('\n'),
    );
  }
}

/** Compiles the mails of a locale, and splits each into blocks. Returns each block of the locale once, too. */
async function takeLocaleApart(tag: string) {
  const language = readLanguage(tag);
  const compiling = operationNames.map(async (operation) => {
    const mail = await compileMail(tag, language, operation);
    const { structure, ownTexts } = takeApart(mail, tag, language, operation);
    return { operation, blocks: splitIntoBlocks(structure), ownTexts };
  });
  const mails = await Promise.all(compiling);
  return { tag, language, mails, blocks: new Set(mails.flatMap(({ blocks }) => blocks)) };
}
