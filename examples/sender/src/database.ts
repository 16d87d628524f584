import { hash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

export interface Queryable {
  /** Runs one statement with values, or any number of them without. Gives the rows of the last one. */
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Postgres, wherever it runs. */
export interface Database extends Queryable {
  /** All of `work`'s statements happen, or none of them. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** Does `work` while no other process does any in this way. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** @param onError - hears of a connection that broke while nobody used it */
export function connectPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'welcome-email-sender',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    // Whoever waits for a row, as for those that welcome-all is writing, would keep a connection from others for so long.
    lock_timeout: 5_000,
    // One whose machine died says nothing any more, and would be waited for for ever.
    query_timeout: 40_000,
  });
  pool.on('error', onError);
  // One that breaks between two statements of a transaction says so itself, and ends the process if nobody listens.
  pool.on('connect', (client) => client.on('error', onError));
  return {
    ...postgresQueryable(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work(postgresQueryable(client));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        // A connection that cannot even roll back is of no more use.
        const isBroken = await client.query('rollback').then(
          () => false,
          () => true,
        );
        client.release(isBroken);
        throw error;
      }
    },
    async exclusively(work) {
      const client = await pool.connect();
      try {
        await client.query(
          "set lock_timeout = 0; select pg_advisory_lock(hashtext('welcome-email-sender, exclusively'))",
        );
        return await work();
      } finally {
        // The lock goes with its connection.
        client.release(true);
      }
    },
    close: () => pool.end(),
  };
}

function postgresQueryable(connection: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row>(sql: string, values?: readonly unknown[]) {
      const result: pg.QueryResult | pg.QueryResult[] = await connection.query(
        // Under a name Postgres keeps the plan of a statement for the connection: without, half of its time goes into planning.
        values ? { name: hash('sha1', sql), text: sql, values: [...values] } : sql,
      );
      return (Array.isArray(result) ? result.at(-1) : result)?.rows as Row[];
    },
  };
}

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

/** Makes what is not there yet. Several processes may start at once. */
export async function createTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // By itself: what follows a lock in the same text may not see what was made by the one that had it.
    await transaction.query(
      "set local lock_timeout = 0; select pg_advisory_xact_lock(hashtext('welcome-email-sender'))",
    );
    await transaction.query(TABLES);
  });
}

/** Secrets are here as hashes only: of API tokens, of the token ids of links, of passwords. */
const TABLES = `
  create schema if not exists sender;

  create table if not exists sender.accounts (
    id bigint primary key,
    brand jsonb not null
  );

  create table if not exists sender.users (
    id uuid primary key default gen_random_uuid(),
    account_id bigint not null references sender.accounts on delete cascade,
    name text not null,
    email text not null,
    locale text,
    time_zone text,
    password_hash text,
    unique (account_id, name)
  );

  create table if not exists sender.api_tokens (
    id uuid primary key default gen_random_uuid(),
    hash_prefix text not null,
    hash text not null unique,
    expires_at timestamptz
  );
  create index if not exists api_tokens_hash_prefix on sender.api_tokens (hash_prefix);

  create table if not exists sender.api_token_accounts (
    api_token_id uuid not null references sender.api_tokens on delete cascade,
    account_id bigint not null references sender.accounts on delete cascade,
    primary key (api_token_id, account_id)
  );

  -- One for each user: a new link takes the place of the last one.
  create table if not exists sender.links (
    user_id uuid primary key references sender.users on delete cascade,
    token_id_hash text not null unique,
    expires_at timestamptz not null,
    used_at timestamptz
  );
`;
