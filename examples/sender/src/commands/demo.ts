// Creates an account with two users, calls the API for one in JSON and for the other in XML, and prints where the mails are.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readConfig } from '../config.js';
import { newApiToken, saveAccount, saveApiToken, saveUser } from '../database/accounts.js';
import { createLog } from '../log.js';
import { outboxFolder, startSender } from '../sender.js';
import { print, run } from './command.js';

const ACCOUNT = 7;

await run(async () => {
  const { DATA_DIR, PORT } = process.env;
  const config = {
    ...readConfig({ DATA_DIR, PORT, USER_PAUSE_SECONDS: '0' }),
    // Any free port, since the service may be running. The links lead to the service.
    port: 0,
    // The calls come from this machine with another address in X-Forwarded-For, like calls through a proxy.
    trustedProxies: ['127.0.0.1'],
  };
  const outbox = outboxFolder(config);
  const sender = await startSender(config, createLog('warn'));
  try {
    const token = newApiToken();
    await saveAccount(sender.database, ACCOUNT, { name: 'Acme', accentColor: '#0b6e4f' });
    await saveUser(sender.database, ACCOUNT, {
      name: 'ada',
      email: 'ada@example.com',
      locale: 'en-GB',
      timeZone: 'Europe/London',
    });
    await saveUser(sender.database, ACCOUNT, {
      name: 'yuki',
      email: 'yuki@example.com',
      locale: 'ja',
      timeZone: 'Asia/Tokyo',
    });
    await saveApiToken(sender.database, token, [ACCOUNT]);

    const before = await mails(outbox);
    await call(sender.url, 'application/json', JSON.stringify({ token, account_id: ACCOUNT, name: 'ada' }));
    await call(
      sender.url,
      'application/xml',
      `<xml><token>${token}</token><account_id>${ACCOUNT}</account_id><name>yuki</name></xml>`,
    );

    print('\nThe mails:');
    for (const mail of await newMails(outbox, before, 2)) print(`  ${join(outbox, mail)}`);
    print('\nTheir links work while the service runs: npm start');
  } finally {
    await sender.close();
  }
});

async function call(url: string, type: string, body: string): Promise<void> {
  const response = await fetch(`${url}/api/v1.1/admin/accounts/users/send_welcome`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'user-agent':
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
      'x-forwarded-for': '81.2.69.160',
    },
    body,
  });
  print(`${type}: ${await response.text()}`);
}

async function mails(outbox: string): Promise<string[]> {
  return (await readdir(outbox)).filter((file) => file.endsWith('.eml'));
}

async function newMails(outbox: string, before: readonly string[], count: number): Promise<string[]> {
  for (let tries = 0; tries < 100; tries++) {
    const found = (await mails(outbox)).filter((file) => !before.includes(file));
    if (found.length >= count) return found;
    await setTimeout(100);
  }
  throw new Error('the mails did not come within 10 s');
}
