import { readdir, readFile } from 'node:fs/promises';
import type { Database, Queryable } from './database.js';

/** Numbered files, from `001-tables.sql`. Never change one that has run somewhere. */
const FOLDER = new URL('../../migrations/', import.meta.url);

async function listMigrations(): Promise<{ number: number; file: string }[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file) => ({ number: Number.parseInt(file, 10), file }));
}

/** Returns the number of the last migration that has run, or 0. */
async function currentVersion(database: Queryable): Promise<number> {
  const [found] = await database.query<{ exists: boolean }>(
    "select to_regclass('sender.migrations') is not null as exists",
  );
  if (!found?.exists) return 0;
  const [row] = await database.query<{ version: number }>(
    'select coalesce(max(number), 0)::int as version from sender.migrations',
  );
  return row?.version ?? 0;
}

/**
 * Runs the migrations that the database does not have yet: all of them, or none. Several processes can call this at the same time.
 *
 * @returns the files that it ran
 */
export async function migrate(database: Database): Promise<string[]> {
  return database.exclusively(() =>
    database.transaction(async (transaction) => {
      const version = await currentVersion(transaction);
      const missing = (await listMigrations()).filter(({ number }) => number > version);
      if (version === 0) {
        await transaction.query(`
          create schema if not exists sender;
          create table sender.migrations (number int primary key, run_at timestamptz not null default now())
        `);
      }
      for (const { number, file } of missing) {
        await transaction.query(await readFile(new URL(file, FOLDER), 'utf8'));
        await transaction.query('insert into sender.migrations (number) values ($1)', [number]);
      }
      return missing.map(({ file }) => file);
    }),
  );
}

/** @throws Error if the tables are older or newer than this version of the service */
export async function checkVersion(database: Queryable): Promise<void> {
  const version = await currentVersion(database);
  const needed = (await listMigrations()).at(-1)?.number ?? 0;
  if (version !== needed) {
    throw new Error(
      `DATABASE_URL: must have the tables of version ${needed}, but has version ${version}; ` +
        (version < needed ? 'run npm run migrate' : 'start a newer version of the service'),
    );
  }
}
