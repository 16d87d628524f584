// Lists the dead letters. `requeue` queues one or all of them again, `delete` deletes them.

import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { print, run, withQueue } from './command.js';

await run(async () => {
  const [command, id, ...rest] = process.argv.slice(2);
  const isChange = (command === 'requeue' || command === 'delete') && id !== undefined && rest.length === 0;
  if (command !== undefined && !isChange) {
    throw new Error('usage: npm run dead-letters [-- requeue|delete <id>|all]');
  }
  await withQueue(async (queue) => {
    if (!isChange) await list(queue);
    else if (command === 'requeue') await change(queue, id, queue.requeue, 'requeued');
    else await change(queue, id, queue.deleteDeadLetter, 'deleted');
  });
});

async function list(queue: Queue<MailJob>): Promise<void> {
  for (const { id, time, reason, accountId, userName } of await queue.deadLetters()) {
    const user = accountId === null ? '(deleted user)' : `account ${accountId}  ${userName}`;
    print(`${id}  ${time.toISOString()}  ${reason}  ${user}`);
  }
}

async function change(
  queue: Queue<MailJob>,
  id: string,
  work: (id: string) => Promise<boolean>,
  done: string,
): Promise<void> {
  const ids = id === 'all' ? (await queue.deadLetters()).map((letter) => letter.id) : [id];
  for (const one of ids) {
    if (await work(one)) print(`${one}  ${done}`);
    // Of `all`, another process may change some at the same time.
    else if (id !== 'all') throw new Error(`${id} is no dead letter`);
  }
}
