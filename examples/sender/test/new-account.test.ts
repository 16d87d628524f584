import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { listApiTokens, saveUser } from '../src/database/accounts.js';
import { createLog } from '../src/log.js';
import { openDatabase } from '../src/sender.js';
import { runCommand } from './support/command.js';
import { LINK_SECRET } from './support/process.js';
import { databaseUrl, startTestSender, temporaryFolder } from './support/sender.js';
import { startSmtp } from './support/smtp.js';

/** A database that stores nothing. */
const nowhere = { query: async () => [] };

test('an account that is made can be used with the token that is printed', async () => {
  const smtp = await startSmtp();
  const { folder, remove } = await temporaryFolder();
  const token = await runCommand(folder, 'new-account', ['9', 'Hooli', 'gavin', 'gavin@example.com']);
  const sender = await startTestSender(folder, { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@example.com' });
  expect(await sender.call({ token: token.trim(), account_id: 9, name: 'gavin' })).toBe(0);
  expect(await sender.call({ token: token.trim(), account_id: 8, name: 'example' })).toBe(403);
  const [mail] = await smtp.mailsTo('gavin@example.com');
  expect(mail?.subject).toBe('Welcome to Hooli: set your password');
  await sender.close();
  await smtp.close();
  for (const [message, wrong] of [
    ['usage: ', []],
    ['usage: ', ['nine', 'Hooli', 'gavin', 'gavin@example.com']],
    ['name: must ', ['9', 'Hooli', ' ', 'gavin@example.com']],
    ['email: must ', ['9', 'Hooli', 'gavin', 'gavin']],
    ['email: must ', ['9', 'Hooli', 'gavin', 'josé@example.com']],
  ] as const)
    await expect(runCommand(folder, 'new-account', wrong)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`^${message}.*\n$`)),
    });
  await remove();
});

test('a second user leaves the tokens and the rest of the brand, and one who is there keeps the language and the time zone', async () => {
  const { folder, remove } = await temporaryFolder();
  const sender = await startTestSender(folder);
  const user = { name: 'ada', email: 'ada@example.com', locale: 'de', timeZone: 'Europe/Berlin' };
  await saveUser(sender.database, 7, user);
  await sender.close();
  for (const user of [
    ['bob', 'bob@example.com'],
    ['ada', 'ada@example.org'],
  ])
    expect(await runCommand(folder, 'new-account', ['7', 'Acme Inc', ...user])).toMatch(
      /^no new token: account 7 has one.*\n$/,
    );
  const config = readConfig({ DATA_DIR: folder, DATABASE_URL: databaseUrl(folder), LINK_SECRET });
  const next = await openDatabase(config, createLog('silent'));
  expect(await next.query("select email, locale, time_zone from sender.users where name = 'ada'")).toEqual([
    { email: 'ada@example.org', locale: 'de', time_zone: 'Europe/Berlin' },
  ]);
  expect(await listApiTokens(next)).toHaveLength(1);
  expect(await next.query('select brand from sender.accounts where id = 7')).toMatchObject([
    { brand: { name: 'Acme Inc', accentColor: '#0b6e4f', url: 'https://acme.example/' } },
  ]);
  await next.close();
  await remove();
});

test.each([
  ['257 characters', 'x'.repeat(257)],
  ['a line feed', 'ada\nlovelace'],
  ['an escape', '\u001b[31mada'],
  ['half of a surrogate pair', 'ada\ud83d'],
])('a user name with %s is refused', async (_problem, name) => {
  await expect(saveUser(nowhere, 7, { name, email: 'ada@example.com' })).rejects.toThrow(
    'name: must be a string of 1 to 256 characters, none of them a control',
  );
});

test.each([
  ['two dots in a row', 'a..b@example.com'],
  ['a dot at the start', '.a@example.com'],
  ['a dot at the end', 'a.@example.com'],
  ['65 characters before the @', `${'x'.repeat(65)}@example.com`],
  ['64 characters in a label of the domain', `a@${'x'.repeat(64)}.com`],
  ['an empty label in the domain', 'a@example..com'],
  ['no domain', 'a@'],
  ['two addresses', 'a@example.com,b@example.com'],
  ['a space', 'a b@example.com'],
])('an address with %s is refused', async (_problem, email) => {
  await expect(saveUser(nowhere, 7, { name: 'ada', email })).rejects.toThrow(
    /^email: must be an email address/,
  );
});

test.each([
  'a.b@example.com',
  "o'brien+news@example.com",
  `${'x'.repeat(64)}@example.com`,
  'a@münchen.example',
  'a@localhost',
])('the address %s is accepted', async (email) => {
  await expect(saveUser(nowhere, 7, { name: 'ada', email })).resolves.toBeUndefined();
});

test('an account can be made before the service ever ran', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'welcome-email-sender-'));
  const user = ['9', 'Hooli', 'gavin', 'gavin@example.com'];
  const token = await runCommand(join(parent, 'data'), 'new-account', user, { DATABASE_URL: '' });
  expect(token).toMatch(/^[\w-]{43}\n$/);
  await rm(parent, { recursive: true });
});
