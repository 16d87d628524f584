import type { Database } from '../../src/database/database.js';
import { until } from './until.js';

/** The mails that wait or are at work. */
export const jobs = (database: Database) =>
  database.query<{ id: string; state: string; data: object }>(
    "select id, state, data from pgboss.job where name = 'welcome-mail'",
  );

export const deadLetters = (database: Database) =>
  database.query<{ id: string; data: object }>(
    "select id, data from pgboss.job where name = 'welcome-mail-dead-letters'",
  );

/** Waits until no mail waits or is at work. */
export const whenDone = (database: Database) => until(async () => (await jobs(database)).length === 0);

/** Waits until all jobs wait for their next try. */
export const whenDeferred = (database: Database) =>
  until(async () => (await jobs(database)).every(({ state }) => state === 'retry'));

/** Waits until all jobs wait for their next try, and makes that be now. */
export async function retryNow(database: Database): Promise<void> {
  await whenDeferred(database);
  await database.query(
    "update pgboss.job set start_after = now() - interval '1 second' where state = 'retry'",
  );
}
