import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, symlink } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ParsedMail } from 'mailparser';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import type { Database } from '../src/database/database.js';
import { connectPostgres } from '../src/database/postgres.js';
import { createSmtpMailer } from '../src/mail/mailer.js';
import { describeFailure } from '../src/queue/failure.js';
import { deadLetters, jobs, retryNow, whenDeferred, whenDone } from './support/jobs.js';
import { migrateServer, type Postgres, startPostgres } from './support/postgres.js';
import { LINK_SECRET, type SenderProcess, startProcess } from './support/process.js';
import {
  databaseUrl,
  SEND_WELCOME,
  startTestSender,
  type TestSender,
  TOKEN,
  temporaryFolder,
} from './support/sender.js';
import { type SmtpServer, smtpError, startSmtp } from './support/smtp.js';
import { until } from './support/until.js';

const CALL = { token: TOKEN, account_id: 7, name: 'example' };
const EMAIL = 'example@example.com';
const MAIL_FROM = 'no-reply@example.com';

let smtp: SmtpServer;
let folder: string;
/** What a test has started, in order; it is ended the other way round. */
let closings: (() => Promise<unknown>)[];

beforeEach(async () => {
  const temporary = await temporaryFolder();
  folder = temporary.folder;
  closings = [temporary.remove];
  smtp = await startSmtp();
  closings.push(() => smtp.close());
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const close of closings.reverse()) await close();
});

async function start(env = {}): Promise<TestSender> {
  const sender = await startTestSender(folder, { SMTP_URL: smtp.url, MAIL_FROM, ...env });
  closings.push(() => sender.close());
  return sender;
}

/** Adds users, and gives their names. */
async function addUsers(database: Database, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `user-${index}`);
  for (const name of names) await saveUser(database, 7, { name, email: `${name}@example.com` });
  return names;
}

/** The ids of mails that came more than once. */
function twice(mails: readonly ParsedMail[]): string[] {
  const ids = mails.map((mail) => String(mail.messageId));
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

describe('an SMTP server', () => {
  test('that is down for a while gets the mails when it is up', async () => {
    await smtp.close();
    const sender = await start();
    const names = await addUsers(sender.database, 5);
    for (const name of names) expect(await sender.call({ ...CALL, name })).toBe(0);
    await whenDeferred(sender.database);
    smtp = await startSmtp(Number(new URL(smtp.url).port));
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.recipients.sort()).toEqual(names.map((name) => `${name}@example.com`));
  });

  test('that is slow holds up neither calls nor the mails that it takes at once, and gets each mail once', async () => {
    const sender = await start();
    const names = await addUsers(sender.database, 30);
    // More than are at work at a time, all of which come while this one waits.
    smtp.respond = async (mail) => {
      if (JSON.stringify(mail.to).includes('user-0@')) await until(() => smtp.mails.length === names.length);
      return undefined;
    };
    for (const name of names) expect(await sender.call({ ...CALL, name })).toBe(0);
    await until(() => smtp.mails.length === names.length);
    await whenDone(sender.database);
    expect(twice(smtp.mails)).toEqual([]);
  });

  test('that says nothing is left, and the mail is tried again', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closings.push(async () => silent.close());
    const sender = await start({ SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
  });

  test.each(['RCPT TO', 'the message'])(
    'that answers %s with what is no reply gets the mail later',
    async (part) => {
      const garbled = createServer((socket) => {
        socket.write('220 hello\r\n');
        socket
          .on('error', () => {})
          .on('data', (chunk) => {
            const text = String(chunk);
            const isMessage = text.endsWith('\r\n.\r\n');
            if (isMessage || (part === 'RCPT TO' && text.startsWith('RCPT'))) socket.write('hello again\r\n');
            else if (text.startsWith('DATA')) socket.write('354 go on\r\n');
            else if (/^(EHLO|MAIL|RCPT|RSET|QUIT)/.test(text)) socket.write('250 ok\r\n');
          });
      }).listen(0, '127.0.0.1');
      await once(garbled, 'listening');
      closings.push(async () => garbled.close());
      const sender = await start({ SMTP_URL: `smtp://127.0.0.1:${(garbled.address() as AddressInfo).port}` });
      expect(await sender.call(CALL)).toBe(0);
      await whenDeferred(sender.database);
      expect(await jobs(sender.database)).toMatchObject([{ state: 'retry' }]);
      expect(sender.logs.join('')).toContain('"reason":"invalid SMTP reply"');
      await sender.close();
      const next = await start();
      await retryNow(next.database);
      await smtp.mailsTo(EMAIL);
    },
  );

  test('does not count where Nodemailer itself refuses the mail: it is given up', async () => {
    const mailer = createSmtpMailer(smtp.url, 'optional', 1);
    closings.push(async () => mailer.close());
    const error = await mailer.send('id', { from: MAIL_FROM, to: [] }).catch((error: unknown) => error);
    expect(describeFailure(error)).toEqual({ kind: 'rejected', reason: 'EENVELOPE' });
  });

  test('that says a little for ever is left, and the mail is tried again', async () => {
    const timeout = AbortSignal.timeout;
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 60));
    const slow = createServer((socket) => {
      socket.write('220 hello\r\n');
      const line = setInterval(() => socket.write('250-not yet\r\n'), 1000);
      socket.on('error', () => {}).on('close', () => clearInterval(line));
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    closings.push(async () => slow.close());
    const sender = await start({ SMTP_URL: `smtp://127.0.0.1:${(slow.address() as AddressInfo).port}` });
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
  });

  test('that defers a recipient with 450 gets the mail again, once', async () => {
    const sender = await start();
    smtp.recipientError = smtpError(450, `4.2.0 <${EMAIL}>: greylisted`);
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    smtp.recipientError = undefined;
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(1);
    expect(await deadLetters(sender.database)).toEqual([]);
  });
});

test.runIf(process.platform === 'linux')(
  'a full disk costs a file of the outbox a try, not the mail',
  async () => {
    await smtp.close();
    const sender = await start();
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    const [job] = await jobs(sender.database);
    await sender.close();

    const outbox = join(folder, 'outbox');
    const next = await start({ SMTP_URL: '' });
    const part = join(outbox, `${job?.id}.eml.part`);
    // What is written there meets a disk without room.
    await symlink('/dev/full', part);
    await retryNow(next.database);
    await until(() => next.logs.some((line) => line.includes('"code":"ENOSPC"')));
    await whenDeferred(next.database);
    expect(await readdir(outbox)).toEqual([`${job?.id}.eml.part`]);
    await rm(part);
    await retryNow(next.database);
    await whenDone(next.database);
    expect(await readdir(outbox)).toEqual([`${job?.id}.eml`]);
  },
);

// What takes two processes, or a database that goes away.
describe.runIf(inject('server'))('on Postgres,', () => {
  test.each([2, -2])(
    'a clock that jumps by %i days changes neither the times in the mail, nor its link, nor how long it is said to have taken',
    async (days) => {
      const sender = await start();
      const before = Date.now();
      vi.useFakeTimers({ toFake: ['Date'], now: before + days * 86_400_000 });
      expect(await sender.call(CALL)).toBe(0);
      const [mail] = await smtp.mailsTo(EMAIL);
      vi.useRealTimers();
      const [, told] = /^Date and time: (.+)\s\(UTC\)$/m.exec(mail?.text ?? '') ?? [];
      for (const time of [Date.parse(`${told?.replace(' at', '')} UTC`), Number(mail?.date)]) {
        expect(time).toBeGreaterThan(before - 60_000);
        expect(time).toBeLessThanOrEqual(Date.now());
      }
      const link = new URL(/https:\S+set-password\S+/.exec(mail?.text ?? '')?.[0] ?? '');
      expect((await fetch(`${sender.url}/set-password${link.search}`)).status).toBe(200);
      await whenDone(sender.database);
      const metrics = await (await fetch(`${sender.url}/metrics`)).text();
      const seconds = Number(/^sender_call_to_smtp_seconds_sum (\S+)$/m.exec(metrics)?.[1]);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(60);
    },
  );

  test('a worker whose database falls silent, as when its machine dies, takes new connections and goes on', async () => {
    const other = await start({ CONCURRENCY: '0' });
    const { port, hostname } = new URL(databaseUrl(folder));
    const sockets = new Set<Socket>();
    const proxy = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) sockets.add(socket.on('error', () => {}));
      near.pipe(far).pipe(near);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    closings.push(async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    const proxied = new URL(databaseUrl(folder));
    proxied.port = String((proxy.address() as AddressInfo).port);
    await start({ DATABASE_URL: proxied.href });
    // Whatever is said on these is neither heard nor refused.
    for (const socket of sockets) socket.unpipe().pause();
    expect(await other.call(CALL)).toBe(0);
    await until(() => smtp.mails.length > 0);
  });

  test('calls that wait for a user whom a long transaction holds are given up, and hold up no others', async () => {
    const sender = await start();
    await addUsers(sender.database, 1);
    expect(await sender.call(CALL)).toBe(0);
    await whenDone(sender.database);
    const holder = connectPostgres(databaseUrl(folder), () => {});
    closings.push(() => holder.close());
    await holder.transaction(async (transaction) => {
      await transaction.query('update sender.links set used_at = null');
      // More than there are connections.
      const waiting = Array.from({ length: 15 }, () => sender.call(CALL));
      await setTimeout(500);
      expect(await sender.call({ ...CALL, name: 'user-0' })).toBe(0);
      expect(new Set(await Promise.all(waiting))).toEqual(new Set([500]));
    });
    expect(await sender.call(CALL)).toBe(0);
  });

  describe('that crashes,', () => {
    let postgres: Postgres;

    beforeEach(async () => {
      postgres = await startPostgres();
      await migrateServer(postgres.url);
      closings.push(() => postgres.stop());
    });

    test('or that is frozen, makes the service unhealthy within seconds', async () => {
      const sender = await start({ DATABASE_URL: postgres.url });
      expect((await fetch(`${sender.url}/healthz`)).status).toBe(200);
      const pids = postgres.pids().filter((pid) => pid > 0);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      const started = performance.now();
      const answer = await fetch(`${sender.url}/healthz`);
      const seconds = (performance.now() - started) / 1000;
      for (const pid of pids) process.kill(pid, 'SIGCONT');
      expect(answer.status).toBe(503);
      expect(seconds).toBeLessThan(10);
      await until(async () => (await fetch(`${sender.url}/healthz`)).ok);
    });

    test('a mail that was taken meanwhile is not sent again', async () => {
      const sender = await start({ DATABASE_URL: postgres.url });
      const names = await addUsers(sender.database, 10);
      const isUp = new Promise<void>((resolve) => {
        smtp.respond = async () => {
          if (smtp.mails.length === names.length) resolve(postgres.crash());
          // Taken where the end of the job cannot be written.
          await isUp;
          return undefined;
        };
      });
      for (const name of names) expect(await sender.call({ ...CALL, name })).toBe(0);
      await isUp;
      await until(() => sender.logs.some((line) => line.includes('could not be written')));
      await postgres.start();
      await whenDone(sender.database);
      expect(smtp.mails).toHaveLength(names.length);
    });

    test('no call that was answered with 0 is lost, and at most what was at work comes twice', async () => {
      const senders = [
        await start({ DATABASE_URL: postgres.url }),
        await start({ DATABASE_URL: postgres.url }),
      ];
      const { database } = senders[0] as TestSender;
      const names = await addUsers(database, 300);
      const answered = new Set<string>();
      const calling = Promise.all(
        [0, 1, 2, 3].map(async (client) => {
          for (const name of names.filter((_, index) => index % 4 === client)) {
            while ((await senders[client % 2]?.call({ ...CALL, name })) !== 0) await setTimeout(50);
            answered.add(name);
          }
        }),
      );
      await until(() => smtp.mails.length > 50);
      await postgres.crash();
      await setTimeout(500);
      await postgres.start();
      await calling;
      expect(answered.size).toBe(names.length);
      // Whatever was handed to a process that did not hear of it comes back after ten minutes, which pass here.
      await until(async () => {
        const left = await jobs(database);
        if (left.length > 0 && left.every(({ state }) => state === 'active' || state === 'retry')) {
          await setTimeout(3000);
          await database.query(
            "update pgboss.job set state = 'retry', start_after = now() - interval '1 second' where state in ('active', 'retry')",
          );
        }
        return left.length === 0;
      });
      for (const name of answered) expect(smtp.recipients).toContain(`${name}@example.com`);
      expect(twice(smtp.mails).length).toBeLessThanOrEqual(40);
    });
  });

  describe('a worker that is killed', () => {
    /** Starts the built service. */
    async function run(): Promise<SenderProcess> {
      const started = await startProcess({
        DATABASE_URL: databaseUrl(folder),
        LINK_SECRET,
        SMTP_URL: smtp.url,
      });
      closings.push(async () => started.child.kill('SIGKILL'));
      return started;
    }

    async function kill(child: ChildProcess): Promise<void> {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }

    test('while it sends loses no mail, and doubles none but those in its hands', async () => {
      const other = await start({ CONCURRENCY: '0' });
      const names = await addUsers(other.database, 150);
      const { child, url } = await run();
      smtp.respond = async () => {
        await setTimeout(100);
        return undefined;
      };
      for (const name of names) {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ ...CALL, name });
        const answer = await fetch(`${url}${SEND_WELCOME}`, { method: 'POST', headers, body });
        expect(await answer.json()).toMatchObject({ error: 0 });
      }
      await until(() => smtp.mails.length > 40);
      await kill(child);
      const atWork = (await jobs(other.database)).filter(({ state }) => state === 'active');
      expect(atWork.length).toBeGreaterThan(0);
      expect(atWork.length).toBeLessThanOrEqual(20);
      await start();
      await until(async () => (await jobs(other.database)).every(({ state }) => state === 'active'));
      await other.database.query("update pgboss.job set started_on = started_on - interval '10 minutes'");
      // pg-boss looks for such jobs once a minute.
      await whenDeferred(other.database);
      await retryNow(other.database);
      await whenDone(other.database);
      const recipients = smtp.mails.flatMap(
        (mail) => JSON.stringify(mail.to).match(/user-\d+(?=@)/)?.[0] ?? [],
      );
      expect(new Set(recipients)).toEqual(new Set(names));
      const ids = new Set(atWork.map(({ id }) => `<${id}@example.com>`));
      for (const id of twice(smtp.mails)) expect(ids).toContain(id);
    });

    test('between the 250 and the end of the job sends the mail again, with its Message-ID and its link', async () => {
      const other = await start({ CONCURRENCY: '0' });
      const holder = connectPostgres(databaseUrl(folder), () => {});
      closings.push(() => holder.close());
      const { child } = await run();
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      let holding: Promise<unknown> = Promise.resolve();
      // Before the 250, holds on to the job, so that nobody can end it.
      smtp.respond = () =>
        new Promise((resolve) => {
          holding = holder.transaction(async (transaction) => {
            await transaction.query('select id from pgboss.job for update');
            resolve(undefined);
            await released;
          });
        });
      expect(await other.call(CALL)).toBe(0);
      await until(async () => {
        const [row] = await other.database.query<{ waits: number }>(
          "select count(*)::int as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return row?.waits === 1;
      });
      expect(smtp.mails).toHaveLength(1);
      await other.database.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      await kill(child);
      release();
      await holding;
      smtp.respond = async () => undefined;
      expect(await jobs(other.database)).toMatchObject([{ state: 'active' }]);
      await other.database.query("update pgboss.job set state = 'retry'");
      await retryNow(other.database);
      await start();
      const [first, second] = await smtp.mailsTo(EMAIL, 2);
      expect(second?.messageId).toBe(first?.messageId);
      expect(second?.text).toBe(first?.text);
      await whenDone(other.database);
    });
  });
});
