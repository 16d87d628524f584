import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import {
  expireApiToken,
  listApiTokens,
  newApiToken,
  revokeApiToken,
  saveApiToken,
} from '../src/database/accounts.js';
import { runCommand } from './support/command.js';
import { LINK_SECRET, program } from './support/process.js';
import { databaseUrl, startTestSender, temporaryFolder } from './support/sender.js';

const { folder, remove } = await temporaryFolder();
let sender = await startTestSender(folder);

afterAll(async () => {
  await sender.close();
  await remove();
});

const call = (token: string) => sender.call({ token, account_id: 7, name: 'example' });

/** Makes a token, and gives it with its id. */
async function makeToken(name: string, expiresAt?: Date | null) {
  const token = newApiToken();
  await saveApiToken(sender.database, token, [7], { name, ...(expiresAt !== undefined && { expiresAt }) });
  const listed = (await listApiTokens(sender.database)).find((other) => other.name === name);
  return { token, id: listed?.id ?? '', listed };
}

test('a token expires in a year, unless told otherwise', async () => {
  const now = new Date();
  const { listed } = await makeToken('by default');
  expect(listed).toMatchObject({ accountIds: ['7'], createdAt: expect.any(Date), isExpired: false });
  const days = (Number(listed?.expiresAt) - Number(now)) / 86_400_000;
  expect(Math.round(days)).toBeOneOf([365, 366]);
  expect((await makeToken('for ever', null)).listed).toMatchObject({ expiresAt: null, isExpired: false });
  const day = new Date('2999-01-31T00:00:00Z');
  expect((await makeToken('until then', day)).listed).toMatchObject({ expiresAt: day });
});

test('a token that was revoked, or has expired, is wrong', async () => {
  const revoked = await makeToken('revoked');
  const expired = await makeToken('expired');
  expect(await revokeApiToken(sender.database, revoked.id)).toBe(true);
  expect(await expireApiToken(sender.database, expired.id, new Date(Date.now() - 1000))).toBe(true);
  expect([await call(revoked.token), await call(expired.token)]).toEqual([401, 401]);
  const listed = await listApiTokens(sender.database);
  expect(listed.some(({ id }) => id === revoked.id)).toBe(false);
  expect(listed.find(({ id }) => id === expired.id)?.isExpired).toBe(true);
  await expireApiToken(sender.database, expired.id, null);
  expect(await call(expired.token)).toBe(0);
  for (const other of [revoked.id, 'no id', '']) {
    expect(await revokeApiToken(sender.database, other)).toBe(false);
    expect(await expireApiToken(sender.database, other, null)).toBe(false);
  }
});

test('a command makes, lists and revokes them', async () => {
  await sender.close();
  const token = (await runCommand(folder, 'tokens', ['new', 'crm', '7,8', '2999-01-31'])).trim();
  const lines = (await runCommand(folder, 'tokens', [])).split('\n');
  const [, id = ''] =
    /^([\da-f-]{36}) {2}crm {2}accounts 7, 8 {2}made \d{4}-\d\d-\d\d {2}expires 2999-01-31$/m.exec(
      lines.join('\n'),
    ) ?? [];
  expect(lines.join('\n')).not.toContain(token);
  await runCommand(folder, 'tokens', ['revoke', id]);
  sender = await startTestSender(folder);
  expect(await call(token)).toBe(401);
});

test('the command ends without an error if its output is closed, as head does', async () => {
  await sender.close();
  const child = spawn(process.execPath, [program('commands/tokens')], {
    env: { DATA_DIR: folder, DATABASE_URL: databaseUrl(folder), LINK_SECRET },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let message = '';
  child.stderr.on('data', (chunk) => {
    message += chunk;
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(message).toBe('');
  sender = await startTestSender(folder);
});

test.each(['\u001b[2J', 'two\nlines', 'null\u0000'])(
  'a name with a control character is refused: %j',
  async (name) => {
    const saving = saveApiToken(sender.database, newApiToken(), [7], { name });
    await expect(saving).rejects.toThrow('name: must have no control characters');
  },
);

test('an account that does not exist is named in one line', async () => {
  await sender.close();
  await expect(runCommand(folder, 'tokens', ['new', 'x', '7,999'])).rejects.toMatchObject({
    code: 1,
    stderr: 'account id: must be that of an account\n',
  });
  sender = await startTestSender(folder);
});

test.each([
  [['new', 'x']],
  [['new', 'x', 'seven']],
  [['new', 'x', '7', 'soon']],
  [['new', 'x', '7', '2999-02-30']],
  [['new', 'x', '7', '2020-01-31']],
  [['expire', 'x']],
  [['expire', 'x', '2999-13-01']],
  [['expire', 'x', '2020-01-31']],
  [['drop']],
])('the command explains itself: %s', async (parameters) => {
  await expect(runCommand(folder, 'tokens', parameters)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^usage: /),
  });
});
