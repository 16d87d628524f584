// All that the sender knows of pg-boss. 10 is the newest that runs on Node 20.
import { setTimeout } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Queryable } from './database.js';
import { describeFailure } from './failure.js';

/** Jobs in Postgres, each done at least once. Any number of processes may share it. */
export interface Queue<Job extends object> {
  /** Adds a job, which is there when the transaction is. */
  add(transaction: Queryable, job: Job): Promise<void>;
  /** Starts to hand jobs to `work`. One that throws is tried again later, with the same id; if that is of no use, it is a dead letter. */
  start(work: (job: Job, id: string) => Promise<void>): void;
  counts(): Promise<JobCounts>;
  /** The oldest is the first. */
  deadLetters(): Promise<DeadLetter[]>;
  /** Lets a dead letter be tried again like a new job, with the same id. Gives whether there is one with that id. */
  requeue(id: string): Promise<boolean>;
  /** Takes no more jobs, and waits for those at work. */
  stop(): Promise<void>;
}

export interface JobCounts {
  /** Waiting or at work. */
  readonly queued: number;
  readonly dead: number;
}

/** A job that is not tried any more. */
export interface DeadLetter {
  readonly id: string;
  /** When it was given up. */
  readonly time: Date;
  /** Holds nothing of the job. */
  readonly reason: string;
}

/** So many jobs are at work at a time, and so many are fetched at once: a mail takes its time on the network. */
export const CONCURRENCY = 20;

/** How soon a job is seen where there was none. A full batch is followed by the next one at once. */
const POLLING_INTERVAL_MS = 250;

const QUEUE = 'welcome-mail';

const DEAD_LETTERS = 'welcome-mail-dead-letters';

/** Tries go on for some two days: half a minute to a minute apart at first, at random, and twice as long each time. */
const MAX_RETRIES = 12;

const JOB_OPTIONS = {
  // Never reached: what pg-boss gives up by itself, as a job whose process died in its last try, is no dead letter.
  retryLimit: 10 * MAX_RETRIES,
  retryDelay: 30,
  retryBackoff: true,
  // After that, a job at work is taken for one of a process that died. The mailer gives up on a silent server much earlier.
  expireInMinutes: 10,
};

const DEAD_LETTER_OPTIONS = { retentionDays: 14 };

export async function openQueue<Job extends object>(database: Database, log: Logger): Promise<Queue<Job>> {
  // Of several that make pg-boss's tables and queues at once, all but one fail, or block each other.
  const boss = await database.exclusively(() => startBoss(database, log));

  const stopping = new AbortController();
  let working = Promise.resolve();

  // In place of pg-boss's own worker, which completes a batch as a whole, and does not wait for that.
  async function workUntilStopped(work: (job: Job, id: string) => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      const jobs = await boss.fetch<Job>(QUEUE, { batchSize: CONCURRENCY, includeMetadata: true });
      await Promise.all(jobs.map((job) => workOn(job, work)));
      if (jobs.length < CONCURRENCY) {
        await setTimeout(POLLING_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  async function workOn(
    job: PgBoss.JobWithMetadata<Job>,
    work: (job: Job, id: string) => Promise<void>,
  ): Promise<void> {
    try {
      await work(job.data, job.id);
      // Not kept as completed: the facts of the request are of no more use.
      await boss.deleteJob(QUEUE, job.id);
    } catch (err) {
      log.warn({ err, job: job.id }, 'a job failed');
      const { kind, reason } = describeFailure(err);
      const isDead = kind === 'rejected' || job.retryCount >= MAX_RETRIES;
      await (isDead ? bury(job, reason) : boss.fail(QUEUE, job.id)).catch((err) =>
        log.error({ err, job: job.id }, 'a job that failed waits until it expires'),
      );
    }
  }

  /** Moves a job to the dead letters. It keeps its id, which it would not if pg-boss did it. */
  async function bury({ id, data }: PgBoss.Job<Job>, reason: string): Promise<void> {
    await database.transaction(async (transaction) => {
      const db = executor(transaction);
      await boss.send(DEAD_LETTERS, { job: data, reason }, { ...DEAD_LETTER_OPTIONS, id, db });
      await boss.deleteJob(QUEUE, id, { db });
    });
  }

  return {
    async add(transaction, job) {
      await boss.send(QUEUE, job, { ...JOB_OPTIONS, db: executor(transaction) });
    },
    start(work) {
      working = workUntilStopped(work);
    },
    async counts() {
      const [counts] = await database.query<JobCounts>(
        `select count(*) filter (where name = $1)::int as queued, count(*) filter (where name = $2)::int as dead
         from pgboss.job`,
        [QUEUE, DEAD_LETTERS],
      );
      return counts as JobCounts;
    },
    deadLetters: () =>
      database.query<DeadLetter>(
        `select id, created_on as time, data->>'reason' as reason
         from pgboss.job where name = $1 order by created_on`,
        [DEAD_LETTERS],
      ),
    requeue: (id) =>
      database.transaction(async (transaction) => {
        const [letter] = await transaction.query<{ job: Job }>(
          "delete from pgboss.job where name = $1 and id::text = $2 returning data->'job' as job",
          [DEAD_LETTERS, id],
        );
        if (letter === undefined) return false;
        await boss.send(QUEUE, letter.job, { ...JOB_OPTIONS, id, db: executor(transaction) });
        return true;
      }),
    async stop() {
      stopping.abort();
      await working;
      await boss.stop({ graceful: false });
    },
  };
}

async function startBoss(database: Database, log: Logger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: executor(database),
    schedule: false,
    maintenanceIntervalSeconds: 60,
    // pg-boss keeps for so long what it has taken out of the queues.
    deleteAfterHours: 1,
  });
  boss.on('error', (err) => log.error({ err }, 'the queue has a problem'));
  await boss.start();
  await boss.createQueue(QUEUE);
  await boss.createQueue(DEAD_LETTERS);
  return boss;
}

function executor(queryable: Queryable): PgBoss.Db {
  return { executeSql: async (text, values) => ({ rows: await queryable.query(text, values) }) };
}
