import { join } from 'node:path';
import { localeTags } from '../locales.js';
import { reportProblem } from '../problems.js';
import { kilobytes, root, run } from './commands.js';
import type { Tools } from './tools.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
  readonly size: number;
  readonly unpackedSize: number;
}

/** What the README promises. */
const MAX_BYTES = 7e6;

/** Packs the package into a folder, and checks that the tarball holds what users need and nothing else. Returns its path. */
export function pack(folder: string): string {
  const answer: Packed[] | Record<string, Packed> = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  // npm 12 prints an object by name, older versions a list.
  const [packed] = Object.values(answer);
  if (packed === undefined) throw new Error('npm packed nothing');
  const { filename, files, size, unpackedSize } = packed;
  const paths = files.map(({ path }) => path);
  checkContents(paths);
  console.log(
    `${filename}: ${paths.length} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`,
  );
  if (unpackedSize > MAX_BYTES) reportProblem(`The package has more than ${kilobytes(MAX_BYTES)}`);
  return join(folder, filename);
}

function checkContents(paths: readonly string[]): void {
  const needed = [
    'package.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'NOTICE',
    'SECURITY.md',
    'locales/README.md',
    'locales/en/welcome.json',
    'dist/THIRD-PARTY-LICENSES.txt',
    ...[
      ...['index', 'mmdb', 'page', 'template', 'cli', 'errors', 'geoip-lite', 'no-locator'],
      ...['preview/preview', 'preview/renderer-process', 'preview/import-hooks'],
    ].flatMap((name) => [`dist/${name}.js`, `dist/${name}.js.map`]),
    ...['index.html', 'page.js', 'page.css'].map((name) => `dist/preview/${name}`),
    ...localeTags.map((tag) => `dist/locales/${tag}.js`),
    ...['index', 'mmdb', 'page', 'template'].map((name) => `dist/types/src/${name}.d.ts`),
  ];
  const allowed =
    /^(?:dist\/(?:chunks\/[\w.-]+\.js(?:\.map)?|types\/(?:src|emails)\/[\w/.-]+\.d\.ts)|docs\/[\w/-]+\.(?:md|png|svg|tsx?))$/;
  const missing = needed.filter((path) => !paths.includes(path));
  const surplus = paths.filter((path) => !needed.includes(path) && !allowed.test(path));
  if (missing.length + surplus.length > 0)
    reportProblem(`The tarball lacks [${missing}] and should not hold [${surplus}]`);
}

/** Checks the tarball as publint and Are The Types Wrong? do. */
export function lintTarball(tarball: string, tools: Tools): void {
  run(tools.path('.bin/publint'), ['run', tarball, '--strict'], tools.folder);
  // The package has ES modules only, which every supported Node can require. No supported Node resolves as Node 10 did.
  const expected = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'];
  run(tools.path('.bin/attw'), [tarball, ...expected, '--format', 'ascii', '--no-emoji'], tools.folder);
}
