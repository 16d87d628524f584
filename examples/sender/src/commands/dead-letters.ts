// Lists the dead letters. `requeue <id>` and `requeue all` queue them again.

import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { print, run, withQueue } from './command.js';

await run(async () => {
  const [command, id] = process.argv.slice(2);
  const isRequeue = command === 'requeue' && id !== undefined;
  if (command !== undefined && !isRequeue) {
    throw new Error('usage: npm run dead-letters [-- requeue <id>|all]');
  }
  await withQueue((queue) => (isRequeue ? requeue(queue, id) : list(queue)));
});

async function list(queue: Queue<MailJob>): Promise<void> {
  for (const { id, time, reason } of await queue.deadLetters())
    print(`${id}  ${time.toISOString()}  ${reason}`);
}

async function requeue(queue: Queue<MailJob>, id: string): Promise<void> {
  if (id === 'all') {
    // Another process may requeue some at the same time.
    for (const letter of await queue.deadLetters()) await requeueOne(queue, letter.id);
  } else if (!(await requeueOne(queue, id))) {
    throw new Error(`${id} is no dead letter`);
  }
}

async function requeueOne(queue: Queue<MailJob>, id: string): Promise<boolean> {
  const isDone = await queue.requeue(id);
  if (isDone) print(`${id}  requeued`);
  return isDone;
}
