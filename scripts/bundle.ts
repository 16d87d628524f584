// Bundles the library, its entry points, the locales and the command, together with the libraries they use. A process that opens two
// hundred small files, or loads all of React Email and date-fns for a few kilobytes of each, starts slowly. The location data is not
// bundled.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { operationNames } from '../emails/operations.js';
import { compileMail } from '../src/template/compile.js';
import { localeTags, readLanguage } from './locales.js';

const root = new URL('../', import.meta.url);
const { optionalDependencies, peerDependencies, imports } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);

/** What users install beside the package, if they need it. */
export const external = Object.keys({ ...optionalDependencies, ...peerDependencies, ...imports });

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
  external,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  metafile: true as const,
  plugins: [leaveOutUnused],
} satisfies BuildOptions;

/** Bundles the package into a folder. Returns what esbuild tells about the files. */
export async function bundle(folder: URL): Promise<Metafile> {
  const source = new URL('build/', root);
  await copySource(source);
  const { metafile } = await build({
    ...options,
    absWorkingDir: fileURLToPath(source),
    outdir: fileURLToPath(folder),
    sourcemap: true,
    entryPoints: {
      index: 'src/index.ts',
      cli: 'src/cli/bin.ts',
      mmdb: 'src/mmdb.ts',
      'geoip-lite': 'src/geo/geoip-lite.ts',
      'no-locator': 'src/geo/no-locator.ts',
      ...Object.fromEntries(localeTags.map((tag) => [`locales/${tag}`, `src/i18n/shipped/${tag}.ts`])),
    },
  });
  for (const tag of localeTags) removeSourceMap(new URL(`locales/${tag}.js`, folder));
  return metafile;
}

/** Locale modules are generated, so there is no source to map them to. */
function removeSourceMap(file: URL): void {
  rmSync(new URL(`${file}.map`));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n/, ''));
}

/** Copies the source, in which the module of each locale gets the compiled mails beside its words. */
async function copySource(target: URL): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  for (const path of ['emails', 'locales', 'src', 'package.json'])
    cpSync(new URL(path, root), new URL(path, target), { recursive: true });
  for (const tag of localeTags) {
    const language = readLanguage(tag);
    const mails = operationNames.map(
      async (operation) => [operation, await compileMail(tag, language, operation)] as const,
    );
    const locale = { language, compiledMails: Object.fromEntries(await Promise.all(mails)) };
    writeFileSync(
      new URL(`src/i18n/shipped/${tag}.ts`, target),
      `import type { LoadedLocale } from '../loaded-locale.js';\n\nconst locale: LoadedLocale = ${JSON.stringify(locale)};\nexport default locale;\n`,
    );
  }
}
