import { hash } from 'node:crypto';
import pg from 'pg';
import type { Database, Queryable } from './database.js';

/** @param onError - called if a connection breaks between two statements */
export function connectPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'welcome-email-sender',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    // A statement that waits for a row, for example one that welcome-all writes, blocks a connection for at most this long.
    lock_timeout: 5_000,
    // Without it, a query to a machine that died would wait forever.
    query_timeout: 40_000,
  });
  pool.on('error', onError);
  // A connection that breaks between two statements of a transaction emits its own error, which would end the process.
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
        // A connection that cannot roll back is broken: the pool must not reuse it.
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
        // Closing the connection releases the lock.
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
        // Postgres reuses the plan of a named statement. Without a name, planning takes half of the time.
        values ? { name: hash('sha1', sql), text: sql, values: [...values] } : sql,
      );
      return (Array.isArray(result) ? result.at(-1) : result)?.rows as Row[];
    },
  };
}
