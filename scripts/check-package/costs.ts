import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { megabytesOf } from '../folder-size.js';
import { install, run } from './commands.js';
import type { Tools } from './tools.js';

/** Other programs only add to a time, so the least counts. */
const PROCESSES = 7;

/** Prints what the package takes on disk, how long its import and its first mail take, and the memory of the process after it. */
export function printCosts(folder: string, tarball: string, tools: Tools): void {
  const { name, command } = tools.node('24');
  console.log(`\n| npm install (${name}) | on disk | address | import | first mail | memory |`);
  console.log(`| --- |${' ---: |'.repeat(5)}`);
  for (const packages of [[], ['geoip-lite']]) {
    const project = join(folder, ['costs', ...packages].join('-'));
    install(project, [tarball, ...packages]);
    const size = megabytesOf(join(project, 'node_modules'));
    cpSync(
      fileURLToPath(new URL('consumer/first-mail.mjs', import.meta.url)),
      join(project, 'first-mail.mjs'),
    );
    for (const address of ['', '81.2.69.142']) {
      const runs = Array.from({ length: PROCESSES }, () =>
        JSON.parse(run(command, ['--expose-gc', 'first-mail.mjs', address], project)),
      );
      const least = (field: string) => Math.min(...runs.map((figures) => figures[field])).toFixed(0);
      const cells = [
        ['welcome-email', ...packages].join(' '),
        `${size.toFixed(0)} MB`,
        address || 'none',
        `${least('importMs')} ms`,
        `${least('firstMailMs')} ms`,
        `${least('megabytes')} MB`,
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  }
}
