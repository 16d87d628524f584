import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportProblem } from '../problems.js';
import { sources } from './app.js';
import { install, run } from './commands.js';
import { type Outcome, render } from './outcome.js';
import { nodeVersions, type Tools } from './tools.js';

/** Renders in every supported version of Node, by import and by require. */
export function renderInNode(app: string, tools: Tools): Outcome[] {
  return nodeVersions.flatMap((version) => {
    const { name, command } = tools.node(version);
    return sources.flatMap((source) => [
      { name, way: 'import', source, ...render(command, [`import-${source}.mjs`], app) },
      { name, way: 'require', source, ...render(command, [`require-${source}.cjs`], app) },
    ]);
  });
}

/** Renders with a locator, where geoip-lite is not installed. Without a locator there, every runtime must warn once. */
export function renderWithoutGeoipLite(
  { app, project, tarball }: { app: string; project: string; tarball: string },
  tools: Tools,
): Outcome[] {
  install(project, [tarball]);
  const installed = readdirSync(join(project, 'node_modules')).filter((entry) => !entry.startsWith('.'));
  if (installed.join() !== 'welcome-email') reportProblem(`The package installs ${installed}`);
  for (const file of ['import-locator.mjs', 'mails.mjs']) cpSync(join(app, file), join(project, file));
  cpSync(fileURLToPath(new URL('consumer/no-locator.mjs', import.meta.url)), join(project, 'no-locator.mjs'));
  const { bun, deno } = bunAndDeno(tools);
  const runtimes = [
    ...nodeVersions.map((version) => [tools.node(version).command]),
    [bun],
    [deno, 'run', '-A'],
  ];
  for (const [runtime = '', ...args] of runtimes) {
    const warnings = run(runtime, [...args, 'no-locator.mjs'], project).trim();
    if (warnings !== 'no-locator') reportProblem(`${runtime} without geoip-lite warns [${warnings}]`);
  }
  const { name, command } = tools.node('20.19');
  return [
    { name, way: 'no geoip-lite', source: 'locator', ...render(command, ['import-locator.mjs'], project) },
  ];
}

/** Renders in Bun and Deno, which resolve packages as Node does. */
export function renderInBunAndDeno(app: string, tools: Tools): Outcome[] {
  const { bun, deno } = bunAndDeno(tools);
  const bunName = `Bun ${run(bun, ['--version'], app).trim()}`;
  const denoName = `Deno ${run(deno, ['--version'], app).split(' ')[1]}`;
  return sources.flatMap((source) => {
    const file = `import-${source}.mjs`;
    return [
      { name: bunName, way: 'import', source, ...render(bun, [file], app) },
      { name: denoName, way: 'import', source, ...render(deno, ['run', '-A', file], app) },
    ];
  });
}

function bunAndDeno({ path }: Tools): { bun: string; deno: string } {
  return { bun: path('@oven/bun-linux-x64/bin/bun'), deno: path('@deno/linux-x64-glibc/deno') };
}
