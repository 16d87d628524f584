import { type FileHandle, open } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { tryLock } from 'fs-native-extensions';
import type { Database, Queryable } from './database.js';

/**
 * Postgres inside this process.
 *
 * @throws Error if another process has the folder open, which would destroy it
 */
export async function openEmbedded(folder: string): Promise<Database> {
  const locked = await lock(`${folder}.lock`);
  const database = await PGlite.create(folder);
  return {
    ...embeddedQueryable(database),
    transaction: (work) => database.transaction((transaction) => work(embeddedQueryable(transaction))),
    // The folder has one process.
    exclusively: (work) => work(),
    async close() {
      await database.close();
      await locked.close();
    },
  };
}

/** The system drops the lock with the process, and knows of it in every container. The file stays: to remove it would be a race. */
async function lock(file: string): Promise<FileHandle> {
  const handle = await open(file, 'a', 0o600);
  if (tryLock(handle.fd)) return handle;
  await handle.close();
  throw new Error('DATA_DIR: must not be in use, but another process has locked postgres.lock in it');
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
