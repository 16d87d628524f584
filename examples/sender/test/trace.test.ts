import { expect, test } from 'vitest';
import { saveApiToken, saveUser } from '../src/database/accounts.js';
import { deleteOldTraces, findTrace, findTracesOfUser, type UserTrace } from '../src/queue/trace.js';
import { runCommand } from './support/command.js';
import { deadLetters, retryNow, whenDeferred, whenDone } from './support/jobs.js';
import { startSenderWithSmtp, startTestSender, TOKEN, temporaryFolder } from './support/sender.js';
import { smtpError, startSmtp } from './support/smtp.js';
import { until } from './support/until.js';

const { sender, smtp } = await startSenderWithSmtp();
await saveApiToken(sender.database, TOKEN, [7], { name: 'crm' });

async function traceOf(name: string) {
  await saveUser(sender.database, 7, { name, email: `${name}@example.com` });
  expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
  await whenDone(sender.database);
  return findTracesOfUser(sender.database, 7, name);
}

/** The lines of the log about the end of an email's job. */
const lines = (jobId: string) =>
  sender.logs.map((line) => JSON.parse(line)).filter(({ email }) => email?.jobId === jobId);

test('an email that is sent has one row and one line, with who called and what the server said', async () => {
  const [trace, ...others] = await traceOf('ada');
  expect(others).toEqual([]);
  expect(trace).toMatchObject({
    operation: 'registration',
    caller: 'token crm',
    queuedAt: expect.any(Date),
    endedAt: expect.any(Date),
    outcome: 'sent',
    detail: expect.stringMatching(/^250 /),
  });
  expect(Number(trace?.endedAt)).toBeGreaterThanOrEqual(Number(trace?.queuedAt));
  const mail = (await smtp.mailsTo('ada@example.com'))[0];
  expect(mail?.messageId).toBe(`<${trace?.jobId}@example.com>`);
  const { accountId, userName, ...logged } = trace as UserTrace;
  expect([accountId, userName]).toEqual(['7', 'ada']);
  expect(lines(String(trace?.jobId))).toEqual([
    expect.objectContaining({ level: 30, email: JSON.parse(JSON.stringify(logged)) }),
  ]);
  expect(await findTrace(sender.database, String(trace?.jobId))).toEqual(trace);
});

test('an email that is given up says why, until it is tried again', async () => {
  smtp.recipientError = smtpError(550, '5.1.1 no such user given-up@example.com');
  const [trace] = await traceOf('given-up');
  smtp.recipientError = undefined;
  expect(trace).toMatchObject({ outcome: 'given up', detail: 'SMTP 550 5.1.1' });
  expect(lines(String(trace?.jobId))).toHaveLength(1);
  expect((await deadLetters(sender.database)).map(({ id }) => id)).toContain(trace?.jobId);
});

test('an email that waits has no outcome; one that nobody needs any more says so', async () => {
  smtp.respond = async () => smtpError(451, '4.3.0 try again later');
  await saveUser(sender.database, 7, { name: 'waiting', email: 'waiting@example.com' });
  expect(await sender.call({ token: TOKEN, account_id: 7, name: 'waiting' })).toBe(0);
  await smtp.mailsTo('waiting@example.com');
  expect(await findTracesOfUser(sender.database, 7, 'waiting')).toMatchObject([{ outcome: null }]);
  smtp.respond = async () => undefined;
  await sender.database.query('delete from sender.links');
  await until(async () => {
    await sender.database.query("update pgboss.job set start_after = now() where state = 'retry'");
    return (await findTracesOfUser(sender.database, 7, 'waiting'))[0]?.outcome === 'not needed';
  });
});

test('no row and no line holds an address, a name, a link or a token, whatever the server answers', async () => {
  await saveUser(sender.database, 7, { name: 'secretive', email: 'secretive@example.com' });
  const link = /https:\S+token=([\w.-]+)/;
  const echo = (text: string | undefined) =>
    `took <secretive@example.com> ${link.exec(text ?? '')?.join(' ')}`;
  smtp.respond = async ({ text }) => smtpError(451, echo(text));
  smtp.answer = ({ text }) => echo(text);
  expect(await sender.call({ token: TOKEN, account_id: 7, name: 'secretive' })).toBe(0);
  const [mail] = await smtp.mailsTo('secretive@example.com');
  const [, token = 'none'] = link.exec(mail?.text ?? '') ?? [];
  smtp.respond = async () => undefined;
  await retryNow(sender.database);
  await whenDone(sender.database);
  const [trace] = await findTracesOfUser(sender.database, 7, 'secretive');
  expect(trace).toMatchObject({ outcome: 'sent', detail: '250 took [address] [link] [link]' });
  const rows = JSON.stringify(await sender.database.query('select * from sender.emails'));
  for (const text of [rows, sender.logs.join('')]) {
    for (const secret of ['secretive', 'example.com', token, TOKEN]) expect(text).not.toContain(secret);
  }
});

test('a row is deleted after some days', async () => {
  const [trace] = await traceOf('old');
  const id = String(trace?.jobId);
  await sender.database.query(
    "update sender.emails set queued_at = now() - interval '30 days' where job_id = $1",
    [id],
  );
  await deleteOldTraces(sender.database, 31);
  expect(await findTrace(sender.database, id)).toBeDefined();
  await deleteOldTraces(sender.database, 29);
  expect(await findTrace(sender.database, id)).toBeUndefined();
  expect((await findTracesOfUser(sender.database, 7, 'ada')).length).toBe(1);
});

test.each([
  ['waits', smtpError(451, '4.3.0 try again later')],
  ['is a dead letter', smtpError(550, '5.1.1 no such user')],
])('a row is not deleted while its job %s', async (_state, error) => {
  const name = `kept-${error.responseCode}`;
  await saveUser(sender.database, 7, { name, email: `${name}@example.com` });
  smtp.recipientError = error;
  expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
  await whenDeferred(sender.database);
  smtp.recipientError = undefined;
  const [trace] = await findTracesOfUser(sender.database, 7, name);
  const id = String(trace?.jobId);
  const age = "update sender.emails set queued_at = now() - interval '30 days' where job_id = $1";
  await sender.database.query(age, [id]);
  await deleteOldTraces(sender.database, 29);
  expect(await findTrace(sender.database, id)).toBeDefined();
  await sender.database.query('delete from pgboss.job where id = $1', [id]);
  await deleteOldTraces(sender.database, 29);
  expect(await findTrace(sender.database, id)).toBeUndefined();
});

test('a command shows the emails of a user, and that of a job', async () => {
  const server = await startSmtp();
  server.respond = async (mail) =>
    JSON.stringify(mail.to).includes('deferred') ? smtpError(451, '4.3.0 try again later') : undefined;
  const { folder, remove } = await temporaryFolder();
  const other = await startTestSender(folder, { SMTP_URL: server.url, MAIL_FROM: 'no-reply@example.com' });
  await saveApiToken(other.database, TOKEN, [7], { name: 'crm' });
  expect(await other.call({ token: TOKEN, account_id: 7, name: 'example' })).toBe(0);
  await whenDone(other.database);
  const [trace] = await findTracesOfUser(other.database, 7, 'example');
  await saveUser(other.database, 7, { name: 'deferred', email: 'deferred@example.com' });
  expect(await other.call({ token: TOKEN, account_id: 7, name: 'deferred' })).toBe(0);
  await server.mailsTo('deferred@example.com');
  await retryNow(other.database);
  await server.mailsTo('deferred@example.com', 2);
  await whenDeferred(other.database);
  const [deferred] = await other.database.query<{ next: Date }>(
    "select start_after as next from pgboss.job where state = 'retry'",
  );
  await other.close();
  await server.close();
  const id = String(trace?.jobId);
  const line = `${id}  account 7  example  registration  by token crm  queued ${trace?.queuedAt.toISOString()}  sent ${trace?.endedAt?.toISOString()}  ${trace?.detail}\n`;
  expect(await runCommand(folder, 'trace', ['user', '7', 'example'])).toBe(line);
  expect(await runCommand(folder, 'trace', ['job', id])).toBe(line);
  expect(await runCommand(folder, 'trace', ['user', '7', 'deferred'])).toMatch(
    new RegExp(`  waits after 2 tries \\(SMTP 451 4.3.0\\), next try ${deferred?.next.toISOString()}\n$`),
  );
  for (const wrong of [[], ['user', '7'], ['job'], ['user', 'x', 'example']]) {
    await expect(runCommand(folder, 'trace', wrong)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^usage: /),
    });
  }
  await expect(runCommand(folder, 'trace', ['job', 'none'])).rejects.toMatchObject({ code: 1 });
  await remove();
});
