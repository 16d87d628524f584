// Shows what happened to the emails of a user, or to the email of a job.
import { findTrace, findTracesOfUser, type Trace } from '../queue/trace.js';
import { print, readAccountId, run, withQueue } from './command.js';

await run(async () => {
  const [kind, first, name, ...rest] = process.argv.slice(2);
  const accountId = readAccountId(first);
  const isUser = kind === 'user' && accountId !== undefined && name !== undefined && rest.length === 0;
  const isJob = kind === 'job' && first !== undefined && name === undefined;
  if (!isUser && !isJob) throw new Error('usage: npm run trace -- user <account id> <user name> | job <id>');
  await withQueue(async (_queue, database) => {
    const traces = isUser
      ? await findTracesOfUser(database, accountId, name)
      : [await findTrace(database, String(first))].filter((trace) => trace !== undefined);
    if (traces.length === 0) throw new Error('there is no email of that');
    for (const trace of traces) print(describe(trace));
  });
});

function describe({ jobId, operation, caller, queuedAt, endedAt, outcome, detail }: Trace): string {
  const end = endedAt ? `${outcome} ${endedAt.toISOString()}  ${detail}` : 'waits or is at work';
  return `${jobId}  ${operation}  by ${caller}  queued ${queuedAt.toISOString()}  ${end}`;
}
