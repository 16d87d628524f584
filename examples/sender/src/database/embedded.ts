import { type FileHandle, open } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { tryLock } from 'fs-native-extensions';
import type { Database, Queryable } from './database.js';

/**
 * Postgres inside this process.
 *
 * @throws Error if another process has the folder open, which would destroy it, or if PGlite cannot open it
 */
export async function openEmbedded(folder: string): Promise<Database> {
  const locked = await lock(`${folder}.lock`);
  const database = await PGlite.create(folder).catch(async (cause) => {
    await locked.close();
    // PGlite does not say what the problem is.
    throw new Error(
      'DATA_DIR: must have free space and a whole postgres folder, or none, but the database does not open',
      { cause },
    );
  });
  return {
    ...embeddedQueryable(database),
    transaction: (work) => database.transaction((transaction) => work(embeddedQueryable(transaction))),
    // Only one process has the folder.
    exclusively: (work) => work(),
    async close() {
      await database.close();
      await locked.close();
    },
  };
}

/**
 * The system releases the lock when the process ends, and the lock works across containers. The file stays, since removing it would be a
 * race.
 */
async function lock(file: string): Promise<FileHandle> {
  const handle = await open(file, 'a', 0o600);
  if (tryLock(handle.fd)) return handle;
  await handle.close();
  throw new Error('DATA_DIR: must not be in use, but another process has locked postgres.lock in it');
}

function embeddedQueryable(connection: Pick<PGlite, 'query' | 'exec'>): Queryable {
  // SQL with its own `begin`, such as pg-boss's maintenance, leaves the transaction open if it fails.
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
