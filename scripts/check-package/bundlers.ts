import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './app.js';
import { run } from './commands.js';
import { type Outcome, render } from './outcome.js';
import type { Tools } from './tools.js';

/**
 * Bundles the package into one file for a function, as CommonJS and as an ES module, and into several files for a server. Each is run in
 * a folder that holds only geoip-lite, if it needs that: its data is in files, which no bundler includes.
 */
export function renderBundled(app: string, folder: string, tools: Tools): Outcome[] {
  const { name, command } = tools.node('20.19');
  return sources.flatMap((source) => {
    const entry = join(app, `import-${source}.mjs`);
    const target = join(folder, `bundled-${source}`);
    mkdirSync(join(target, 'node_modules'), { recursive: true });
    if (source === 'geoip-lite')
      symlinkSync(join(app, 'node_modules/geoip-lite'), join(target, 'node_modules/geoip-lite'));

    bundleByEsbuild(entry, 'cjs', join(target, 'function.cjs'), tools);
    bundleByEsbuild(entry, 'esm', join(target, 'function.mjs'), tools);
    bundleByRspack(entry, app, target, tools);
    const files = { 'esbuild, cjs': 'function.cjs', 'esbuild, esm': 'function.mjs', rspack: 'server.cjs' };
    return Object.entries(files).map(([way, file]) => ({
      name,
      way,
      source,
      ...render(command, [file], target),
    }));
  });
}

function bundleByEsbuild(entry: string, format: 'cjs' | 'esm', outfile: string, tools: Tools): void {
  const options = ['--bundle', '--platform=node', '--external:geoip-lite', '--minify', '--log-level=warning'];
  run(
    tools.path('.bin/esbuild'),
    [entry, ...options, `--format=${format}`, `--outfile=${outfile}`],
    tools.folder,
  );
}

function bundleByRspack(entry: string, context: string, path: string, tools: Tools): void {
  const options = {
    mode: 'production',
    target: 'node',
    context,
    entry,
    externals: { 'geoip-lite': 'commonjs geoip-lite' },
    output: { path, filename: 'server.cjs', chunkFilename: 'chunks/[id].cjs' },
  };
  const script = `import { rspack } from '@rspack/core';
    rspack(${JSON.stringify(options)}, (error, stats) => {
      if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
    });`;
  run('node', ['--input-type=module', '--eval', script], tools.folder);
}
