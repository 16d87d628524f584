import { hash } from 'node:crypto';
import pg from 'pg';
import type { Database, Queryable } from './database.js';

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
