import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { saveAccount, saveApiToken, saveUser } from '../src/database/accounts.js';
import { startSenderWithSmtp, startTestSender, TOKEN, temporaryFolder } from './support/sender.js';
import { startSmtp } from './support/smtp.js';
import { until } from './support/until.js';

const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** Of the United Kingdom, by the default locator of the package. */
const BRITISH_ADDRESS = '81.2.69.160';

const { sender, smtp } = await startSenderWithSmtp({
  TRUST_PROXY: '127.0.0.1, 10.0.0.0/8',
  LINK_HOURS: '6',
});

/** Adds a user, calls the API for them, and gives the mail that comes. */
async function mailFor(user: Parameters<typeof saveUser>[2], headers = {}, token = TOKEN, accountId = 7) {
  await saveUser(sender.database, accountId, user);
  expect(await sender.call({ token, account_id: accountId, name: user.name }, headers)).toBe(0);
  const [mail] = await smtp.mailsTo(user.email);
  return mail as ParsedMail;
}

/** Sends a mail with this MAIL_FROM, and gives it. */
async function mailFrom(MAIL_FROM: string) {
  const server = await startSmtp();
  const { folder, remove } = await temporaryFolder();
  const other = await startTestSender(folder, {
    SMTP_URL: server.url,
    MAIL_FROM,
  });
  expect(await other.call({ token: TOKEN, account_id: 7, name: 'example' })).toBe(0);
  const [mail] = await server.mailsTo('example@example.com');
  await other.close();
  await server.close();
  await remove();
  return mail as ParsedMail;
}

/** The length of the longest line in the head of a mail, in octets. */
const longestLine = (mail: ParsedMail) =>
  Math.max(
    ...mail.headerLines.flatMap(({ line }) => line.split('\r\n').map((part) => Buffer.byteLength(part))),
  );

test('the mail says from where, on what and when it was asked for, in the language and the zone of the user', async () => {
  const before = Date.now();
  const mail = await mailFor(
    { name: 'Jürgen', email: 'juergen@example.com', locale: 'de-AT', timeZone: 'Asia/Kathmandu' },
    { 'user-agent': CHROME_ON_WINDOWS, 'x-forwarded-for': BRITISH_ADDRESS },
  );
  expect(mail.subject).toBe('Willkommen bei Acme: Legen Sie Ihr Passwort fest');
  expect(mail.headers.get('content-language')).toBe('de');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.from?.value).toEqual([{ name: 'Acme', address: 'no-reply@example.com' }]);
  expect(mail.messageId).toMatch(/^<[\da-f-]{36}@example\.com>$/);
  expect(mail.text).toContain('Guten Tag Jürgen,');
  expect(mail.text).toContain('Gerät: Chrome unter Windows');
  expect(mail.text).toContain('Ungefährer Standort: Vereinigtes Königreich');
  // In Kathmandu's time, 5:45 ahead of UTC.
  const [, hour, minute] = /Uhrzeit: .*,\s(\d\d):(\d\d)\sUhr\s\(UTC\+05:45\)/.exec(mail.text ?? '') ?? [];
  const minutes = (instant: number) => Math.floor(instant / 60_000 + 345) % (24 * 60);
  expect([minutes(before), minutes(Date.now())]).toContain(Number(hour) * 60 + Number(minute));
  expect(mail.html).toContain('lang="de"');
  expect(mail.html).toContain('#0b6e4f');
});

test('the mail tells until when the link works', async () => {
  const mail = await mailFor({ name: 'expiry', email: 'expiry@example.com', locale: 'en-GB' });
  const [, day, time] = /until: (.+?) at (\d\d:\d\d)\s\(UTC/.exec(mail.text ?? '') ?? [];
  const told = Date.parse(`${day} ${time} UTC`);
  expect(Math.abs(told - (Date.now() + 6 * 3_600_000))).toBeLessThan(120_000);
});

test('the link leads to the address that is configured, whatever host the request names', async () => {
  const mail = await mailFor(
    { name: 'host', email: 'host@example.com' },
    { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
  );
  expect(mail.text).toMatch(
    /https:\/\/app\.example\.com\/welcome\/set-password\?token=[\w-]{43}\.[\w-]{43}\s/,
  );
  expect(mail.text).not.toContain('evil');
});

test('client hints tell what the User-Agent does not', async () => {
  const mail = await mailFor(
    { name: 'hints', email: 'hints@example.com' },
    {
      'user-agent': CHROME_ON_WINDOWS,
      'sec-ch-ua': '"Chromium";v="142", "Brave";v="142", "Not_A Brand";v="99"',
      'sec-ch-ua-platform': '"Linux"',
    },
  );
  expect(mail.text).toContain('Device: Brave on Linux');
});

test('what the request does not tell is left out', async () => {
  const mail = await mailFor({ name: 'nothing', email: 'nothing@example.com' }, { 'user-agent': 'x' });
  expect(mail.text).not.toMatch(/Device|location/);
  expect(mail.text).toContain('(UTC)');
});

test('of the addresses that proxies report, the nearest that is not trusted counts', async () => {
  const address = { 'x-forwarded-for': `198.51.100.1, ${BRITISH_ADDRESS}, 10.1.2.3` };
  const mail = await mailFor({ name: 'proxied', email: 'proxied@example.com' }, address);
  expect(mail.text).toContain('Approximate location: United Kingdom');
  const claimed = { 'x-forwarded-for': `${BRITISH_ADDRESS}, 198.51.100.1` };
  const other = await mailFor({ name: 'claimed', email: 'claimed@example.com' }, claimed);
  expect(other.text).not.toContain('location');
});

test('a brand is that of the account', async () => {
  await saveApiToken(sender.database, 'token of the other', [8]);
  const user = { name: 'branded', email: 'branded@example.com' };
  const mail = await mailFor(user, {}, 'token of the other', 8);
  expect(mail.subject).toBe('Welcome to Umbrella: set your password');
  expect(mail.html).not.toContain('Acme');
});

test('an address from the database is one recipient, whatever is in it', async () => {
  await saveUser(sender.database, 7, { name: 'list', email: 'one@example.com' });
  await sender.database.query(
    "update sender.users set email = 'one@example.com, two@example.com' where name = 'list'",
  );
  expect(await sender.call({ token: TOKEN, account_id: 7, name: 'list' })).toBe(0);
  await until(() => sender.logs.some((line) => line.includes('a job failed')));
  expect(smtp.recipients).toContain('proxied@example.com');
  expect(smtp.recipients.filter((address) => /one|two/.test(address))).toEqual([]);
});

test('the sender is called as MAIL_FROM says', async () => {
  const mail = await mailFrom('"Acme, Inc." <no-reply@example.com>');
  expect(mail.from?.value).toEqual([{ name: 'Acme, Inc.', address: 'no-reply@example.com' }]);
});

test.each([
  ['x'.repeat(3000), `${'x'.repeat(64)}…`],
  ['株'.repeat(3000), `${'株'.repeat(64)}…`],
  ['Acme\r\nBcc: \u202E x', 'Acme Bcc: x'],
])('a brand is cleaned and cut for the sender as for the text: case %#', async (brand, name) => {
  await saveAccount(sender.database, 9, { name: brand });
  await saveApiToken(sender.database, 'token of the third', [9]);
  const user = { name: 'cut', email: `cut-${brand.codePointAt(0)}@example.com` };
  const mail = await mailFor(user, {}, 'token of the third', 9);
  expect(mail.from?.value).toEqual([{ name, address: 'no-reply@example.com' }]);
  expect(longestLine(mail)).toBeLessThan(998);
});

test('the name in MAIL_FROM is cut like a brand', async () => {
  const mail = await mailFrom(`${'x'.repeat(3000)} <no-reply@example.com>`);
  expect(mail.from?.value).toMatchObject([{ name: `${'x'.repeat(64)}…` }]);
  expect(longestLine(mail)).toBeLessThan(998);
});

test('a server that cannot be used is told at the start, in one line, and emails wait', async () => {
  const { folder, remove } = await temporaryFolder();
  const other = await startTestSender(folder, { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'a@example.com' });
  const line = await until(() => other.logs.find((line) => line.includes('SMTP_URL')));
  const reason = 'ESOCKET (ECONNREFUSED)';
  expect(JSON.parse(line)).toMatchObject({ level: 50, reason });
  expect(await other.call({ token: TOKEN, account_id: 7, name: 'example' })).toBe(0);
  const failure = await until(() => other.logs.find((line) => line.includes('a job failed')));
  expect(JSON.parse(failure)).toMatchObject({ reason });
  await other.close();
  await remove();
});

test('a server without STARTTLS is told as that', async () => {
  const { folder, remove } = await temporaryFolder();
  const other = await startTestSender(folder, {
    SMTP_URL: smtp.url,
    SMTP_TLS: 'required',
    MAIL_FROM: 'a@example.com',
  });
  const line = await until(() => other.logs.find((line) => line.includes('SMTP_URL')));
  expect(JSON.parse(line).reason).toMatch(/^STARTTLS failed \(SMTP 5\d\d\)$/);
  await other.close();
  await remove();
});

test('without a server for it, a mail is a file; and no proxy is trusted', async () => {
  const { folder, remove } = await temporaryFolder();
  const embedded = await startTestSender(folder, { DATABASE_URL: '' });
  const headers = { 'x-forwarded-for': BRITISH_ADDRESS };
  expect(await embedded.call({ token: TOKEN, account_id: 7, name: 'example' }, headers)).toBe(0);
  const outbox = join(folder, 'outbox');
  const [file] = await until(async () => {
    const files = await readdir(outbox);
    return files.length > 0 && files.every((name) => name.endsWith('.eml')) && files;
  });
  const source = await readFile(join(outbox, String(file)), 'utf8');
  const mail = await simpleParser(source);
  expect(mail.subject).toBe('Welcome to Acme: set your password');
  expect(mail.text).not.toContain('location');
  expect(mail.messageId).toBe(`<${String(file).replace('.eml', '')}@localhost>`);
  expect(source.replaceAll('\r\n', '')).not.toContain('\n');
  await embedded.close();
  await remove();
});
