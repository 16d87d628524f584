import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ParsedMail } from 'mailparser';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import type { Database } from '../src/database/database.js';
import { runCommand } from './support/command.js';
import { deadLetters, jobs, retryNow, whenDeferred, whenDone } from './support/jobs.js';
import { LINK_SECRET, program, startProcess } from './support/process.js';
import { startTestSender, type TestSender, TOKEN, temporaryFolder } from './support/sender.js';
import { type SmtpServer, smtpError, startSmtp } from './support/smtp.js';
import { until } from './support/until.js';

const CALL = { token: TOKEN, account_id: 7, name: 'example' };
const EMAIL = 'example@example.com';

let smtp: SmtpServer;
let folder: string;
let removeFolder: () => Promise<void>;
const open = new Set<TestSender>();

beforeEach(async () => {
  smtp = await startSmtp();
  ({ folder, remove: removeFolder } = await temporaryFolder());
});

afterEach(async () => {
  for (const sender of open) await sender.close();
  open.clear();
  await smtp.close();
  await removeFolder();
});

async function start(env = {}): Promise<TestSender> {
  const sender = await startTestSender(folder, {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'no-reply@example.com',
    ...env,
  });
  open.add(sender);
  return sender;
}

async function stop(sender: TestSender): Promise<void> {
  open.delete(sender);
  await sender.close();
}

const link = (mail: ParsedMail | undefined) => /https:\S+set-password\S+/.exec(mail?.text ?? '')?.[0];

describe('a mail that the server does not take', () => {
  test('is sent again, with the same link and the same Message-ID', async () => {
    const sender = await start();
    smtp.respond = async () => smtpError(451, `4.3.0 <${EMAIL}>: try again later`);
    expect(await sender.call(CALL)).toBe(0);
    await smtp.mailsTo(EMAIL, 1);
    await retryNow(sender.database);
    smtp.respond = async () => undefined;
    const [first, second] = await smtp.mailsTo(EMAIL, 2);
    expect(link(first)).toBeDefined();
    expect(link(second)).toBe(link(first));
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.text).toBe(first?.text);
    await whenDone(sender.database);
  });

  test('is not sent any more once a newer link has taken the place of its own', async () => {
    const sender = await start();
    smtp.respond = async () => smtpError(451, '4.3.0 try again later');
    expect(await sender.call(CALL)).toBe(0);
    const [older] = await smtp.mailsTo(EMAIL, 1);
    await whenDeferred(sender.database);
    smtp.respond = async () => undefined;
    expect(await sender.call(CALL)).toBe(0);
    const [, newer] = await smtp.mailsTo(EMAIL, 2);
    expect(link(newer)).not.toBe(link(older));
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(2);
  });

  test('is not sent any more once its link was used', async () => {
    const sender = await start();
    smtp.respond = async () => smtpError(451, '4.3.0 try again later');
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    await sender.database.query('update sender.links set used_at = now(), expires_at = now()');
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(1);
    expect(await deadLetters(sender.database)).toEqual([]);
  });

  test('is sent again if the connection breaks in the middle of it', async () => {
    const sender = await start();
    smtp.hangsUp = true;
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    expect(smtp.mails).toHaveLength(0);
    smtp.hangsUp = false;
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(1);
    expect(await deadLetters(sender.database)).toEqual([]);
  });

  test.each(['recipient', 'message'])(
    'is a dead letter at once if the %s is refused for good',
    async (part) => {
      const sender = await start();
      const error = smtpError(550, `5.1.1 <${EMAIL}>: no such user`);
      if (part === 'recipient') smtp.recipientError = error;
      else smtp.respond = async () => error;
      expect(await sender.call(CALL)).toBe(0);
      await whenDone(sender.database);
      expect(smtp.recipients).toEqual([EMAIL]);
      const letters = await deadLetters(sender.database);
      expect(letters).toMatchObject([{ data: { reason: 'SMTP 550 5.1.1' } }]);
      expect(JSON.stringify(letters)).not.toContain(EMAIL);
    },
  );

  test('says what status the server gave', async () => {
    const sender = await start();
    for (const [answer, reason] of [
      ['5.7.26 Unauthenticated email\nis not accepted', 'SMTP 550 5.7.26'],
      ['5.7.26', 'SMTP 550 5.7.26'],
      ['no such user', 'SMTP 550'],
      ['4.1.1 of another class', 'SMTP 550'],
      ['5.7.26.1 is an IP address', 'SMTP 550'],
      ['5.1.1000 is too long', 'SMTP 550'],
      ['5.1.1@example.com is an address', 'SMTP 550'],
    ] as const) {
      smtp.recipientError = smtpError(550, answer);
      expect(await sender.call(CALL)).toBe(0);
      await whenDone(sender.database);
      expect(await deadLetters(sender.database), answer).toMatchObject([{ data: { reason } }]);
      await sender.database.query('delete from pgboss.job');
    }
  });

  test.each([
    ['MAIL FROM', 530],
    ['MAIL FROM', 550],
    ['RCPT TO', 530],
  ])('waits if the server refuses the service, not the mail: at %s with %i', async (command, code) => {
    const sender = await start();
    const error = smtpError(code, '5.7.0 not from here');
    if (command === 'MAIL FROM') smtp.senderError = error;
    else smtp.recipientError = error;
    expect(await sender.call(CALL)).toBe(0);
    await until(async () => (await jobs(sender.database))[0]?.state !== 'created');
    await until(async () => (await jobs(sender.database))[0]?.state !== 'active');
    expect(await deadLetters(sender.database)).toEqual([]);
    smtp.senderError = undefined;
    smtp.recipientError = undefined;
    await retryNow(sender.database);
    await smtp.mailsTo(EMAIL);
  });

  test.each([
    ['a blank name', { name: '  ' }, 'input: name (blank)'],
    ['no address', { email: 'example' }, 'not an email address'],
    [
      'an address that a server without SMTPUTF8 cannot read',
      { email: 'josé@example.com' },
      'not an email address',
    ],
  ])('is a dead letter at once if it cannot be sent: %s', async (_what, change, reason) => {
    const sender = await start({ CONCURRENCY: '0' });
    expect(await sender.call(CALL)).toBe(0);
    const [[column, value] = ['', '']] = Object.entries(change);
    // As by a program of the team, which does not use saveUser. The link stays: it would be withdrawn with the address.
    await sender.database.query('alter table sender.users disable trigger address_changed');
    await sender.database.query(`update sender.users set ${column} = $1 where account_id = 7`, [value]);
    await stop(sender);
    const next = await start();
    await until(async () => (await deadLetters(next.database)).length > 0);
    expect(await deadLetters(next.database)).toMatchObject([{ data: { reason } }]);
    expect(smtp.recipients).toEqual([]);
  });

  test('is not sent where it must be encrypted, and the server does not offer it', async () => {
    const sender = await start({ SMTP_TLS: 'required' });
    expect(await sender.call(CALL)).toBe(0);
    await until(async () => (await jobs(sender.database))[0]?.state === 'retry');
    expect(smtp.recipients).toEqual([]);
    await stop(sender);
    const next = await start({ SMTP_TLS: 'optional' });
    await retryNow(next.database);
    await smtp.mailsTo(EMAIL);
  });

  test('is a dead letter after the last try', async () => {
    const sender = await start();
    smtp.respond = async () => smtpError(451, '4.3.0 try again later');
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    const [job] = await jobs(sender.database);
    await sender.database.query("update pgboss.job set retry_count = 68 where name = 'welcome-mail'");
    await retryNow(sender.database);
    await smtp.mailsTo(EMAIL, 2);
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(3);
    expect(await deadLetters(sender.database)).toMatchObject([
      { id: job?.id, data: { reason: 'SMTP 451 4.3.0' } },
    ]);
  });

  test('is a dead letter if it killed its process in the last try', async () => {
    const sender = await start();
    smtp.respond = async () => smtpError(451, '4.3.0 try again later');
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    // As pg-boss leaves it when a try has lasted too long.
    await sender.database.query("update pgboss.job set retry_count = 70 where name = 'welcome-mail'");
    await retryNow(sender.database);
    await whenDone(sender.database);
    expect(smtp.mails).toHaveLength(1);
    expect(await deadLetters(sender.database)).toMatchObject([{ data: { reason: 'internal error' } }]);
  });

  test('waits longer each time', async () => {
    const sender = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    expect(await sender.call(CALL)).toBe(0);
    for (const [retries, seconds] of [30, 60, 120].entries()) {
      const wait = await until(async () => {
        const [row] = await sender.database.query<{ seconds: number }>(
          `select extract(epoch from start_after - started_on)::float as seconds from pgboss.job
           where name = 'welcome-mail' and state = 'retry' and retry_count = $1`,
          [retries],
        );
        return row?.seconds;
      });
      expect(wait).toBeGreaterThanOrEqual(seconds);
      await retryNow(sender.database);
    }
  });

  test.each([
    ['24', 'link expired', 24, 25],
    ['336', 'SMTP 451 4.3.0', 42, 54],
  ])(
    'is tried at least once an hour, and with a link for %s hours ends as: %s',
    async (LINK_HOURS, reason, min, max) => {
      const sender = await start({ LINK_HOURS });
      const { database } = sender;
      smtp.respond = async () => smtpError(451, '4.3.0 try again later');
      expect(await sender.call(CALL)).toBe(0);
      let hours = 0;
      for (let tries = 1; ; tries++) {
        const [job] = await until(async () => {
          const waiting = await database.query<{ wait: number }>(
            `select extract(epoch from start_after - now())::float / 3600 as wait from pgboss.job
           where state = 'retry' and retry_count = $1`,
            [tries - 1],
          );
          return (waiting.length > 0 || (await jobs(database)).length === 0) && waiting;
        });
        if (job === undefined) break;
        expect(job.wait).toBeLessThanOrEqual(1);
        hours += job.wait;
        // The wait passes.
        await database.query(
          'update sender.links set expires_at = expires_at - make_interval(secs => 3600 * $1::float)',
          [job.wait],
        );
        await retryNow(database);
      }
      expect(await deadLetters(database)).toMatchObject([{ data: { reason } }]);
      expect(hours).toBeGreaterThan(min);
      expect(hours).toBeLessThan(max);
    },
  );

  test('does not hold up the others', async () => {
    const sender = await start();
    await saveUser(sender.database, 7, { name: 'other', email: 'other@example.com' });
    smtp.respond = async (mail) =>
      JSON.stringify(mail.to).includes(EMAIL) ? smtpError(550, '5.1.1 no such user') : undefined;
    expect(await sender.call(CALL)).toBe(0);
    expect(await sender.call({ ...CALL, name: 'other' })).toBe(0);
    await smtp.mailsTo('other@example.com');
    await whenDone(sender.database);
    expect(await deadLetters(sender.database)).toHaveLength(1);
  });
});

test('a process without concurrency leaves the mails to others', async () => {
  const sender = await start({ CONCURRENCY: '0' });
  expect(await sender.call(CALL)).toBe(0);
  await setTimeout(1000);
  expect(await jobs(sender.database)).toMatchObject([{ state: 'created' }]);
  await stop(sender);
  await start();
  await smtp.mailsTo(EMAIL);
});

test('mails share a connection to the server, which ends with the sender', async () => {
  const sender = await start();
  for (const count of [1, 2, 3]) {
    expect(await sender.call(CALL)).toBe(0);
    await smtp.mailsTo(EMAIL, count);
    await whenDone(sender.database);
  }
  // The other one was for the check at the start.
  await until(() => smtp.sockets.size > 1);
  expect(smtp.sockets.size).toBe(2);
  await stop(sender);
  await until(() => [...smtp.sockets].every((socket) => socket.destroyed));
});

describe('the command for dead letters', () => {
  const command = (...parameters: string[]) => runCommand(folder, 'dead-letters', parameters);

  /** Lets the mail be refused for good, and gives the id of its job and the sender, which still runs. */
  async function makeDeadLetter(): Promise<{ id: string; sender: TestSender }> {
    const sender = await start();
    smtp.respond = async () => smtpError(550, `5.1.1 <${EMAIL}>: no such user`);
    expect(await sender.call(CALL)).toBe(0);
    const [letter] = await until(async () => {
      const letters = await deadLetters(sender.database);
      return letters.length > 0 && letters;
    });
    smtp.respond = async () => undefined;
    return { id: String(letter?.id), sender };
  }

  test('lists them with their users, and requeues one: with its link and its Message-ID', async () => {
    const { id, sender } = await makeDeadLetter();
    await stop(sender);
    expect(await command()).toMatch(
      new RegExp(`^${id}  20\\d\\d-\\S+Z  SMTP 550 5.1.1  account 7  example\n$`),
    );
    const [refused] = await smtp.mailsTo(EMAIL);
    expect(await command('requeue', id)).toBe(`${id}  requeued\n`);
    expect(await command()).toBe('');
    await expect(command('requeue', id)).rejects.toMatchObject({
      code: 1,
      stderr: `${id} is no dead letter\n`,
    });
    await start();
    const [, mail] = await smtp.mailsTo(EMAIL, 2);
    expect(mail?.messageId).toBe(`<${id}@example.com>`);
    expect(mail?.messageId).toBe(refused?.messageId);
    expect(link(mail)).toBeDefined();
    expect(link(mail)).toBe(link(refused));
  });

  test('requeues all; one whose link has expired is not sent, and is listed again', async () => {
    const { id, sender } = await makeDeadLetter();
    await sender.database.query('update sender.links set expires_at = now()');
    await stop(sender);
    expect(await command('requeue', 'all')).toBe(`${id}  requeued\n`);
    const next = await start();
    await whenDone(next.database);
    expect(await deadLetters(next.database)).toMatchObject([{ id, data: { reason: 'link expired' } }]);
    expect(smtp.mails).toHaveLength(1);
  });

  test.each(['one', 'all'])('deletes %s, whose trace stays', async (which) => {
    const { id, sender } = await makeDeadLetter();
    await stop(sender);
    expect(await command('delete', which === 'all' ? 'all' : id)).toBe(`${id}  deleted\n`);
    expect(await command()).toBe('');
    await expect(command('delete', id)).rejects.toMatchObject({
      code: 1,
      stderr: `${id} is no dead letter\n`,
    });
    expect(await runCommand(folder, 'trace', ['job', id])).toMatch(
      / {2}account 7 {2}example {2}.* {2}given up .* {2}SMTP 550 5\.1\.1\n$/,
    );
    const next = await start();
    expect(await jobs(next.database)).toEqual([]);
    expect(await (await fetch(`${next.url}/metrics`)).text()).toContain('sender_jobs{state="dead"} 0');
  });

  test('says that a user was deleted', async () => {
    const { id, sender } = await makeDeadLetter();
    await sender.database.query("delete from sender.users where account_id = 7 and name = 'example'");
    await stop(sender);
    expect(await command()).toMatch(new RegExp(`^${id}  \\S+  SMTP 550 5.1.1  \\(deleted user\\)\n$`));
  });

  test.each([['delete'], ['requeue'], ['drop', 'all'], ['delete', 'all', 'more']])(
    'says how it is called: %s',
    async (...parameters) => {
      await expect(command(...parameters)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^usage: /),
      });
    },
  );
});

test('a call that fails leaves neither a link nor a job', async () => {
  const sender = await start();
  await sender.database.query('alter table pgboss.job rename to job_elsewhere');
  expect(await sender.call(CALL)).toBe(500);
  await sender.database.query('alter table pgboss.job_elsewhere rename to job');
  expect(await sender.database.query('select * from sender.links')).toEqual([]);
  expect(await jobs(sender.database)).toEqual([]);
});

test('a worker that cannot fetch jobs says so, and goes on', async () => {
  const sender = await start();
  await sender.database.query('alter table pgboss.job rename to job_elsewhere');
  await until(() => sender.logs.some((line) => line.includes('jobs could not be fetched')));
  await sender.database.query('alter table pgboss.job_elsewhere rename to job');
  expect(await sender.call(CALL)).toBe(0);
  await smtp.mailsTo(EMAIL);
});

test('a text of statements that fails, as when the disk is full, leaves no transaction open for those behind it', async () => {
  const sender = await start();
  // As pg-boss's maintenance looks to the database.
  await expect(sender.database.query('begin; select 1 / 0; commit')).rejects.toThrow('division by zero');
  expect(await sender.call(CALL)).toBe(0);
  await smtp.mailsTo(EMAIL);
});

test('no secret is in the database, in its files or in the log', async () => {
  const sender = await start({ DATABASE_URL: '', LINK_SECRET: '' });
  const password = 'the password of a user';
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  smtp.respond = async () => smtpError(451, `4.3.0 <${EMAIL}>: try again later`);
  expect(await sender.call(CALL, { 'user-agent': userAgent })).toBe(0);
  const secretLink = String(link((await smtp.mailsTo(EMAIL))[0]));
  const token = secretLink.replace(/.*token=/, '');
  await whenDeferred(sender.database);

  // While the job waits, when there is most to find; once more with a call by a stranger, and with the link used.
  const [job] = await jobs(sender.database);
  expect(job?.data).toMatchObject({ userAgent, ip: '127.0.0.1' });
  const whileQueued = await dump(sender.database);
  expect(await sender.call({ ...CALL, token: 'the token of a stranger' })).toBe(401);
  await sender.post(`{"token": "${TOKEN}", "name": "example"`, { 'content-type': 'application/json' });
  await sender.post('x', { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` });
  await fetch(`${sender.url}/set-password?token=${token}`);
  await fetch(`${sender.url}/elsewhere?token=${token}`);
  await fetch(`${sender.url}/set-password/${token}/%zz`);
  const form = new URLSearchParams({ token, password, repetition: password });
  const set = await fetch(`${sender.url}/set-password`, { method: 'POST', body: form });
  expect(set.status).toBe(200);
  await sender.database.query('alter table sender.links rename to links_elsewhere');
  await fetch(`${sender.url}/set-password?token=${token}`);
  expect(await sender.call(CALL)).toBe(500);
  await sender.database.query('alter table sender.links_elsewhere rename to links');
  const afterwards = await dump(sender.database);
  await stop(sender);

  const linkSecret = await readFile(join(folder, 'link-secret'), 'utf8');
  const [, signature] = token.split('.');
  const secrets = [TOKEN, 'the token of a stranger', token, String(signature), password, linkSecret];
  const logged = sender.logs.join('');
  expect(sender.logs.length).toBeGreaterThan(5);
  for (const line of sender.logs) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  for (const secret of [...secrets, String(token.split('.')[0]), EMAIL, userAgent, 'example.com']) {
    expect(logged).not.toContain(secret);
  }
  // The addresses of clients; Fastify says once on which one it listens.
  expect(logged.replace(/"msg":"Server listening[^"]*"/g, '')).not.toContain('127.0.0.1');
  expect(whileQueued).toContain(EMAIL);
  for (const secret of secrets) {
    expect(whileQueued).not.toContain(secret);
    expect(afterwards).not.toContain(secret);
  }
  const files = await readFolder(join(folder, 'postgres'));
  expect(files.includes(EMAIL)).toBe(true);
  for (const secret of secrets) expect(files.includes(secret)).toBe(false);
});

test('does not start with a secret that was not written whole, as on a full disk', async () => {
  await writeFile(join(folder, 'link-secret'), '');
  await expect(start({ DATABASE_URL: '', LINK_SECRET: '' })).rejects.toThrow(/^DATA_DIR: /);
});

describe('a shutdown', () => {
  test('waits for the mail that is being sent', async () => {
    const sender = await start();
    let isTaken = false;
    smtp.respond = async () => {
      await setTimeout(1500);
      isTaken = true;
      return undefined;
    };
    expect(await sender.call(CALL)).toBe(0);
    await smtp.mailsTo(EMAIL);
    expect(isTaken).toBe(false);
    await stop(sender);
    expect(isTaken).toBe(true);
    const next = await start();
    expect(await jobs(next.database)).toEqual([]);
    expect(smtp.mails).toHaveLength(1);
  });

  test('loses no call that was answered with 0', async () => {
    const sender = await start();
    const names = Array.from({ length: 100 }, (_, index) => `user-${index}`);
    for (const name of names) await saveUser(sender.database, 7, { name, email: `${name}@example.com` });
    const calls = names.map(
      async (name) => (await sender.call({ ...CALL, name }).catch(() => -1)) === 0 && name,
    );
    await Promise.race(calls);
    const before = Date.now();
    await stop(sender);
    // Connections are kept open for 72 s where nothing is said.
    expect(Date.now() - before).toBeLessThan(60_000);
    const answered = (await Promise.all(calls)).filter((name) => name !== false);
    expect(answered.length).toBeGreaterThan(0);
    await start();
    for (const name of answered) await smtp.mailsTo(`${name}@example.com`);
    const ids = smtp.mails.map((mail) => mail.messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('leaves what is queued to the next start', async () => {
    const sender = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    expect(await sender.call(CALL)).toBe(0);
    await whenDeferred(sender.database);
    await stop(sender);
    const next = await start();
    await retryNow(next.database);
    expect(link((await smtp.mailsTo(EMAIL))[0])).toBeDefined();
  });
});

describe('the process', () => {
  const main = program('main');
  let child: ChildProcess;

  /** Starts the built service on the folder, and gives the address that it listens on. */
  async function run(env: Record<string, string>): Promise<string> {
    const started = await startProcess({ DATA_DIR: folder, ...env });
    child = started.child;
    return started.url;
  }

  test('ends by itself after SIGTERM', async () => {
    await run({ SMTP_URL: smtp.url });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('killed in the middle, leaves the job to the next one', async () => {
    const env = { DATABASE_URL: '', LINK_SECRET: '' };
    await stop(await start(env));
    const url = await run({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const answer = await fetch(`${url}/api/v1.1/admin/accounts/users/send_welcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(CALL),
    });
    expect(await answer.json()).toMatchObject({ error: 0 });
    child.kill('SIGKILL');
    await once(child, 'exit');

    const next = await start(env);
    await next.database.query("update pgboss.job set state = 'retry' where state = 'active'");
    await retryNow(next.database);
    const [mail] = await smtp.mailsTo(EMAIL);
    const token = String(link(mail)).replace(/.*token=/, '');
    expect((await fetch(`${next.url}/set-password?token=${token}`)).status).toBe(200);
  });

  test('killed in the middle, leaves a job that the metrics count as the oldest', async () => {
    const env = { DATABASE_URL: '', LINK_SECRET: '', CONCURRENCY: '0' };
    await stop(await start(env));
    // The server takes the mail and never answers.
    smtp.respond = () => new Promise(() => {});
    const url = await run({ SMTP_URL: smtp.url });
    const answer = await fetch(`${url}/api/v1.1/admin/accounts/users/send_welcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(CALL),
    });
    expect(await answer.json()).toMatchObject({ error: 0 });
    await smtp.mailsTo(EMAIL);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const next = await start(env);
    expect(await jobs(next.database)).toMatchObject([{ state: 'active' }]);
    const metrics = await (await fetch(`${next.url}/metrics`)).text();
    expect(Number(/^sender_oldest_job_seconds (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    await stop(next);
    expect(await runCommand(folder, 'trace', ['user', '7', 'example'], { DATABASE_URL: '' })).toMatch(
      / {2}in progress, try 1\n$/,
    );
  });

  test('does not start where another one runs: neither on its folder nor on its port', async () => {
    const url = await run({ SMTP_URL: smtp.url });
    const first = child;
    const startSecond = async (env: Record<string, string>) => {
      const { PATH } = process.env;
      const second = spawn(process.execPath, [main], {
        env: { PATH, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let message = '';
      second.stderr?.on('data', (chunk) => {
        message += chunk;
      });
      expect(await once(second, 'close')).toEqual([1, null]);
      return message;
    };
    expect(await startSecond({ PORT: '0', DATA_DIR: folder })).toMatch(/^DATA_DIR: must not be in use/);
    const { folder: another, remove } = await temporaryFolder();
    expect(await startSecond({ PORT: new URL(url).port, DATA_DIR: another })).toMatch(/^PORT: must be free/);
    await remove();
    first.kill('SIGTERM');
    expect(await once(first, 'exit')).toEqual([0, null]);
  });

  test('names the variable that is wrong, and does not start', async () => {
    child = spawn(process.execPath, [main], { env: { PORT: 'http' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let message = '';
    child.stderr?.on('data', (chunk) => {
      message += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(message).toBe('PORT: must be an integer from 0 to 65535\n');
  });

  test('says why it does not start also where several addresses of Postgres refuse, as those of localhost', async () => {
    const addresses = "[{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }]";
    const resolver = `import dns from 'node:dns'; dns.lookup = (_host, _options, done) => done(null, ${addresses});`;
    const preload = `data:text/javascript,${encodeURIComponent(resolver)}`;
    const DATABASE_URL = 'postgres://localhost:1/sender';
    child = spawn(process.execPath, ['--import', preload, main], {
      env: { DATABASE_URL, DATA_DIR: folder, LINK_SECRET },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let message = '';
    child.stderr?.on('data', (chunk) => {
      message += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(message).toContain('ECONNREFUSED 127.0.0.1:1');
  });
});

// Postgres in WASM is for one process.
test.runIf(inject('server'))(
  'several start at once on an empty database, and send each mail once',
  async () => {
    const senders = await Promise.all([start(), start(), start()]);
    const names = Array.from({ length: 60 }, (_, index) => `user-${index}`);
    for (const name of names) await saveUser(senders[0].database, 7, { name, email: `${name}@example.com` });
    const codes = names.map((name, index) => senders[index % 3]?.call({ ...CALL, name }));
    expect(new Set(await Promise.all(codes))).toEqual(new Set([0]));
    await whenDone(senders[0].database);
    expect(smtp.recipients.sort()).toEqual(names.map((name) => `${name}@example.com`).sort());
  },
);

/** All rows of all tables, as text. */
async function dump(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('sender', 'pgboss') and table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(8);
  const rows = await Promise.all(
    tables.map(({ name }) => database.query(`select t::text as row from ${name} t`)),
  );
  return JSON.stringify(rows);
}

/** All files in a folder, one behind the other. */
async function readFolder(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}
