// Lists the dead letters; or, with `requeue <id>` or `requeue all`, lets them be tried again.
import { inspect } from 'node:util';
import { readConfig } from './config.js';
import { createLog } from './log.js';
import { openQueue, type Queue } from './queue.js';
import { openDatabase } from './sender.js';
import type { WelcomeJob } from './welcome-mail.js';

const print = (text: string) => process.stdout.write(`${text}\n`);

try {
  const [command, id] = process.argv.slice(2);
  const isRequeue = command === 'requeue' && id !== undefined;
  if (command !== undefined && !isRequeue) {
    throw new Error('usage: npm run dead-letters [-- requeue <id>|all]');
  }

  const log = createLog('warn');
  const database = await openDatabase(readConfig(process.env), log);
  const queue = await openQueue<WelcomeJob>(database, log);
  await (isRequeue ? requeue(queue, id) : list(queue));
  await queue.stop();
  await database.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : inspect(error)}\n`);
  // What is open already would keep the process.
  process.exit(1);
}

async function list(queue: Queue<WelcomeJob>): Promise<void> {
  for (const { id, time, reason } of await queue.deadLetters())
    print(`${id}  ${time.toISOString()}  ${reason}`);
}

async function requeue(queue: Queue<WelcomeJob>, id: string): Promise<void> {
  const ids = id === 'all' ? (await queue.deadLetters()).map((letter) => letter.id) : [id];
  for (const id of ids) print(`${id}  ${(await queue.requeue(id)) ? 'requeued' : 'is no dead letter'}`);
}
