// Prints what happened to the emails of a user, or to the email of a job.
import type { Progress } from '../queue/queue.js';
import { findTrace, findTracesOfUser, type UserTrace } from '../queue/trace.js';
import { print, readAccountId, run, withQueue } from './command.js';

await run(async () => {
  const [kind, first, name, ...rest] = process.argv.slice(2);
  const accountId = readAccountId(first);
  const isUser = kind === 'user' && accountId !== undefined && name !== undefined && rest.length === 0;
  const isJob = kind === 'job' && first !== undefined && name === undefined;
  if (!isUser && !isJob) throw new Error('usage: npm run trace -- user <account id> <user name> | job <id>');
  await withQueue(async (queue, database) => {
    const traces = isUser
      ? await findTracesOfUser(database, accountId, name)
      : [await findTrace(database, String(first))].filter((trace) => trace !== undefined);
    if (traces.length === 0) throw new Error('there is no email of that');
    for (const trace of traces) print(describe(trace, await queue.progress(trace.jobId)));
  });
});

function describe(trace: UserTrace, progress: Progress | undefined): string {
  const { jobId, accountId, userName, operation, caller, queuedAt, endedAt, outcome, detail } = trace;
  const state = endedAt ? `${outcome} ${endedAt.toISOString()}  ${detail}` : describeProgress(progress);
  return `${jobId}  account ${accountId}  ${userName}  ${operation}  by ${caller}  queued ${queuedAt.toISOString()}  ${state}`;
}

function describeProgress(progress: Progress | undefined): string {
  // The job ended after its trace was read.
  if (progress === undefined) return 'just ended';
  const { state, tries, nextTryAt, reason } = progress;
  if (state === 'in progress') return `in progress, try ${tries}`;
  if (tries === 0) return 'waits for the first try';
  const last = reason === null ? '' : ` (${reason})`;
  return `waits after ${tries} ${tries === 1 ? 'try' : 'tries'}${last}, next try ${nextTryAt.toISOString()}`;
}
