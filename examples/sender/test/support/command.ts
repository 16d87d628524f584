import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Command, LINK_SECRET, program } from './process.js';
import { databaseUrl } from './sender.js';

/** Runs a command of the service on a folder where no sender runs, as Postgres in WASM needs it, and gives what it prints. */
export async function runCommand(
  folder: string,
  name: Command,
  parameters: readonly string[],
  more: Record<string, string> = {},
): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl(folder),
    LINK_SECRET,
    ...more,
  };
  return (await promisify(execFile)(process.execPath, [program(`commands/${name}`), ...parameters], { env }))
    .stdout;
}
