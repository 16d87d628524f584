// Compares the time in the mail with Intl's, for every zone and with servers in four zones: at each change of an offset from 2015 to
// 2037, at the turns of the years and of the leap days, at wall times that the server's zone skips or repeats, and at random instants.
// The instants are the same in each run. `--sample` takes every tenth zone.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SERVER_ZONES } from './check-time-zones/server-zones.js';

const script = fileURLToPath(new URL('check-time-zones/in-server-zone.ts', import.meta.url));
// Node reads TZ when it starts, so each server zone needs a process of its own.
const results = await Promise.allSettled(
  SERVER_ZONES.map((TZ) =>
    promisify(execFile)(process.execPath, [...process.execArgv, script, ...process.argv.slice(2)], {
      env: { ...process.env, TZ },
    }),
  ),
);
for (const result of results) {
  console.log((result.status === 'fulfilled' ? result.value : result.reason).stdout.trimEnd());
  if (result.status === 'rejected') {
    console.error(result.reason.stderr);
    process.exitCode = 1;
  }
}
