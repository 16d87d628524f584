import { spawnSync } from 'node:child_process';
import { reportProblem } from '../problems.js';
import { run } from './commands.js';
import { type Tools, typescriptVersions } from './tools.js';

/** The ways in which TypeScript finds a package, each with the `module` that it needs. */
const resolutions = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' };

/** Compiles what users write, by several versions of TypeScript. */
export function checkTypes(app: string, tools: Tools): void {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
  console.log(`\n| TypeScript | ${Object.keys(resolutions).join(' | ')} |\n| --- |${' --- |'.repeat(3)}`);
  for (const version of typescriptVersions) {
    const tsc = tools.path(`typescript-${version}/bin/tsc`);
    const cells = Object.entries(resolutions).map(([resolution, module]) => {
      const modules = ['--module', module, '--moduleResolution', resolution];
      // With the others, CommonJS cannot require an ES module.
      const files = resolution === 'nodenext' ? ['use.mts', 'use.cts'] : ['use.mts'];
      const arguments_ = [tsc, ...files, '--noEmit', '--target', 'es2023', ...strict, ...modules];
      const { status, stdout } = spawnSync('node', arguments_, { cwd: app, encoding: 'utf8' });
      if (status !== 0) reportProblem(`TypeScript ${version}, ${resolution}:\n${stdout}`);
      return status === 0 ? 'clean' : 'errors';
    });
    console.log(`| ${run('node', [tsc, '--version'], app).trim().split(' ')[1]} | ${cells.join(' | ')} |`);
  }
}
