import { readFile, rm, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';

/**
 * Postgres inside this process.
 *
 * @throws Error if another process has the folder open, which would destroy it
 */
export async function openEmbedded(folder: string): Promise<Database> {
  const unlock = await lock(`${folder}.lock`);
  const database = await PGlite.create(folder);
  return {
    ...embeddedQueryable(database),
    transaction: (work) => database.transaction((transaction) => work(embeddedQueryable(transaction))),
    // The folder has one process.
    exclusively: (work) => work(),
    async close() {
      await database.close();
      await unlock();
    },
  };
}

/** The lock names its process, since one that is killed leaves it behind. */
async function lock(file: string): Promise<() => Promise<void>> {
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isRunning(holder)) {
    throw new Error(`DATA_DIR: must not be in use, but is by process ${holder}`);
  }
  await writeFile(file, String(process.pid));
  return () => rm(file);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but is someone else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function embeddedQueryable(connection: Pick<PGlite, 'query' | 'exec'>): Queryable {
  // A text that begins a transaction by itself, as pg-boss's maintenance does, leaves it open where it fails.
  async function rollBack(error: unknown): Promise<never> {
    await connection.exec('rollback');
    throw error;
  }

  return {
    async query<Row>(sql: string, values?: readonly unknown[]) {
      const result = values
        ? await connection.query<Row>(sql, [...values])
        : (await connection.exec(sql).catch(rollBack)).at(-1);
      return (result?.rows ?? []) as Row[];
    },
  };
}
