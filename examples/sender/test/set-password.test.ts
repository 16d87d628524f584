import { verify } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import { hashPassword } from '../src/page/passwords.js';
import { retryNow, whenDone } from './support/jobs.js';
import { startSenderWithSmtp, TOKEN } from './support/sender.js';
import { smtpError } from './support/smtp.js';
import { until } from './support/until.js';

const PASSWORD = 'correct horse battery';

const { sender, smtp } = await startSenderWithSmtp({
  TRUST_PROXY: '127.0.0.1',
  SIGN_IN_URL: 'https://app.example.com/sign-in?from=mail&a',
});

const emailOf = (name: string) => `${Buffer.from(name).toString('hex')}@example.com`;

/** Makes a user get a mail, waits until there are `count` of them, and gives the token of the last link. */
async function tokenFor(name: string, locale?: string, count = 1): Promise<string> {
  const email = emailOf(name);
  await saveUser(sender.database, 7, { name, email, ...(locale && { locale }) });
  expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
  const mails = await smtp.mailsTo(email, count);
  return (
    mails.flatMap(({ text }) => /set-password\?token=([\w.-]+)/.exec(text ?? '')?.[1] ?? []).at(-1) ?? ''
  );
}

const open = (token: string, headers = {}, method = 'GET') =>
  fetch(`${sender.url}/set-password?token=${token}`, { method, headers });

const submit = (token: string, password = PASSWORD, repetition = password, headers = {}) =>
  fetch(`${sender.url}/set-password`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ token, password, repetition }),
  });

async function passwordHash(name: string): Promise<string | null> {
  const [user] = await sender.database.query<{ password_hash: string | null }>(
    'select password_hash from sender.users where account_id = 7 and name = $1',
    [name],
  );
  return user?.password_hash ?? null;
}

test('a link sets a password once', async () => {
  const token = await tokenFor('ada');

  for (const method of ['GET', 'GET', 'HEAD']) expect((await open(token, {}, method)).status).toBe(200);
  expect(await passwordHash('ada')).toBeNull();

  const set = await submit(token);
  expect(set.status).toBe(200);
  expect(await set.text()).toContain('Your password is set');
  const hash = await passwordHash('ada');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await verify(String(hash), PASSWORD)).toBe(true);

  const again = await submit(token, 'another password that is long');
  expect(again.status).toBe(410);
  expect(await again.text()).toContain('This link no longer works');
  expect((await open(token)).status).toBe(410);
  expect(await passwordHash('ada')).toBe(hash);
});

test('of several at the same time, one sets the password', async () => {
  const token = await tokenFor('twins');
  const passwords = ['the password of one', 'the password of another', 'the password of a third'];
  const answers = await Promise.all(passwords.map((password) => submit(token, password)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  const winner = passwords[answers.findIndex(({ status }) => status === 200)];
  expect(await verify(String(await passwordHash('twins')), String(winner))).toBe(true);
});

test('whose password was set gets one notice of it, with the facts of that request', async () => {
  const token = await tokenFor('noticed');
  const facts = {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-forwarded-for': '81.2.69.160',
  };
  expect((await submit(token, 'short')).status).toBe(422);
  expect((await submit(token, PASSWORD, PASSWORD, facts)).status).toBe(200);
  expect((await submit(token)).status).toBe(410);
  await whenDone(sender.database);
  const notices = (await smtp.mailsTo(emailOf('noticed'))).filter(({ subject }) =>
    subject?.includes('changed'),
  );
  expect(notices.map(({ subject }) => subject)).toEqual(['Your Acme password was changed']);
  const text = notices[0]?.text;
  expect(text).toContain('Hello noticed,');
  expect(text).toContain('Device: Firefox on Linux');
  expect(text).toContain('Approximate location: United Kingdom');
  expect(text).not.toContain('set-password');
});

test('a newer link does not withdraw a notice that waits', async () => {
  const token = await tokenFor('patient');
  smtp.respond = async () => smtpError(451, '4.3.0 try again later');
  expect((await submit(token)).status).toBe(200);
  await smtp.mailsTo(emailOf('patient'), 2);
  smtp.respond = async () => undefined;
  await tokenFor('patient', undefined, 3);
  await retryNow(sender.database);
  const again = (await smtp.mailsTo(emailOf('patient'), 4))[3];
  expect(again?.subject).toBe('Your Acme password was changed');
});

test('a notice that cannot be queued leaves the password as it was, and the link alive', async () => {
  const token = await tokenFor('unnoticed');
  await sender.database.query('alter table pgboss.job rename to job_elsewhere');
  const failed = await submit(token);
  await sender.database.query('alter table pgboss.job_elsewhere rename to job');
  expect(failed.status).toBe(500);
  expect(await passwordHash('unnoticed')).toBeNull();
  expect((await submit(token)).status).toBe(200);
});

test('a newer link withdraws an older one', async () => {
  const older = await tokenFor('renewed');
  const newer = await tokenFor('renewed', undefined, 2);
  expect(newer).not.toBe(older);
  expect((await open(older)).status).toBe(410);
  expect((await submit(older)).status).toBe(410);
  expect(await passwordHash('renewed')).toBeNull();
  expect((await submit(newer)).status).toBe(200);
});

test('another address of the user withdraws the link, which a stranger has; the same one does not', async () => {
  const token = await tokenFor('mistyped');
  await saveUser(sender.database, 7, { name: 'mistyped', email: emailOf('mistyped'), locale: 'de' });
  expect((await open(token)).status).toBe(200);
  await sender.database.query("update sender.users set email = 'right@example.com' where name = 'mistyped'");
  expect((await open(token)).status).toBe(410);
  expect((await submit(token)).status).toBe(410);
  expect(await passwordHash('mistyped')).toBeNull();
});

test('of many passwords at once some wait, and others are told to come later', async () => {
  const token = await tokenFor('popular');
  const fill = () => Array.from({ length: 200 }, () => hashPassword(PASSWORD));
  const results = Promise.allSettled(fill());
  const filling = setInterval(() => void Promise.allSettled(fill()), 20);
  const busy = await submit(token);
  clearInterval(filling);
  expect(busy.status).toBe(503);
  expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await busy.text()).toContain('Something went wrong');
  const statuses = (await results).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['fulfilled', 'rejected']));
  await until(async () => (await submit(token)).status === 200);
});

test('a link that was used is followed by a new one that works', async () => {
  expect((await submit(await tokenFor('twice'))).status).toBe(200);
  const first = await passwordHash('twice');
  expect((await submit(await tokenFor('twice', undefined, 3))).status).toBe(200);
  expect(await passwordHash('twice')).not.toBe(first);
});

test('a link expires', async () => {
  const token = await tokenFor('late');
  await sender.database.query(
    `update sender.links set expires_at = now() - interval '1 second' from sender.users
     where users.id = links.user_id and users.name = $1`,
    ['late'],
  );
  expect((await open(token)).status).toBe(410);
  expect((await submit(token)).status).toBe(410);
  expect(await passwordHash('late')).toBeNull();
});

test('a link that was not made here does not work', async () => {
  const token = await tokenFor('forged');
  const [id = '', signature = ''] = token.split('.');
  const other = (await tokenFor('other')).split('.');
  const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  for (const forged of [
    '',
    id,
    `${id}.`,
    `${id}.${flip(signature)}`,
    `${flip(id)}.${signature}`,
    `${id}.${other[1]}`,
    `${signature}.${id}`,
    `${token}x`,
    `${token}.`,
    `${id}.${'é'.repeat(43)}`,
    `${token}&token=${token}`,
  ]) {
    expect((await open(forged)).status, forged).toBe(410);
    expect((await submit(forged)).status, forged).toBe(410);
  }
  expect(await passwordHash('forged')).toBeNull();
  expect((await submit(token)).status).toBe(200);
});

test('a password that will not do leaves the link alive', async () => {
  const token = await tokenFor('careless', 'de');
  const short = await submit(token, 'x'.repeat(14));
  expect(short.status).toBe(422);
  expect(await short.text()).toContain('Das Passwort muss mindestens 15 Zeichen lang sein.');
  // Fifteen UTF-16 code units are not fifteen characters, and an accent is not one of its own.
  expect((await submit(token, '👍'.repeat(14))).status).toBe(422);
  expect((await submit(token, 'e\u0301'.repeat(14))).status).toBe(422);
  const different = await submit(token, PASSWORD, `${PASSWORD}!`);
  expect(different.status).toBe(422);
  const page = await different.text();
  expect(page).toContain('Die beiden Passwörter stimmen nicht überein.');
  expect(page).not.toContain(PASSWORD);
  expect(await passwordHash('careless')).toBeNull();
  expect((await submit(token, '👍'.repeat(15))).status).toBe(200);
});

test('a password is the same however its characters are composed', async () => {
  await submit(await tokenFor('composed'), 'u\u0308ber vierzehn Zeichen', '\u00fcber vierzehn Zeichen');
  expect(await verify(String(await passwordHash('composed')), '\u00fcber vierzehn Zeichen')).toBe(true);
});

test('the page is kept from others, loads nothing and runs nothing', async () => {
  const response = await open(await tokenFor('quiet'));
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    ),
  });
  expect(response.headers.get('set-cookie')).toBeNull();
  const page = await response.text();
  expect(page).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import|\son\w+=/);
  expect(page.match(/https?:[^"]+/g)).toEqual(['https://acme.example/']);
  const dead = await open('nonsense');
  expect(dead.headers.get('referrer-policy')).toBe('no-referrer');
  expect(dead.headers.get('cache-control')).toBe('no-store');
});

test('the page says whose account it is', async () => {
  expect(await (await open(await tokenFor('branded'))).text()).toContain('<bdi>Acme</bdi>');
});

test('the page leads to where users sign in, once the password is set', async () => {
  const token = await tokenFor('newcomer');
  const link = '<a class="button" href="https://app.example.com/sign-in?from=mail&#38;a">Sign in</a>';
  expect(await (await open(token)).text()).not.toContain(link);
  expect(await (await submit(token)).text()).toContain(link);
});

test('a name is text on the page', async () => {
  const page = await (await open(await tokenFor('"><script>alert(1)</script>'))).text();
  expect(page).toContain('value="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;"');
  expect(page).not.toContain('<script');
});

test.each([
  ['ar', 'ar', 'rtl', 'تعيين كلمة المرور', 'تم تعيين كلمة المرور'],
  ['de-AT', 'de', 'ltr', 'Legen Sie Ihr Passwort fest', 'Ihr Passwort wurde festgelegt'],
  ['fr_CA', 'fr', 'ltr', 'Créez votre mot de passe', 'Votre mot de passe a été créé'],
  ['ja', 'ja', 'ltr', 'パスワードを設定してください', 'パスワードを設定しました'],
  // No language of the page: the browser's is next.
  ['pl', 'es', 'ltr', 'Crea tu contraseña', 'Se ha creado tu contraseña'],
  ['not a locale', 'es', 'ltr', 'Crea tu contraseña', 'Se ha creado tu contraseña'],
])('a user of %s reads %s', async (locale, lang, dir, title, done) => {
  const token = await tokenFor(`reader of ${locale}`, locale);
  const spanish = { 'accept-language': 'es' };
  const page = await (await open(token, spanish)).text();
  expect(page).toContain(`<html lang="${lang}" dir="${dir}">`);
  expect(page).toContain(`<h1>${title}</h1>`);
  expect(page).not.toContain('{{');
  const answer = await submit(token, PASSWORD, PASSWORD, spanish);
  expect(await answer.text()).toContain(`<h1>${done}</h1>`);
  expect(await (await open(token, spanish)).text()).toContain(`<html lang="${lang}"`);
});

test('a reader who is not known is spoken to as the browser asks', async () => {
  const page = async (header: string) => (await open('nonsense', { 'accept-language': header })).text();
  expect(await page('nl, tr;q=0.9')).toContain('<html lang="tr" dir="ltr">');
  expect(await page('*')).toContain('<html lang="en"');
  expect(await page('x'.repeat(1000))).toContain('<html lang="en"');
});

test('a form that cannot be read gets a page, too', async () => {
  const post = (type: string, body: string) =>
    fetch(`${sender.url}/set-password`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const [status, response] of [
    [413, await post('application/x-www-form-urlencoded', 'x'.repeat(17_000))],
    [415, await post('text/plain', 'x')],
    [410, await post('application/x-www-form-urlencoded', '')],
    [415, await post('application/json', '{}')],
  ] as const) {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<html lang="en" dir="ltr">');
  }
});
