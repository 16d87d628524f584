// Lists the dead letters; or, with `requeue <id>` or `requeue all`, lets them be tried again.
import { print, run, withQueue } from './command.js';
import type { Queue } from './queue.js';
import type { WelcomeJob } from './welcome-mail.js';

await run(async () => {
  const [command, id] = process.argv.slice(2);
  const isRequeue = command === 'requeue' && id !== undefined;
  if (command !== undefined && !isRequeue) {
    throw new Error('usage: npm run dead-letters [-- requeue <id>|all]');
  }
  await withQueue((queue) => (isRequeue ? requeue(queue, id) : list(queue)));
});

async function list(queue: Queue<WelcomeJob>): Promise<void> {
  for (const { id, time, reason } of await queue.deadLetters())
    print(`${id}  ${time.toISOString()}  ${reason}`);
}

async function requeue(queue: Queue<WelcomeJob>, id: string): Promise<void> {
  const ids = id === 'all' ? (await queue.deadLetters()).map((letter) => letter.id) : [id];
  for (const id of ids) {
    if (!(await queue.requeue(id))) throw new Error(`${id} is no dead letter`);
    print(`${id}  requeued`);
  }
}
