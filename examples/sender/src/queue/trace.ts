import type { Queryable } from '../database/database.js';

/** Which email it is, and who asked for it. */
export interface Subject {
  readonly userId: string;
  /** The operation of the package `welcome-email`. */
  readonly operation: 'registration' | 'recovery' | 'password-changed';
  /** `page`, `welcome-all`, or the name of an API token. */
  readonly caller: string;
}

/** How the job of an email ended. */
export interface Outcome {
  readonly outcome: 'sent' | 'not needed' | 'given up';
  /** The server's answer, or why the email was not sent. Contains no address and no link. */
  readonly detail: string;
}

/** The row of an email. It is kept for TRACE_DAYS after the email was queued, and at least until its job is gone. */
export interface Trace extends Subject {
  readonly jobId: string;
  readonly queuedAt: Date;
  /** `null` while the job is waiting or in progress. */
  readonly endedAt: Date | null;
  readonly outcome: Outcome['outcome'] | null;
  readonly detail: string | null;
}

/** A trace for operators. The name of the user is never logged. */
export interface UserTrace extends Trace {
  readonly accountId: string;
  readonly userName: string;
}

const COLUMNS = `job_id as "jobId", user_id as "userId", operation, caller, queued_at as "queuedAt", ended_at as "endedAt", outcome, detail`;

/** Adds rows for queued emails, except for users who do not exist. */
export async function traceQueued(
  transaction: Queryable,
  emails: readonly (Subject & { readonly jobId: string })[],
): Promise<void> {
  await transaction.query(
    `insert into sender.emails (job_id, user_id, operation, caller)
     select queued.job_id, users.id, queued.operation, queued.caller
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as queued (job_id, user_id, operation, caller)
     join sender.users on users.id = queued.user_id`,
    [
      emails.map(({ jobId }) => jobId),
      emails.map(({ userId }) => userId),
      emails.map(({ operation }) => operation),
      emails.map(({ caller }) => caller),
    ],
  );
}

/**
 * SQL that writes how the job `$1` ended, and returns its row: the outcome is `$2`, its detail `$3`.
 *
 * The queue runs it in one statement with the end of the job.
 */
export const TRACE_END = `
  update sender.emails set ended_at = now(), outcome = $2, detail = $3 where job_id = $1
  returning ${COLUMNS}`;

/** Removes the outcome of a dead letter that is tried again. */
export async function traceRequeued(transaction: Queryable, jobId: string): Promise<void> {
  await transaction.query(
    'update sender.emails set ended_at = null, outcome = null, detail = null where job_id = $1',
    [jobId],
  );
}

const SELECT = `
  select ${COLUMNS}, account_id::text as "accountId", name as "userName"
  from sender.emails join sender.users on users.id = emails.user_id`;

export async function findTrace(database: Queryable, jobId: string): Promise<UserTrace | undefined> {
  const [trace] = await database.query<UserTrace>(`${SELECT} where job_id::text = $1`, [jobId]);
  return trace;
}

/** Returns the emails of a user, oldest first. */
export function findTracesOfUser(database: Queryable, accountId: number, name: string): Promise<UserTrace[]> {
  return database.query<UserTrace>(`${SELECT} where account_id = $1 and name = $2 order by queued_at`, [
    accountId,
    name,
  ]);
}

/** Leaves the traces of emails that are waiting, in progress or dead letters. */
export async function deleteOldTraces(database: Queryable, days: number): Promise<void> {
  await database.query(
    `delete from sender.emails
     where queued_at < now() - make_interval(days => $1) and not exists (select from pgboss.job where id = job_id)`,
    [days],
  );
}
