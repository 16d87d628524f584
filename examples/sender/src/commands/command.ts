import { inspect } from 'node:util';
import { type Config, readConfig } from '../config.js';
import type { Database } from '../database/database.js';
import { createLog } from '../log.js';
import type { MailJob } from '../mail/welcome-mail.js';
import { openQueue, type Queue } from '../queue/queue.js';
import { openDatabase } from '../sender.js';

/** Runs `work`. If it fails, prints why and ends the process, which open connections would keep running. */
export async function run(work: () => Promise<void>): Promise<void> {
  // The reader of the output, such as head, may end first. The work goes on.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await work();
  } catch (error) {
    // PGlite throws values that are not errors, and Node's error has no message if several addresses refuse a connection.
    process.stderr.write(`${(error instanceof Error && error.message) || inspect(error)}\n`);
    process.exit(1);
  }
}

/** Runs `work` with the database and the queue of the service, which may be running. */
export async function withQueue(
  work: (queue: Queue<MailJob>, database: Database, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  const queue = await openQueue<MailJob>(database, log);
  await work(queue, database, config);
  await queue.stop();
  await database.close();
}

/** Returns `undefined` if the text is not an account id. */
export function readAccountId(text: string | undefined): number | undefined {
  const id = Number(text);
  return /^\d+$/.test(text ?? '') && Number.isSafeInteger(id) ? id : undefined;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
