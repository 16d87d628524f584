// Creates the tables of the service in DATABASE_URL, or updates them to this version. With SERVICE_ROLE, it lets that role read and write
// the rows, and nothing else.
import pg from 'pg';
import type { Queryable } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import { connectPostgres } from '../database/postgres.js';
import { createLog } from '../log.js';
import { installQueue } from '../queue/queue.js';
import { print, run } from './command.js';

await run(async () => {
  const { DATABASE_URL, SERVICE_ROLE } = process.env;
  if (!DATABASE_URL) {
    throw new Error('DATABASE_URL: must be set; without it, the service makes its tables when it starts');
  }
  const log = createLog('warn');
  const database = connectPostgres(DATABASE_URL, (err) =>
    log.error({ err }, 'a connection to Postgres broke'),
  );
  if (SERVICE_ROLE) await checkServiceRole(database, SERVICE_ROLE);
  for (const file of await migrate(database)) print(file);
  await installQueue(database, log);
  if (SERVICE_ROLE) {
    const role = pg.escapeIdentifier(SERVICE_ROLE);
    await database.query(`
      grant usage on schema sender, pgboss to ${role};
      grant select, insert, update, delete on all tables in schema sender, pgboss to ${role};
      revoke insert, update, delete on sender.migrations from ${role}
    `);
  }
  await database.close();
});

/** @throws Error if there is no such role, such as `public`, or if it could change the tables anyway */
async function checkServiceRole(database: Queryable, name: string): Promise<void> {
  // The tables' owner may be another role than the one that migrates now.
  const [role] = await database.query<{ isOwner: boolean }>(
    `select pg_has_role(oid, current_user, 'member') or exists (
       select from pg_class where pg_class.oid = to_regclass('sender.migrations') and pg_has_role($1, relowner, 'member')
     ) as "isOwner"
     from pg_roles where rolname = $1`,
    [name],
  );
  if (role === undefined) throw new Error('SERVICE_ROLE: must be a role of this Postgres');
  if (role.isOwner) {
    throw new Error(
      'SERVICE_ROLE: must not be the role that owns the tables, a member of it, or a superuser',
    );
  }
}
