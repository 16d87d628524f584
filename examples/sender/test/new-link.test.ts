import { expect, test, vi } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import { createLinkTokens, newTokenId } from '../src/links/link-tokens.js';
import { deadLetters, retryNow, whenDone } from './support/jobs.js';
import { LINK_SECRET } from './support/process.js';
import { startSenderWithSmtp, TOKEN } from './support/sender.js';
import { smtpError } from './support/smtp.js';

const PASSWORD = 'correct horse battery';

const { sender, smtp } = await startSenderWithSmtp({ TRUST_PROXY: '127.0.0.1' });

const emailOf = (name: string) => `${name}@example.com`;

/** The tokens of the links that were mailed to a user, once there are so many mails. */
async function tokensOf(name: string, mails: number): Promise<string[]> {
  const found = await smtp.mailsTo(emailOf(name), mails);
  return found.flatMap(({ text }) => /set-password\?token=([\w.-]+)/.exec(text ?? '')?.[1] ?? []);
}

async function invite(name: string, locale = 'en'): Promise<string> {
  await saveUser(sender.database, 7, { name, email: emailOf(name), locale });
  expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
  return (await tokensOf(name, 1))[0] ?? '';
}

const post = (path: string, fields: Record<string, string>, headers = {}) =>
  fetch(`${sender.url}/${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });

const setPassword = (token: string) =>
  post('set-password', { token, password: PASSWORD, repetition: PASSWORD });

const askForLink = (token: string, headers = {}) => post('new-link', { token, lang: 'en' }, headers);

/** A genuine token, as of a user who was deleted. */
function tokenOfNobody(): string {
  const { link } = createLinkTokens(LINK_SECRET, undefined, new URL('https://app.example.com/'));
  return new URL(link(newTokenId(crypto.randomUUID()))).searchParams.get('token') ?? '';
}

/** Makes the links of a user as old as that, so that the pause is over. */
const age = (name: string, interval = '1 hour') =>
  sender.database.query(
    `update sender.links set issued_at = issued_at - $2::interval from sender.users
     where users.id = links.user_id and users.name = $1`,
    [name, interval],
  );

async function deadPage(token: string): Promise<string> {
  const response = await fetch(`${sender.url}/set-password?token=${token}`);
  expect(response.status).toBe(410);
  return response.text();
}

test('the page of a link that was used offers a new one, which works, with the facts of that request', async () => {
  const token = await invite('ada');
  expect((await setPassword(token)).status).toBe(200);
  await age('ada');
  const page = await deadPage(token);
  expect(page).toContain('<form method="post" action="new-link">');
  expect(page).toContain('<bdi>Acme</bdi>');
  const answer = await askForLink(token, {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-forwarded-for': '81.2.69.160',
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('Check your email');
  const [, newer = ''] = await tokensOf('ada', 3);
  // The notice that the password was set may come after it.
  const mails = await smtp.mailsTo(emailOf('ada'), 3);
  const mail = mails.find(({ subject }) => subject === 'New password requested for your Acme account');
  expect(mail?.text).toContain('Firefox on Linux');
  expect(mail?.text).toContain('United Kingdom');
  expect(newer).not.toBe(token);
  expect((await setPassword(newer)).status).toBe(200);
});

test('so do the pages of links that expired, were replaced or were withdrawn', async () => {
  const expired = await invite('expired');
  await sender.database.query(
    `update sender.links set expires_at = now() from sender.users
     where users.id = user_id and name = 'expired'`,
  );
  await age('expired');
  await deadPage(expired);
  await askForLink(expired);
  const [, newer = ''] = await tokensOf('expired', 2);
  await age('expired');
  // The first one was replaced by that.
  await deadPage(expired);
  await askForLink(expired);
  const [, , newest = ''] = await tokensOf('expired', 3);
  await deadPage(newer);
  await sender.database.query(
    "delete from sender.links using sender.users where users.id = user_id and name = 'expired'",
  );
  await deadPage(newest);
  await askForLink(newest);
  const last = (await tokensOf('expired', 4)).at(-1) ?? '';
  expect((await setPassword(last)).status).toBe(200);
});

test('nobody can tell from the answer whether the user exists', async () => {
  const token = await invite('known', 'ar');
  const unknown = tokenOfNobody();
  await setPassword(token);
  await whenDone(sender.database);
  const statements: string[] = [];
  const { transaction } = sender.database;
  const recording = vi.spyOn(sender.database, 'transaction').mockImplementation((work) =>
    transaction((queryable) =>
      work({
        query(sql, values) {
          statements.push(sql);
          return queryable.query(sql, values);
        },
      }),
    ),
  );
  const seen = [];
  for (const asked of [token, unknown]) {
    const answer = await askForLink(asked, { 'accept-language': 'de' });
    const headers = [...answer.headers.keys()].sort();
    // What takes time before the answer are these statements.
    seen.push([answer.status, await answer.text(), headers, statements.splice(0)]);
  }
  recording.mockRestore();
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.[3]).toHaveLength(3);
  await whenDone(sender.database);
  expect(await deadLetters(sender.database)).toEqual([]);
});

test('a token that was not made here gets the same answer, and no job', async () => {
  const before = smtp.mails.length;
  const page = await deadPage('nonsense');
  expect(page).not.toContain('<form');
  expect(page).toContain('Copy the whole link from the email');
  const answer = await askForLink('nonsense');
  expect(await answer.text()).toContain('Check your email');
  await whenDone(sender.database);
  expect(smtp.mails.length).toBe(before);
});

test('the answer is in the language of the dead page', async () => {
  const token = await invite('layla', 'ar');
  await setPassword(token);
  expect(await deadPage(token)).toContain('<input type="hidden" name="lang" value="ar">');
  const answer = await post('new-link', { token, lang: 'ar' }, { 'accept-language': 'de' });
  expect(await answer.text()).toContain('<html lang="ar" dir="rtl">');
  for (const lang of ['', '"><script>', '__proto__', 'x'.repeat(10_000)]) {
    const other = await post('new-link', { token: 'nonsense', lang });
    expect(other.status).toBe(200);
    expect(await other.text()).toContain('<html lang="en" dir="ltr">');
  }
});

test('a user gets one new link a minute, and five a day', async () => {
  const token = await invite('busy');
  await setPassword(token);
  await age('busy');
  await askForLink(token);
  await tokensOf('busy', 3);
  await askForLink(token);
  await whenDone(sender.database);
  expect(await tokensOf('busy', 3)).toHaveLength(2);
  for (let mails = 4; mails <= 7; mails++) {
    await age('busy');
    await askForLink(token);
    await tokensOf('busy', mails);
  }
  await whenDone(sender.database);
  await age('busy');
  await askForLink(token);
  await whenDone(sender.database);
  expect(await smtp.mailsTo(emailOf('busy'), 7)).toHaveLength(7);
  // The last link that was sent still works.
  expect((await setPassword((await tokensOf('busy', 7)).at(-1) ?? '')).status).toBe(200);
  // A day after the first of them, there is one more.
  await age('busy');
  await sender.database.query(
    `update sender.emails set queued_at = queued_at - interval '1 day' where job_id = (
       select job_id from sender.emails join sender.users on users.id = user_id
       where name = 'busy' and operation = 'recovery' order by queued_at limit 1
     )`,
  );
  await askForLink(token);
  expect(await tokensOf('busy', 9)).toHaveLength(7);
  await age('busy');
  await askForLink(token);
  await whenDone(sender.database);
  expect(await smtp.mailsTo(emailOf('busy'), 9)).toHaveLength(9);
});

test('a hundred requests for one user make ten jobs at most, and the others are told to try later', async () => {
  const token = await invite('flooded');
  await setPassword(token);
  const refusals = [];
  for (const asked of [token, tokenOfNobody()]) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => askForLink(asked)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(refused).toHaveLength(90);
    const seconds = Number(refused[0]?.headers.get('retry-after'));
    expect(seconds).toBeLessThanOrEqual(3600);
    expect(seconds).toBeGreaterThan(3540);
    refusals.push(await refused[0]?.text());
  }
  expect(refusals[0]).toContain('Please try again later.');
  expect(refusals[0]).toBe(refusals[1]);
  await whenDone(sender.database);
  const rows = await sender.database.query(
    `select 1 from sender.emails join sender.users on users.id = user_id
     where name = 'flooded' and operation = 'recovery'`,
  );
  expect(rows).toHaveLength(10);
});

test('an email that is tried again has the same link', async () => {
  const token = await invite('patient');
  await setPassword(token);
  await smtp.mailsTo(emailOf('patient'), 2);
  await age('patient');
  smtp.respond = async () => smtpError(451, '4.3.0 try again later');
  await askForLink(token);
  await smtp.mailsTo(emailOf('patient'), 3);
  smtp.respond = async () => undefined;
  await retryNow(sender.database);
  const [, first, second] = await tokensOf('patient', 4);
  expect(first).toBe(second);
  expect((await setPassword(String(second))).status).toBe(200);
});
