import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import type { Database } from '../src/database/database.js';
import { openEmbedded } from '../src/database/embedded.js';
import { connectPostgres } from '../src/database/postgres.js';
import { findTracesOfUser } from '../src/queue/trace.js';
import { CERTIFICATE, KEY } from './support/certificate.js';
import { runCommand } from './support/command.js';
import { LINK_SECRET, program, whenListening } from './support/process.js';
import { databaseUrl, startTestSender, type TestSender, TOKEN, temporaryFolder } from './support/sender.js';
import { startSmtp } from './support/smtp.js';
import { until } from './support/until.js';

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});

afterEach(() => remove());

/** Starts a built program on the folder, in a pid namespace of its own if there is a `wrapper` for it. */
function spawnMain(
  env: Record<string, string>,
  ...wrapper: string[]
): ChildProcess & { output: () => string } {
  const [command = '', ...parameters] = [...wrapper, process.execPath, program('main')];
  const child = spawn(command, parameters, {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return Object.assign(child, { output: () => output });
}

/** What a process says that does not start. */
async function refusal(env: Record<string, string>, ...wrapper: string[]): Promise<string> {
  const child = spawnMain(env, ...wrapper);
  expect(await once(child, 'close')).toEqual([1, null]);
  return child.output();
}

test('npm start passes SIGTERM on to the service', async () => {
  // Without prestart, which would build while other tests run what is built.
  const npm = spawn('npm', ['start', '--ignore-scripts'], {
    cwd: new URL('..', import.meta.url),
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await whenListening(npm);
  npm.kill('SIGTERM');
  await once(npm, 'exit');
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
});

describe('a folder', () => {
  const unshare = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const hasNamespaces = (() => {
    try {
      execFileSync('unshare', [...unshare.slice(1), 'true'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();

  test.runIf(hasNamespaces)(
    'is for one process, also where two in containers of their own both have the pid 1; and is free when that is killed',
    async () => {
      const first = spawnMain({}, ...unshare);
      await until(() => first.output().includes('Server listening'));
      const message = await refusal({}, ...unshare);
      expect(message).toMatch(/^DATA_DIR: must not be in use.*postgres\.lock.*\n$/);
      const ended = once(first, 'exit');
      first.kill('SIGKILL');
      await ended;
      const second = spawnMain({}, ...unshare);
      await until(() => second.output().includes('Server listening'));
      const closed = once(second, 'exit');
      second.kill('SIGKILL');
      await closed;
    },
  );

  test('is for one of several processes that start at once', async () => {
    const children = [1, 2, 3, 4].map(() => spawnMain({}));
    await until(() =>
      children.every((child) => child.exitCode !== null || child.output().includes('listening')),
    );
    expect(children.filter((child) => child.exitCode === null)).toHaveLength(1);
    for (const child of children.filter((child) => child.exitCode === null)) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  });

  test('is made for its owner alone, and refused where others can read it', async () => {
    const made = join(folder, 'made');
    const sender = await startTestSender(made, { DATABASE_URL: '', SMTP_URL: '' });
    expect((await stat(made)).mode & 0o777).toBe(0o700);
    await sender.close();
    for (const mode of [0o755, 0o770, 0o701]) {
      await chmod(made, mode);
      await expect(startTestSender(made, { DATABASE_URL: '' })).rejects.toThrow(/^DATA_DIR: must be closed/);
    }
  });

  test.runIf(process.platform === 'linux')('that cannot be made is named at once', async () => {
    expect(await refusal({ DATA_DIR: '/proc/x' })).toMatch(/^DATA_DIR: must be in a folder that exists.*\n$/);
    expect(await refusal({ DATA_DIR: join(folder, 'no', 'such') })).toMatch(/^DATA_DIR: must be in a folder/);
    expect(await readdir(folder)).toEqual(['postgres']);
  });
});

test.runIf(process.platform === 'linux')('a DATA_DIR without rights to it is said in one line', async () => {
  // Root may write everywhere, unless it loses its capabilities.
  const unprivileged = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-all'] : [];
  const message = 'DATA_DIR: must be readable and writable for this user (EACCES)\n';
  await chmod(folder, 0o500);
  expect(await refusal({}, ...unprivileged)).toBe(message);
  await chmod(folder, 0o700);
});

test('a DATA_DIR whose database cannot be opened is said in one line', async () => {
  // As on a full disk.
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '');
  expect(await refusal({})).toBe(
    'DATA_DIR: must have free space and a whole postgres folder, or none, but the database does not open\n',
  );
});

test('a DATA_DIR that is a file is said in one line', async () => {
  const DATA_DIR = join(folder, 'file');
  for (const mode of [0o600, 0o644]) {
    await writeFile(DATA_DIR, '', { mode });
    await chmod(DATA_DIR, mode);
    expect(await refusal({ DATA_DIR, LINK_SECRET })).toBe(
      'DATA_DIR: must be a folder, but is something else\n',
    );
  }
});

test.each(['999.1.1.1', '192.0.2.1'])(
  'a HOST that is not of this machine is said in one line: %s',
  async (HOST) => {
    const message = await refusal({ HOST, LOG_LEVEL: 'silent' });
    expect(message).toBe('HOST: must be an address of this machine\n');
  },
);

describe('another LINK_SECRET', () => {
  const A = 'a'.repeat(32);
  const B = 'b'.repeat(32);
  const start = async (env: Record<string, string>) => (await startTestSender(folder, env)).close();

  test('is found at the start, since the links that are out would not work', async () => {
    await start({ LINK_SECRET: A });
    await expect(start({ LINK_SECRET: B })).rejects.toThrow(/^LINK_SECRET: must be that of the last start/);
    await start({ LINK_SECRET: A });
  });

  test('can replace the first on running processes, in three steps that keep links alive', async () => {
    const smtp = await startSmtp();
    /** Starts a sender, and ends it after `work`. */
    const withSender = async <Result>(
      env: Record<string, string>,
      work: (sender: TestSender) => Promise<Result>,
    ) => {
      const sender = await startTestSender(folder, {
        SMTP_URL: smtp.url,
        MAIL_FROM: 'no-reply@example.com',
        ...env,
      });
      return work(sender).finally(() => sender.close());
    };
    /** Calls the API for a new user, and gives the link in the mail. */
    const newLink = async (sender: TestSender, name: string) => {
      await saveUser(sender.database, 7, { name, email: `${name}@example.com` });
      expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
      const [mail] = await smtp.mailsTo(`${name}@example.com`);
      return String(/set-password\?token=\S+/.exec(mail?.text ?? '')?.[0]);
    };
    const status = async (sender: TestSender, link: string) => (await fetch(`${sender.url}/${link}`)).status;

    const older = await withSender({ LINK_SECRET: A }, (sender) => newLink(sender, 'older'));
    const newer = await withSender({ LINK_SECRET: B, OTHER_LINK_SECRET: A }, async (sender) => {
      expect(await status(sender, older)).toBe(200);
      return newLink(sender, 'newer');
    });
    // A process of the first step, next to those of the second.
    await withSender({ LINK_SECRET: A, OTHER_LINK_SECRET: B }, async (sender) => {
      expect(await status(sender, older)).toBe(200);
      expect(await status(sender, newer)).toBe(200);
    });
    await withSender({ LINK_SECRET: B, OTHER_LINK_SECRET: A }, async () => {});
    await withSender({ LINK_SECRET: B }, async (sender) => {
      expect(await status(sender, older)).toBe(410);
      expect(await status(sender, newer)).toBe(200);
    });
    await expect(start({ LINK_SECRET: A })).rejects.toThrow(/^LINK_SECRET: /);
    await smtp.close();
  });
});

describe('an SMTP server', () => {
  const LOCALHOST = { cert: CERTIFICATE, key: KEY };
  let server: SMTPServer;
  /** Whether a client has trusted the server with its password. */
  let isTrusted: boolean;

  async function listen(options: { secure: boolean }): Promise<number> {
    isTrusted = false;
    server = new SMTPServer({
      ...LOCALHOST,
      ...options,
      onAuth(_auth, _session, callback) {
        isTrusted = true;
        callback(null, { user: 'sender' });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.server.address() as AddressInfo).port;
  }

  const closed = () => new Promise<void>((resolve) => server.close(resolve));

  /** Starts the service with that server, and ends it after `work`. */
  async function withService<Result>(
    env: Record<string, string>,
    work: (output: () => string) => Promise<Result>,
  ): Promise<Result> {
    const service = spawnMain({
      DATABASE_URL: databaseUrl(folder),
      LINK_SECRET,
      PUBLIC_URL: 'https://app.example.com/',
      MAIL_FROM: 'no-reply@example.com',
      ...env,
    });
    return work(service.output).finally(async () => {
      const ended = once(service, 'exit');
      service.kill('SIGTERM');
      await ended;
    });
  }

  test.each([
    ['a certificate of an unknown CA', 'smtp://localhost', /^ESOCKET \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/],
    ['a certificate for another host', 'smtp://127.0.0.1', /^ESOCKET \(ERR_TLS_CERT_ALTNAME_INVALID\)$/],
    ['no TLS on the port for smtps:', 'smtps://localhost', /^ESOCKET \(ERR_SSL_[A-Z_]+\)$/],
    ['no open port', 'smtp://127.0.0.1', /^ESOCKET \(ECONNREFUSED\)$/],
  ])('with %s is told as that', async (what, host, reason) => {
    const port = await listen({ secure: false });
    if (what === 'no open port') await closed();
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, what === 'a certificate for another host' ? CERTIFICATE : '');
    const line = await withService({ SMTP_URL: `${host}:${port}`, NODE_EXTRA_CA_CERTS: ca }, (output) =>
      until(() => /^.*SMTP_URL.*$/m.exec(output())?.[0]),
    );
    expect(JSON.parse(line).reason).toMatch(reason);
    await closed();
  });

  test('may have a certificate of a private CA, if NODE_EXTRA_CA_CERTS names that', async () => {
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, CERTIFICATE);
    for (const [scheme, secure] of [
      ['smtp', false],
      ['smtps', true],
    ] as const) {
      const port = await listen({ secure });
      const SMTP_URL = `${scheme}://sender:p%40ss@localhost:${port}`;
      await withService({ SMTP_URL, NODE_EXTRA_CA_CERTS: ca }, () => until(() => isTrusted));
      await closed();
    }
  });
});

test('a port in use is said in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const message = await refusal({ PORT: String(port) });
  expect(message).toMatch(/^(\{.*\}\n)*PORT: must be free, but another program listens on it\n$/);
  other.close();
});

test('the demo takes a free port, where that of the service is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const demo = spawn(process.execPath, [program('commands/demo')], {
    env: { DATA_DIR: folder, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(demo, 'exit')).toEqual([0, null]);
  expect((await readdir(join(folder, 'outbox'))).filter((file) => file.endsWith('.eml'))).toHaveLength(2);
  other.close();
});

test('the demo says in one line what is wrong with a setting', async () => {
  const demo = spawn(process.execPath, [program('commands/demo')], {
    env: { DATA_DIR: folder, PORT: 'invalid' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let message = '';
  demo.stderr.on('data', (chunk) => {
    message += chunk;
  });
  expect(await once(demo, 'close')).toEqual([1, null]);
  expect(message).toBe('PORT: must be an integer from 0 to 65535\n');
});

test('the tables of version 1 are upgraded, and what is in them still works', async () => {
  const open = (): Promise<Database> | Database =>
    inject('server')
      ? connectPostgres(databaseUrl(folder), () => {})
      : openEmbedded(join(folder, 'postgres'));
  const token = 'an API token of version 1';
  const tokenId = randomBytes(32).toString('base64url');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const tables = await readFile(new URL('../migrations/001-tables.sql', import.meta.url), 'utf8');

  const old = await open();
  await old.query(`
    drop schema sender cascade;
    create schema sender;
    create table sender.migrations (number int primary key, run_at timestamptz not null default now());
    ${tables};
    insert into sender.migrations (number) values (1);
    insert into sender.accounts (id, brand) values (7, '{"name": "Acme"}');
    insert into sender.users (account_id, name, email) values (7, 'ada', 'ada@example.com');
    insert into sender.api_tokens (hash_prefix, hash) values ('${sha256(token).slice(0, 8)}', '${sha256(token)}');
    insert into sender.api_token_accounts select id, 7 from sender.api_tokens;
    insert into sender.links (user_id, token_id_hash, expires_at)
      select id, '${sha256(tokenId)}', now() + interval '1 day' from sender.users;
    insert into pgboss.job (name, data)
      values ('welcome-mail', '{"tokenId": "${tokenId}", "time": "${new Date().toISOString()}"}');
  `);
  await old.close();

  if (inject('server')) {
    const env = { DATABASE_URL: databaseUrl(folder), LINK_SECRET };
    expect(await refusal(env)).toMatch(/^DATABASE_URL: must have .* has version 1; run npm run migrate\n$/);
    expect(await runCommand(folder, 'migrate', [])).not.toContain('001');
  }
  const smtp = await startSmtp();
  const sender = await startTestSender(folder, { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@example.com' });
  const [mail] = await smtp.mailsTo('ada@example.com');
  const link = /set-password\?token=\S+/.exec(mail?.text ?? '')?.[0];
  expect((await fetch(`${sender.url}/${link}`)).status).toBe(200);
  expect(await sender.call({ token, account_id: 7, name: 'ada' })).toBe(0);
  await smtp.mailsTo('ada@example.com', 2);
  expect(await findTracesOfUser(sender.database, 7, 'ada')).toMatchObject([
    { caller: expect.stringMatching(/^token [\da-f-]{36}$/) },
  ]);
  await sender.close();
  await smtp.close();
});

describe.runIf(inject('server'))('the tables on Postgres', () => {
  const url = () => databaseUrl(folder);

  /** Runs SQL as the owner. */
  async function sql(text: string): Promise<void> {
    const database = connectPostgres(url(), () => {});
    await database.query(text).finally(() => database.close());
  }

  const migrate = (env = {}) => runCommand(folder, 'migrate', [], { ...env });

  test('are made by a command, once, and missed by the service', async () => {
    await sql('drop schema sender cascade; drop schema pgboss cascade');
    const env = { DATABASE_URL: url(), LINK_SECRET };
    expect(await refusal(env)).toMatch(
      /^DATABASE_URL: must have the tables of version \d+.*run npm run migrate\n$/,
    );
    expect(await migrate()).toMatch(/^001-tables\.sql\n/);
    expect(await migrate()).toBe('');
    const sender = await startTestSender(folder);
    await sender.close();
    await sql('insert into sender.migrations (number) values (999)');
    expect(await refusal(env)).toMatch(/^DATABASE_URL: must have .* has version 999; start a newer version/);
  });

  test('are not made where there are others of that name', async () => {
    await sql('drop schema sender cascade; create schema sender; create table sender.users (id int)');
    await expect(migrate()).rejects.toMatchObject({ code: 1, stderr: 'relation "users" already exists\n' });
    expect(await refusal({ DATABASE_URL: url(), LINK_SECRET })).toMatch(
      /^DATABASE_URL: must have the tables/,
    );
  });

  test('are for no role that owns them or that Postgres does not know, which changes nothing', async () => {
    const owner = `owner-${process.pid}`;
    const member = `member-${process.pid}`;
    await sql(`
      drop schema sender cascade; drop schema pgboss cascade;
      create role "${owner}" login; create role "${member}" in role "${owner}";
      grant create on database "${basename(folder)}" to "${owner}"
    `);
    const DATABASE_URL = Object.assign(new URL(url()), { username: owner }).href;
    const unknown = 'SERVICE_ROLE: must be a role of this Postgres\n';
    const powerful =
      'SERVICE_ROLE: must not be the role that owns the tables, a member of it, or a superuser\n';
    const refusals = [
      ['public', unknown],
      ['missing', unknown],
      [owner, powerful],
      [member, powerful],
      ['postgres', powerful],
    ] as const;
    for (const [SERVICE_ROLE, stderr] of refusals)
      await expect(migrate({ DATABASE_URL, SERVICE_ROLE })).rejects.toMatchObject({ code: 1, stderr });
    expect(await migrate({ DATABASE_URL })).toMatch(/^001-tables\.sql\n/);
    // By a superuser, too, who does not own them.
    await expect(migrate({ SERVICE_ROLE: owner })).rejects.toMatchObject({ code: 1, stderr: powerful });
    await sql(`drop owned by "${owner}" cascade; drop role "${member}"; drop role "${owner}"`);
  });

  test('are used by a role that may read and write their rows, and nothing else', async () => {
    const role = `service-${process.pid}`;
    await sql(`create role "${role}" login`);
    await migrate({ SERVICE_ROLE: role });
    const limited = Object.assign(new URL(url()), { username: role }).href;
    // Its rows are added by the owner.
    const owner = await startTestSender(folder, { CONCURRENCY: '0' });
    const process_ = spawnMain({ DATABASE_URL: limited, LINK_SECRET });
    const listening = await whenListening(process_);
    const answer = await fetch(`${listening}/api/v1.1/admin/accounts/users/send_welcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'first' },
      body: JSON.stringify({ token: 'abcdefghijklmnqrstuvwxyz', account_id: 7, name: 'example' }),
    });
    expect(await answer.json()).toMatchObject({ error: 0 });
    await until(async () => (await readdir(join(folder, 'outbox'))).some((file) => file.endsWith('.eml')));
    const database = connectPostgres(limited, () => {});
    for (const forbidden of [
      'create table sender.more (id int)',
      'alter table sender.users add more int',
      'truncate sender.users',
      'drop table pgboss.job',
      'insert into sender.migrations (number) values (2)',
    ])
      await expect(database.query(forbidden), forbidden).rejects.toThrow(/permission denied|must be owner/);
    await database.close();
    expect(process_.output()).not.toContain('"level":50');
    const ended = once(process_, 'exit');
    process_.kill('SIGTERM');
    await ended;
    await owner.close();
    await sql(`drop owned by "${role}"; drop role "${role}"`);
  });
});
