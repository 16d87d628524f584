// Bundles the library, its parts, the locales and the command, with the libraries they are made of: a process that opens two hundred
// small files, or loads all of React Email and date-fns where a few kilobytes of each are needed, starts late. The location data stays
// outside. Beside the words of each locale it puts the mails in them, already rendered.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { importSource } from './from-source.js';
import { localeTags } from './locale-tags.js';

const root = new URL('../', import.meta.url);
const { optionalDependencies, peerDependencies, imports } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);
/** What users install beside the package, or need not. */
export const external = Object.keys({ ...optionalDependencies, ...peerDependencies, ...imports });

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

/**
 * Gives what esbuild says of the files that it wrote.
 *
 * @param {URL} folder
 */
export async function bundle(folder) {
  const { metafile } = await build({
    ...options,
    entryPoints: {
      index: 'src/index.ts',
      cli: 'src/cli/bin.ts',
      mmdb: 'src/mmdb.ts',
      'geoip-lite': 'src/geo/geoip-lite.ts',
      'no-locator': 'src/geo/no-locator.ts',
      ...locales,
    },
    outdir: fileURLToPath(folder),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: true,
    metafile: true,
    plugins: [leaveOutUnused, renderLocales],
  });

  // They are written by nobody, so there is nothing to map them to.
  for (const tag of localeTags) {
    const file = new URL(`locales/${tag}.js`, folder);
    rmSync(new URL(`${file}.map`));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n/, ''));
  }
  return metafile;
}
