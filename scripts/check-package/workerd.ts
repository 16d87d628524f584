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
  const worker = join(app, 'bundled-worker.mjs');
  const options = ['--bundle', '--format=esm', '--conditions=workerd,worker,browser', '--minify'];
  run(tools.path('.bin/esbuild'), [join(app, 'worker.mjs'), ...options, `--outfile=${worker}`], app);
  const bytes = readFileSync(worker);
  console.log(`A worker: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} by gzip`);

  const { version } = JSON.parse(readFileSync(tools.path('workerd/package.json'), 'utf8'));
  const { command } = tools.node('24');
  return sources.map((source) => {
    const script = join(tools.folder, 'miniflare.mjs');
    writeFileSync(script, miniflareScript(String(bytes), source));
    return {
      name: `workerd ${version}`,
      way: 'esbuild',
      source,
      ...render(command, [script], tools.folder),
    };
  });
}

function miniflareScript(worker: string, source: Source): string {
  const options = { modules: true, script: worker, compatibilityDate: '2026-07-01' };
  return `import { Miniflare } from 'miniflare';
    const miniflare = new Miniflare(${JSON.stringify(options)});
    const answer = await miniflare.dispatchFetch('http://localhost/' + encodeURIComponent(${JSON.stringify(source)}));
    if (!answer.ok) throw new Error(await answer.text());
    console.log(await answer.text());
    await miniflare.dispose();`;
}
