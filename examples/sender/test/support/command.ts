import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { databaseUrl } from './sender.js';

/** Runs a command of the service on a folder where no sender runs, as Postgres in WASM needs it, and gives what it prints. */
export async function runCommand(
  folder: string,
  name: 'dead-letters' | 'new-account' | 'welcome-all',
  ...parameters: string[]
): Promise<string> {
  const file = fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl(folder),
    LINK_SECRET: 'a secret that is long enough for tests',
  };
  return (await promisify(execFile)(process.execPath, [file, ...parameters], { env })).stdout;
}
