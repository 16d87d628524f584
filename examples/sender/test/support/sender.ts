import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, inject } from 'vitest';
import { readConfig } from '../../src/config.js';
import { saveAccount, saveApiToken, saveUser } from '../../src/database/accounts.js';
import { connectPostgres } from '../../src/database/postgres.js';
import { createLog } from '../../src/log.js';
import { type Sender, startSender } from '../../src/sender.js';
import { LINK_SECRET } from './process.js';
import { startSmtp } from './smtp.js';

/** That of the published examples. */
export const TOKEN = 'abcdefghijklmnqrstuvwxyz';

export const SEND_WELCOME = '/api/v1.1/admin/accounts/users/send_welcome';

export interface TestSender extends Sender {
  /** The lines that it logged. */
  readonly logs: string[];
  /** Posts a body to send_welcome. */
  post(body: string | Buffer, headers?: Record<string, string>, query?: string): Promise<Response>;
  /** Calls send_welcome in JSON and gives the code of the answer. */
  call(parameters: Record<string, unknown>, headers?: Record<string, string>): Promise<number>;
}

/** Makes a folder with a Postgres without rows in it, and the function that removes it. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'welcome-email-sender-'));
  await cp(join(inject('preparedFolder'), 'postgres'), join(folder, 'postgres'), { recursive: true });
  await onServer(`create database "${basename(folder)}" template postgres`);
  return {
    folder,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      await onServer(`drop database "${basename(folder)}" with (force)`);
    },
  };
}

/** A Postgres, with a database for each folder, in place of Postgres in WASM. */
const server = inject('server');

async function onServer(sql: string): Promise<void> {
  if (server === undefined) return;
  const database = connectPostgres(server, () => {});
  await database.query(sql).finally(() => database.close());
}

/** Empty for Postgres in WASM. */
export function databaseUrl(folder: string): string {
  return server === undefined
    ? ''
    : Object.assign(new URL(server), { pathname: `/${basename(folder)}` }).href;
}

/** Starts a sender on a free port, with the accounts 7 and 8, and the token of the published examples for 7 only. */
export async function startTestSender(folder: string, env: Record<string, string> = {}): Promise<TestSender> {
  const logs: string[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      logs.push(String(line));
      done();
    },
  });
  const sender = await startSender(
    readConfig({
      PORT: '0',
      PUBLIC_URL: 'https://app.example.com/welcome/',
      DATA_DIR: folder,
      LINK_SECRET,
      SMTP_TLS: 'optional',
      USER_PAUSE_SECONDS: '0',
      DATABASE_URL: databaseUrl(folder),
      ...env,
    }),
    createLog('trace', destination),
  );
  const { database, url } = sender;
  await saveAccount(database, 7, { name: 'Acme', url: 'https://acme.example/', accentColor: '#0b6e4f' });
  await saveAccount(database, 8, { name: 'Umbrella' });
  await saveUser(database, 7, { name: 'example', email: 'example@example.com' });
  await saveUser(database, 8, { name: 'example', email: 'example@umbrella.example' });
  await saveApiToken(database, TOKEN, [7]);

  const post: TestSender['post'] = (body, headers = {}, query = '') =>
    fetch(`${url}${SEND_WELCOME}${query}`, { method: 'POST', headers, body });
  return {
    ...sender,
    logs,
    post,
    async call(parameters, headers = {}) {
      const response = await post(JSON.stringify(parameters), {
        'content-type': 'application/json',
        ...headers,
      });
      return ((await response.json()) as { error: number }).error;
    },
  };
}

/** Starts a sender for all tests of a file, and the SMTP server that it sends to; both end behind the last test. */
export async function startSenderWithSmtp(env: Record<string, string> = {}) {
  const smtp = await startSmtp();
  const { folder, remove } = await temporaryFolder();
  const sender = await startTestSender(folder, {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'no-reply@example.com',
    ...env,
  });
  afterAll(async () => {
    await sender.close();
    await smtp.close();
    await remove();
  });
  return { sender, smtp };
}
