import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../../src/database/migrate.js';
import { connectPostgres } from '../../src/database/postgres.js';
import { createLog } from '../../src/log.js';
import { installQueue } from '../../src/queue/queue.js';
import { until } from './until.js';

/** A Postgres of its own, in a folder of its own, on a free port of this machine. */
export interface Postgres {
  readonly url: string;
  /** Process ids: that of the server, and those of what it started. */
  pids(): number[];
  /** Kills it, so that it starts as after a power cut. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and removes all that it wrote. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres> {
  const programs = findPrograms();
  const user = unprivilegedUser();
  const folder = await mkdtemp(join(tmpdir(), 'welcome-email-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder },
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_statement=none',
  ];

  let server: ChildProcess;
  let output = '';

  async function start(): Promise<void> {
    const options = settings.flatMap((setting) => ['-c', setting]);
    server = spawn(join(programs, 'postgres'), ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server.stderr?.on('data', (chunk) => {
      output = (output + chunk).slice(-2000);
    });
    // After a crash it first does again all that is in its log, which takes a busy machine its time.
    await until(answers, 300).catch((error: Error) => {
      throw new Error(`Postgres does not answer: ${error.message}\n${output}`);
    });
  }

  async function answers(): Promise<boolean> {
    if (server.exitCode !== null) throw new Error(`it ended with status ${server.exitCode}`);
    const database = connectPostgres(url, () => {});
    const answer = database.query('select 1').then(
      () => true,
      () => false,
    );
    return answer.finally(() => database.close());
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  await start();
  return {
    url,
    pids() {
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)], { encoding: 'utf8' });
      return [Number(server.pid), ...children.trim().split(/\s+/).map(Number)];
    },
    crash: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Does what `npm run migrate` does. */
export async function migrateServer(url: string): Promise<void> {
  const database = connectPostgres(url, () => {});
  await migrate(database);
  await installQueue(database, createLog('silent'));
  await database.close();
}

/** The folder of the newest version's programs: in Debian's place for them, or where PATH leads. */
function findPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  const folder = folders.find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
  if (folder === undefined) {
    throw new Error('this needs a PostgreSQL server, 15 or newer: on Debian, apt-get install postgresql');
  }
  return folder;
}

/** Postgres does not run as root; Debian's package brings a user for it. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
