import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { kilobytes, run } from './commands.js';
import type { Source } from './consumer/mails.js';
import { type Outcome, render } from './outcome.js';
import type { Tools } from './tools.js';

/** There are no files in workerd, so geoip-lite cannot be used. */
const sources: readonly Source[] = ['locator', 'location', 'own words'];

/**
 * Renders in workerd, which Cloudflare runs. The worker is bundled with the conditions of Cloudflare's own bundler, and compatibility with
 * Node is off.
 */
export function renderInWorkerd(app: string, tools: Tools): Outcome[] {
  const worker = bundleWorker(join(app, 'worker.mjs'), app, tools);
  console.log(`A worker: ${kilobytes(worker.length)}, ${kilobytes(gzipSync(worker).length)} by gzip`);

  const { version } = JSON.parse(readFileSync(tools.path('workerd/package.json'), 'utf8'));
  const { command } = tools.node('24');
  return sources.map((source) => {
    const script = writeMiniflareScript(worker, source, tools);
    return {
      name: `workerd ${version}`,
      way: 'esbuild',
      source,
      ...render(command, [script], tools.folder),
    };
  });
}

/** Returns the answer of a worker, which may import what is in the folder. */
export function askWorker(entry: string, folder: string, tools: Tools): string {
  const script = writeMiniflareScript(bundleWorker(entry, folder, tools), '', tools);
  return run(tools.node('24').command, [script], tools.folder);
}

function bundleWorker(entry: string, folder: string, tools: Tools): Buffer {
  const bundled = join(folder, 'bundled-worker.mjs');
  const options = ['--bundle', '--format=esm', '--conditions=workerd,worker,browser', '--minify'];
  run(tools.path('.bin/esbuild'), [entry, ...options, `--outfile=${bundled}`], folder);
  return readFileSync(bundled);
}

/** Writes a script that prints the worker's answer to a request for a path. */
function writeMiniflareScript(worker: Buffer, path: string, { folder }: Tools): string {
  const options = { modules: true, script: String(worker), compatibilityDate: '2026-07-01' };
  const script = join(folder, 'miniflare.mjs');
  const code = `import { Miniflare } from 'miniflare';
    const miniflare = new Miniflare(${JSON.stringify(options)});
    const answer = await miniflare.dispatchFetch('http://localhost/' + encodeURIComponent(${JSON.stringify(path)}));
    if (!answer.ok) throw new Error(await answer.text());
    console.log(await answer.text());
    await miniflare.dispose();`;
  writeFileSync(script, code);
  return script;
}
