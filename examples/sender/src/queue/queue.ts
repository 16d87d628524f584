// The only file that calls pg-boss. Version 10 is the newest that runs on Node 20.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Queryable } from '../database/database.js';
import { describeFailure } from './failure.js';
import { type Outcome, type Subject, TRACE_END, type Trace, traceQueued, traceRequeued } from './trace.js';

/** Jobs in Postgres. Each is done at least once. Any number of processes can share them. */
export interface Queue<Job extends object> {
  /** Adds jobs and their traces as part of the transaction. */
  add(transaction: Queryable, jobs: readonly NewJob<Job>[]): Promise<void>;
  /**
   * Starts to call `work` with jobs, at most `concurrency` at a time. If it throws, the job is tried again later with the same id, or
   * becomes a dead letter if no retry can help. The outcome of each job is logged and written to its trace.
   */
  start(concurrency: number, work: Work<Job>): void;
  /** How far an unfinished job is; `undefined` if there is no such job. */
  progress(id: string): Promise<Progress | undefined>;
  counts(): Promise<JobCounts>;
  /** The age of the oldest unfinished job; 0 if there is none. */
  oldestJobSeconds(): Promise<number>;
  /** Oldest first. */
  deadLetters(): Promise<DeadLetter[]>;
  /** Makes a dead letter a new job with the same id. Returns `false` if there is no such dead letter. */
  requeue(id: string): Promise<boolean>;
  /** Returns `false` if there is no such dead letter. */
  deleteDeadLetter(id: string): Promise<boolean>;
  /** Stops taking jobs, and waits until the running ones end. */
  stop(): Promise<void>;
}

export interface NewJob<Job> {
  readonly data: Job;
  /** For the trace. */
  readonly subject: Subject;
}

export interface JobCounts {
  /** Waiting or in progress. */
  readonly queued: number;
  readonly dead: number;
}

/** How far an unfinished job is. */
export interface Progress {
  readonly state: 'waiting' | 'in progress';
  /** The number of tries, including the current one. */
  readonly tries: number;
  /** When a waiting job is next started, unless all workers are busy then. */
  readonly nextTryAt: Date;
  /** Why the last try failed; `null` if none did, or if its process died. Contains nothing from the job. */
  readonly reason: string | null;
}

/** A job that was given up. */
export interface DeadLetter {
  readonly id: string;
  /** When it was given up. */
  readonly time: Date;
  /** Contains nothing from the job. */
  readonly reason: string;
  /** `null` if the user was deleted, like the name. */
  readonly accountId: string | null;
  readonly userName: string | null;
}

/** How often an idle process looks for jobs. */
const POLLING_INTERVAL_MS = 250;

const QUEUE = 'welcome-mail';

const DEAD_LETTERS = 'welcome-mail-dead-letters';

/** About two days of retries: see `RETRY_LATER`. */
const MAX_RETRIES = 70;

/**
 * The first retry comes after a random 30 to 60 seconds. Each wait is twice as long as the last one, up to 30 to 60 minutes: no more often than
 * RFC 5321 recommends (section 4.5.4.1), and often enough for a link that works for hours. pg-boss's own waits have no maximum.
 */
const RETRY_LATER = `
  update pgboss.job set state = 'retry', output = $3,
    start_after = now() + least(30 * 2 ^ retry_count, 1800) * (1 + random()) * interval '1 second'
  where name = $1 and id = $2 and state = 'active'`;

/** After this time in progress, a job is retried, since its process is probably dead. The mailer gives up much earlier. */
const EXPIRY_MINUTES = 10;

/** How long to retry recording a finished job while the database is down. */
const PERSISTENCE_MS = 5 * 60_000;

const JOB_OPTIONS = {
  // Never reached, since pg-boss would give a job up without making it a dead letter.
  retryLimit: 10 * MAX_RETRIES,
  // Only after a try that did not end: pg-boss retries that one itself.
  retryDelay: 30,
  expireInSeconds: EXPIRY_MINUTES * 60,
};

/**
 * Jobs are fetched in this order. Without the index, each fetch sorts all waiting jobs, and with 100,000 of them a third as many mails go
 * out. `if not exists` would not do: `create index` waits for all writers and blocks others even if the index exists.
 */
const ORDER = `
  do $$ begin
    if to_regclass('pgboss.job_order') is null then
      create index job_order on pgboss.job (name, created_on, id) where state < 'active';
    end if;
  end $$
`;

type Work<Job> = (job: Job, id: string) => Promise<Outcome>;

export async function openQueue<Job extends object>(database: Database, log: Logger): Promise<Queue<Job>> {
  const boss = createBoss(database, log, { migrate: false });
  await boss.start();

  const stopping = new AbortController();
  let working = Promise.resolve();

  /** Logs failed fetches, which pg-boss does not report. */
  const fetching: PgBoss.Db = {
    executeSql: (text, values) =>
      executor(database)
        .executeSql(text, values)
        .catch((err) => {
          log.error({ err }, 'jobs could not be fetched');
          throw err;
        }),
  };

  // Replaces pg-boss's own worker, which completes only whole batches and does not wait for the completion.
  async function workUntilStopped(concurrency: number, work: Work<Job>): Promise<void> {
    const atWork = new Set<Promise<void>>();
    while (!stopping.signal.aborted) {
      const free = concurrency - atWork.size;
      const jobs = await boss.fetch<Job>(QUEUE, {
        batchSize: free,
        includeMetadata: true,
        priority: false,
        db: fetching,
      });
      for (const job of jobs) {
        const working = workOn(job, work).finally(() => atWork.delete(working));
        atWork.add(working);
      }
      if (jobs.length === free) await Promise.race(atWork);
      else await setTimeout(POLLING_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await Promise.all(atWork);
  }

  async function workOn(job: PgBoss.JobWithMetadata<Job>, work: Work<Job>): Promise<void> {
    const { id, retryCount } = job;
    let outcome: Outcome;
    try {
      // The last try did not end, for example because the job kills its process.
      if (retryCount > MAX_RETRIES) throw new Error('a job was tried too often');
      outcome = await work(job.data, id);
    } catch (err) {
      const { kind, reason } = describeFailure(err);
      log.warn({ err, reason, job: id }, 'a job failed');
      const isDead = kind === 'rejected' || retryCount >= MAX_RETRIES;
      return persist(id, () => (isDead ? bury(job, reason) : retryLater(id, reason)));
    }
    // The only statement between the server's 250 and the end of the job. If the process dies before it, the mail is sent again. The job
    // is deleted, not completed, since nobody needs the facts of the request any more.
    await persist(id, () => complete(id, outcome));
  }

  async function complete(id: string, { outcome, detail }: Outcome): Promise<void> {
    const [trace] = await database.query<Trace>(
      `with deleted as (delete from pgboss.job where name = '${QUEUE}' and id = $1) ${TRACE_END}`,
      [id, outcome, detail],
    );
    logEnd(trace);
  }

  function logEnd(trace: Trace | undefined): void {
    if (trace) log.info({ email: trace }, 'the job of an email ended');
  }

  /** Retries to record the end of a job until the database accepts it, so that a sent mail is not sent again. */
  async function persist(id: string, end: () => Promise<void>): Promise<void> {
    for (const giveUp = performance.now() + PERSISTENCE_MS; ; await setTimeout(1000)) {
      try {
        return await end();
      } catch (err) {
        log.error({ err, job: id }, 'the end of a job could not be written');
        if (performance.now() > giveUp) return;
      }
    }
  }

  async function retryLater(id: string, reason: string): Promise<void> {
    await database.query(RETRY_LATER, [QUEUE, id, JSON.stringify({ reason })]);
  }

  /** Moves a job to the dead letters under the same id. pg-boss's own dead letters get a new one. */
  async function bury({ id, data }: PgBoss.Job<Job>, reason: string): Promise<void> {
    await database.transaction(async (transaction) => {
      const db = executor(transaction);
      // pg-boss deletes it after 14 days.
      await boss.insert([{ name: DEAD_LETTERS, id, data: { job: data, reason } }], { db });
      await boss.deleteJob(QUEUE, id, { db });
      const [trace] = await transaction.query<Trace>(TRACE_END, [id, 'given up', reason]);
      logEnd(trace);
    });
  }

  async function insert(transaction: Queryable, ...jobs: { id?: string; data: Job }[]): Promise<void> {
    await boss.insert(
      jobs.map((job) => ({ ...JOB_OPTIONS, ...job, name: QUEUE })),
      { db: executor(transaction) },
    );
  }

  /** Deletes a dead letter and returns its job; `undefined` if there is no such dead letter. */
  async function takeDeadLetter(queryable: Queryable, id: string): Promise<Job | undefined> {
    const [letter] = await queryable.query<{ job: Job }>(
      "delete from pgboss.job where name = $1 and id::text = $2 returning data->'job' as job",
      [DEAD_LETTERS, id],
    );
    return letter?.job;
  }

  return {
    async add(transaction, jobs) {
      const added = jobs.map(({ data, subject }) => ({ id: randomUUID(), data, subject }));
      await insert(transaction, ...added.map(({ id, data }) => ({ id, data })));
      await traceQueued(
        transaction,
        added.map(({ id, subject }) => ({ jobId: id, ...subject })),
      );
    },
    start(concurrency, work) {
      working = workUntilStopped(concurrency, work);
    },
    async progress(id) {
      const [progress] = await database.query<Progress>(
        // pg-boss counts the tries after the first.
        `select case when state = 'active' then 'in progress' else 'waiting' end as state,
           case when started_on is null then 0 else retry_count + 1 end as tries, start_after as "nextTryAt",
           output->>'reason' as reason
         from pgboss.job where name = $1 and id = $2`,
        [QUEUE, id],
      );
      return progress;
    },
    async counts() {
      const [counts] = await database.query<JobCounts>(
        `select count(*) filter (where name = $1)::int as queued, count(*) filter (where name = $2)::int as dead
         from pgboss.job`,
        [QUEUE, DEAD_LETTERS],
      );
      return counts as JobCounts;
    },
    async oldestJobSeconds() {
      const [oldest] = await database.query<{ seconds: number }>(
        // A job in progress counts too: its process may be dead.
        `select coalesce(extract(epoch from now() - min(created_on)), 0)::float8 as seconds
         from pgboss.job where name = $1`,
        [QUEUE],
      );
      return (oldest as { seconds: number }).seconds;
    },
    deadLetters: () =>
      database.query<DeadLetter>(
        `select job.id, created_on as time, data->>'reason' as reason,
           users.account_id::text as "accountId", users.name as "userName"
         from pgboss.job
         left join sender.emails on emails.job_id = job.id
         left join sender.users on users.id = emails.user_id
         where job.name = $1 order by created_on`,
        [DEAD_LETTERS],
      ),
    requeue: (id) =>
      database.transaction(async (transaction) => {
        const data = await takeDeadLetter(transaction, id);
        if (data === undefined) return false;
        await insert(transaction, { id, data });
        await traceRequeued(transaction, id);
        return true;
      }),
    deleteDeadLetter: async (id) => (await takeDeadLetter(database, id)) !== undefined,
    async stop() {
      stopping.abort();
      await working;
      await boss.stop({ graceful: false });
    },
  };
}

/** Creates pg-boss's tables and the queues. */
export async function installQueue(database: Database, log: Logger): Promise<void> {
  // Concurrent installations would fail or block each other.
  await database.exclusively(async () => {
    const boss = createBoss(database, log, { migrate: true });
    await boss.start();
    await boss.createQueue(QUEUE);
    await boss.createQueue(DEAD_LETTERS);
    await boss.stop({ graceful: false });
    await database.query(ORDER);
  });
}

function createBoss(database: Database, log: Logger, options: { migrate: boolean }): PgBoss {
  const boss = new PgBoss({
    db: executor(database),
    schedule: false,
    maintenanceIntervalSeconds: 60,
    // How long pg-boss keeps archived jobs.
    deleteAfterHours: 1,
    ...options,
  });
  boss.on('error', (err) => log.error({ err }, 'the queue has a problem'));
  return boss;
}

function executor(queryable: Queryable): PgBoss.Db {
  return { executeSql: async (text, values) => ({ rows: await queryable.query(text, values) }) };
}
