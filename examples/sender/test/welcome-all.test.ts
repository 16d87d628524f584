import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import { runCommand } from './support/command.js';
import { jobs, whenDone } from './support/jobs.js';
import { startTestSender, type TestSender, TOKEN, temporaryFolder } from './support/sender.js';
import { type SmtpServer, startSmtp } from './support/smtp.js';

let smtp: SmtpServer;
let folder: string;
let remove: () => Promise<void>;
let sender: TestSender | undefined;

beforeEach(async () => {
  smtp = await startSmtp();
  ({ folder, remove } = await temporaryFolder());
});

afterEach(async () => {
  await stop();
  await smtp.close();
  await remove();
});

async function start(env = {}): Promise<TestSender> {
  sender = await startTestSender(folder, { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@example.com', ...env });
  return sender;
}

async function stop(): Promise<void> {
  await sender?.close();
  sender = undefined;
}

const welcomeAll = (...parameters: string[]) => runCommand(folder, 'welcome-all', parameters);

test('sends a mail to each user of the account that never set a password, which knows the time alone', async () => {
  const { database } = await start();
  for (const name of ['ada', 'bob', 'eve'])
    await saveUser(database, 7, { name, email: `${name}@example.com` });
  await database.query("update sender.users set password_hash = 'set' where name = 'eve'");
  await stop();
  expect(await welcomeAll('7')).toBe('3 mails queued\n');
  const again = await start();
  await whenDone(again.database);
  const addresses = ['ada@example.com', 'bob@example.com', 'example@example.com'];
  expect(smtp.recipients.sort()).toEqual(addresses);
  const links = smtp.mails.map((mail) => /https:\S+set-password\S+/.exec(mail.text ?? '')?.[0]);
  expect(new Set(links).size).toBe(3);
  for (const mail of smtp.mails) {
    expect(mail.text).toMatch(/^Date and time: .*\(UTC\)$/m);
    expect(mail.text).not.toMatch(/Device|location/);
  }
  await stop();
  expect(await welcomeAll('8')).toBe('1 mail queued\n');
  expect(await runCommand(folder, 'trace', ['user', '8', 'example'])).toMatch(
    / {2}waits for the first try\n$/,
  );
});

test('queues more than a statement takes, and all or none of them', async () => {
  const { database } = await start({ CONCURRENCY: '0' });
  await database.query(
    `insert into sender.users (account_id, name, email)
     select 7, 'user-' || n, n || '@example.com' from generate_series(1, 2500) n`,
  );
  await database.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
     create constraint trigger refuse after insert on sender.links for each row
       when (new.user_id::text like 'f%') execute function refuse()`,
  );
  await stop();
  await expect(welcomeAll('7')).rejects.toMatchObject({ code: 1, stderr: 'refused\n' });
  const next = await start({ CONCURRENCY: '0' });
  expect(await jobs(next.database)).toEqual([]);
  expect(await next.database.query('select * from sender.links')).toEqual([]);
  await next.database.query('drop trigger refuse on sender.links');
  // The newer link takes the place of this one, so that its mail is not sent.
  expect(await next.call({ token: TOKEN, account_id: 7, name: 'example' })).toBe(0);
  await stop();
  expect(await welcomeAll('7')).toBe('2501 mails queued\n');
  const last = await start({ CONCURRENCY: '0' });
  expect(await jobs(last.database)).toHaveLength(2502);
  const [links] = await last.database.query(
    'select count(*)::int as count, count(distinct token_id_hash)::int as distinct from sender.links',
  );
  expect(links).toEqual({ count: 2501, distinct: 2501 });
});

test('says that mails are queued once they are', async () => {
  const { database } = await start({ CONCURRENCY: '0' });
  await database.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
     create constraint trigger refuse after insert on sender.links deferrable initially deferred for each row
       execute function refuse()`,
  );
  await stop();
  await expect(welcomeAll('7')).rejects.toMatchObject({ code: 1, stdout: '', stderr: 'refused\n' });
});

test('says how it is called, and that there is no such account', async () => {
  for (const parameters of [[], ['seven'], ['7', '8']])
    await expect(welcomeAll(...parameters)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^usage: /),
    });
  await expect(welcomeAll('7000')).rejects.toMatchObject({ code: 1, stderr: 'there is no account 7000\n' });
});
