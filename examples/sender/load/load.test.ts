// Sends thousands of mails with real processes, Postgres and SMTP on this machine, also while they die, and prints a table.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { newApiToken, saveAccount, saveApiToken } from '../src/database/accounts.js';
import { connectPostgres } from '../src/database/postgres.js';
import { migrateServer, startPostgres } from '../test/support/postgres.js';
import { LINK_SECRET, program, type SenderProcess, startProcess } from '../test/support/process.js';
import { until } from '../test/support/until.js';
import { startSink } from './sink.js';

const MAILS = Number(process.env['LOAD_MAILS'] ?? 10_000);
const CONNECTIONS = 32;
const ACCOUNT = 7;
/** By default, so many mails are at work at a time in a process. */
const CONCURRENCY = 20;
const PATIENCE_S = 600;

vi.setConfig({ testTimeout: 2 * PATIENCE_S * 1000, hookTimeout: PATIENCE_S * 1000 });

const postgres = await startPostgres();
await migrateServer(postgres.url);
const sink = await startSink();
const database = connectPostgres(postgres.url, () => {});
const env = {
  DATABASE_URL: postgres.url,
  SMTP_URL: sink.url,
  PUBLIC_URL: 'https://app.example.com/',
  MAIL_FROM: 'no-reply@example.com',
  LINK_SECRET,
  RATE_LIMIT: '1000000',
};
const token = newApiToken();
const senders = new Set<SenderProcess>();
const rows: string[][] = [];

async function startSender(more = {}): Promise<SenderProcess> {
  const sender = await startProcess({ ...env, ...more });
  senders.add(sender);
  return sender;
}

const welcomeAll = () =>
  promisify(execFile)(process.execPath, [program('commands/welcome-all'), String(ACCOUNT)], { env });

async function end(sender: SenderProcess, signal: NodeJS.Signals): Promise<void> {
  senders.delete(sender);
  const ended = once(sender.child, 'exit');
  sender.child.kill(signal);
  await ended;
}

afterEach(async () => {
  for (const sender of senders) await end(sender, 'SIGTERM');
  sink.taken.length = 0;
  sink.delay = 0;
});

afterAll(async () => {
  await database.close();
  await sink.close();
  await postgres.stop();
  const [head, ...body] = [['what', 'figure'], ...rows].map((row) => `| ${row.join(' | ')} |`);
  process.stdout.write(
    `\n${cpus().length} cores, Node ${process.version}\n\n${[head, '| --- | ---: |', ...body].join('\n')}\n`,
  );
});

const row = (what: string, figure: string | number) => rows.push([what, String(figure)]);

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** Calls send_welcome over a connection that is kept. Gives the `error` of the answer, or -1 without one. */
function call(sender: SenderProcess, name: string): Promise<number> {
  const body = JSON.stringify({ token, account_id: ACCOUNT, name });
  return new Promise((resolve) => {
    const failed = () => resolve(-1);
    const sent = request(
      `${sender.url}/api/v1.1/admin/accounts/users/send_welcome`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve((JSON.parse(text) as { error: number }).error));
        response.on('error', failed);
      },
    );
    sent.on('error', failed);
    sent.end(body);
  });
}

/** Calls for each user until that is answered with 0, and gives when it was, by the address of the user. */
async function callForAll(
  names: readonly string[],
  sender: () => SenderProcess,
): Promise<Map<string, number>> {
  const answered = new Map<string, number>();
  const left = [...names];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) {
        while ((await call(sender(), name)) !== 0) await setTimeout(100);
        answered.set(`${name}@example.com`, performance.now());
      }
    }),
  );
  return answered;
}

async function users(count: number): Promise<string[]> {
  await database.query('delete from sender.accounts');
  await saveAccount(database, ACCOUNT, {
    name: 'Acme',
    url: 'https://acme.example/',
    accentColor: '#0b6e4f',
  });
  await saveApiToken(database, token, [ACCOUNT]);
  const rows = await database.query<{ name: string }>(
    `insert into sender.users (account_id, name, email, locale, time_zone)
     select $1, 'user-' || n, 'user-' || n || '@example.com', (array['en', 'tr', 'ar', 'ja'])[1 + n % 4], 'Asia/Tokyo'
     from generate_series(1, $2) n returning name`,
    [ACCOUNT, count],
  );
  return rows.map(({ name }) => name);
}

async function jobsLeft(): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    "select count(*)::int as count from pgboss.job where name = 'welcome-mail'",
  );
  return row?.count ?? 0;
}

/** Mails a second since so many were taken, at an instant. */
const rate = (first: number, start: number) =>
  Math.round((sink.taken.length - first) / ((performance.now() - start) / 1000));

const whenTaken = (count: number) => until(() => sink.taken.length >= count, PATIENCE_S);
const whenDone = () => until(async () => (await jobsLeft()) === 0, PATIENCE_S);

/** Seconds of processor time that processes have taken so far. */
function processorTime(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    // See proc(5): behind the name, 11 fields on, its own time in user mode and in the kernel; then that of children that ended.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ');
    const ended = pid === pids[0] ? [fields[13], fields[14]] : [];
    return [fields[11], fields[12], ...ended].reduce((sum, field) => sum + Number(field), 0);
  });
  return ticks.reduce((sum, some) => sum + some, 0) / 100;
}

/** The most memory that a process has had so far. See proc_pid_status(5). */
function peakMemory({ child }: SenderProcess): string {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return `${Math.round(Number(kilobytes) / 1024)} MB`;
}

async function walBytes(): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(
    "select (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 as bytes",
  );
  return row?.bytes ?? 0;
}

/** Seconds that `work` takes, and what it costs the processors and the disk. */
async function measure(work: () => Promise<unknown>, pids: number[]) {
  const cost = async () => [
    performance.now() / 1000,
    processorTime(pids),
    processorTime(postgres.pids()),
    await walBytes(),
  ];
  const before = await cost();
  await work();
  const after = await cost();
  const [seconds, sender, server, wal] = after.map((value, index) => value - (before[index] ?? 0));
  return { seconds, sender, server, wal } as Record<'seconds' | 'sender' | 'server' | 'wal', number>;
}

const perMail = (seconds: number, count: number) => `${((seconds / count) * 1000).toFixed(2)} ms`;

function percentiles(latencies: readonly number[]): string {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)} ms`;
  return `${at(0.5)}, ${at(0.99)}`;
}

function latencies(answered: ReadonlyMap<string, number>): number[] {
  return sink.taken.map(({ to, time }) => Math.max(0, time - (answered.get(to) ?? 0)));
}

/** Ids of mails that were taken more than once. */
function doubled(): string[] {
  const ids = sink.taken.map(({ messageId }) => messageId);
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}

function lost(names: readonly string[]): string[] {
  const taken = new Set(sink.taken.map(({ to }) => to));
  return names.filter((name) => !taken.has(`${name}@example.com`));
}

function checkedOnce(names: readonly string[]): void {
  expect(lost(names)).toEqual([]);
  expect(doubled()).toEqual([]);
  expect(sink.taken).toHaveLength(names.length);
}

test('calls, and one worker', async () => {
  const api = await startSender({ CONCURRENCY: '0' });
  const names = await users(MAILS);
  const calls = await measure(() => callForAll(names, () => api), [Number(api.child.pid)]);
  row(
    `calls a second, one process that answers ${MAILS} of them and sends nothing`,
    Math.round(MAILS / calls.seconds),
  );
  row(
    'processor time of a call: sender, Postgres',
    `${perMail(calls.sender, MAILS)}, ${perMail(calls.server, MAILS)}`,
  );
  row('WAL of a call', `${(calls.wal / MAILS / 1024).toFixed(1)} KB`);
  const memoryOfCalls = peakMemory(api);
  await end(api, 'SIGTERM');

  const worker = await startSender();
  const sending = await measure(() => whenTaken(MAILS).then(whenDone), [Number(worker.child.pid)]);
  checkedOnce(names);
  row(`emails a second, one worker, ${MAILS} queued`, Math.round(MAILS / sending.seconds));
  row(
    'processor time of an email: sender, Postgres',
    `${perMail(sending.sender, MAILS)}, ${perMail(sending.server, MAILS)}`,
  );
  row('WAL of an email', `${(sending.wal / MAILS / 1024).toFixed(1)} KB`);
  const bytes = sink.taken.reduce((sum, mail) => sum + mail.bytes, 0);
  row(
    'peak memory of a process that answers calls, and of a worker',
    `${memoryOfCalls}, ${peakMemory(worker)}`,
  );
  row('an email, as SMTP takes it', `${(bytes / MAILS / 1024).toFixed(1)} KB`);
});

test('two workers, all users of an account', async () => {
  await startSender({ CONCURRENCY: '0' });
  const names = await users(MAILS);
  const start = performance.now();
  await welcomeAll();
  row(`npm run welcome-all, ${MAILS} users`, `${((performance.now() - start) / 1000).toFixed(1)} s`);
  const pids = await Promise.all([startSender(), startSender()]);
  const sending = await measure(
    () => whenTaken(MAILS).then(whenDone),
    pids.map(({ child }) => Number(child.pid)),
  );
  checkedOnce(names);
  row(`emails a second, two workers, ${MAILS} queued`, Math.round(MAILS / sending.seconds));
});

test('one worker, and a long queue', async () => {
  const api = await startSender({ CONCURRENCY: '0' });
  await users(10 * MAILS);
  await welcomeAll();
  await end(api, 'SIGTERM');
  await startSender();
  await whenTaken(MAILS / 10);
  const first = sink.taken.length;
  const start = performance.now();
  await whenTaken(first + MAILS / 2);
  row(`emails a second, one worker, ${10 * MAILS} queued`, rate(first, start));
  await database.query('truncate pgboss.job');
});

test.each([1, 2])('%i workers, and a server that thinks', async (count) => {
  await startSender({ CONCURRENCY: '0' });
  const names = await users(Math.ceil(MAILS / 5));
  await welcomeAll();
  sink.delay = 100;
  for (let started = 0; started < count; started++) await startSender();
  await whenTaken(1);
  const first = sink.taken.length;
  const start = performance.now();
  await whenTaken(names.length);
  row(`emails a second, workers: ${count}, where the server thinks for 100 ms`, rate(first, start));
  await whenDone();
  checkedOnce(names);
});

test('two that call and send, at once and steadily', async () => {
  const two = [await startSender(), await startSender()] as const;
  let turn = 0;
  const either = () => two[turn++ % 2] as SenderProcess;
  const names = await users(MAILS);
  const start = performance.now();
  const answered = await callForAll(names, either);
  row(
    `calls a second, two processes that also send`,
    Math.round(MAILS / ((performance.now() - start) / 1000)),
  );
  await whenTaken(MAILS);
  await whenDone();
  checkedOnce(names);
  row(`from call to SMTP, ${MAILS} as fast as they go: p50, p99`, percentiles(latencies(answered)));

  sink.taken.length = 0;
  const some = await users(Math.ceil(MAILS / 10));
  const times = new Map<string, number>();
  await Promise.all(
    some.map(async (name, index) => {
      await setTimeout(index * 20);
      expect(await call(either(), name)).toBe(0);
      times.set(`${name}@example.com`, performance.now());
    }),
  );
  await whenTaken(some.length);
  await whenDone();
  checkedOnce(some);
  row('from call to SMTP, 50 calls a second: p50, p99', percentiles(latencies(times)));
});

test('two that call and send, of which one is killed, and Postgres too', async () => {
  const two = [await startSender(), await startSender()] as [SenderProcess, SenderProcess];
  let turn = 0;
  const names = await users(MAILS);
  const calling = callForAll(names, () => two[turn++ % 2] as SenderProcess);

  await whenTaken(MAILS * 0.2);
  await end(two[0], 'SIGKILL');
  two[0] = await startSender();
  await whenTaken(MAILS * 0.5);
  await postgres.crash();
  await setTimeout(1000);
  await postgres.start();
  await calling;
  // What was in the hands of the dead comes back after ten minutes, which pass here.
  await until(async () => {
    const before = sink.taken.length;
    await setTimeout(2000);
    if (sink.taken.length > before) return false;
    await database.query(
      "update pgboss.job set state = 'retry', start_after = now() - interval '1 second' where state in ('active', 'retry')",
    );
    return (await jobsLeft()) === 0;
  }, PATIENCE_S);

  const twice = doubled();
  expect(lost(names)).toEqual([]);
  // At work in one that was killed, and in two when Postgres was.
  expect(twice.length).toBeLessThanOrEqual(3 * CONCURRENCY);
  row(`lost of ${MAILS}, without faults and with them`, '0, 0');
  row('Message-IDs that came twice, without faults and with them', `0, ${twice.length}`);
  const ids = new Set(sink.taken.map(({ messageId }) => messageId));
  row('further emails, to users whose call was made again as its answer was lost', ids.size - names.length);
});
