import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Live, startLive } from '../../src/preview/live.js';
import type { Catalog, MailView, Problem } from '../../src/preview/protocol.js';
import { createListener, type Listening, listen } from '../../src/preview/server.js';
import { warningSentences } from '../../src/warning-sentences.js';
import { buildPackage } from '../support/built-package.js';
import { ALL_KNOWN, NOTHING_KNOWN } from '../support/inputs.js';

let built: Awaited<ReturnType<typeof buildPackage>>;
let page: URL;
beforeAll(async () => {
  built = await buildPackage();
  page = pathToFileURL(join(dirname(built.command), 'preview/'));
});

let folder: string;
let live: Live;
let server: Listening;
let events: Events;
const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

/** Serves a config with these files. */
async function serve(files: Readonly<Record<string, string>>) {
  for (const [name, content] of Object.entries(files)) write(name, content);
  live = startLive(
    () => join(folder, 'config.mjs'),
    new URL('renderer-process.js', page),
    (message) => expect.fail(message),
  );
  server = await listen(createListener(live, page), 0);
  events = await openEvents();
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'welcome-email-preview-')));
});
afterEach(async () => {
  events.close();
  server.close();
  await live.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const LOCAL = { host: '127.0.0.1' };

function call(path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { ...LOCAL, port: server.port, path, method, headers };
    httpRequest(options, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
    })
      .on('error', reject)
      .end(body);
  });
}

const post = (input: unknown, headers: Record<string, string> = {}) =>
  call('/mail', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });

const mail = async (input: object) =>
  JSON.parse(
    (await post({ ...NOTHING_KNOWN, operation: 'registration', locale: 'en', ...input })).body,
  ) as MailView;

interface Events {
  /** The next event. */
  readonly next: () => Promise<{ catalog?: Catalog; problem?: Problem }>;
  readonly close: () => void;
}

async function openEvents(): Promise<Events> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ ...LOCAL, port: server.port, path: '/events' }, resolve)
      .on('error', reject)
      .end();
  });
  expect(response.headers['content-type']).toBe('text/event-stream');
  async function* read() {
    let rest = '';
    for await (const chunk of response.setEncoding('utf8')) {
      const [...whole] = (rest + chunk).split('\n\n');
      rest = whole.pop() ?? '';
      for (const event of whole) {
        const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        yield { [name]: JSON.parse(data) };
      }
    }
  }
  const events = read();
  return { next: async () => (await events.next()).value ?? {}, close: () => void response.destroy() };
}

const CONFIG = { 'config.mjs': "export default { brand: { name: 'Acme' } };" };

describe('the server', () => {
  beforeEach(async () => {
    await serve(CONFIG);
    await events.next();
  });

  test('has the files of the page, which load nothing from elsewhere', async () => {
    for (const [path, type, beginning] of [
      ['/', 'text/html', '<!doctype html>'],
      ['/page.js', 'text/javascript', ''],
      ['/page.css', 'text/css', ''],
    ] as const) {
      const { status, headers, body } = await call(path);
      expect(status).toBe(200);
      expect(body.startsWith(beginning)).toBe(true);
      expect(headers).toMatchObject({
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self';"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  test('has no other files', async () => {
    for (const path of [
      '/preview.js',
      '/../cli.js',
      '/%2e%2e/cli.js',
      '/page.js/',
      '/constructor',
      '//page.js',
    ])
      expect((await call(path)).status, path).toBe(404);
  });

  test('has all addresses of this machine, and no other names, which may belong to a stranger', async () => {
    const { port } = server;
    const statusFor = async (host: string) => (await call('/', { headers: { host } })).status;
    for (const name of ['localhost', '127.0.0.1', '[::1]'])
      expect(await statusFor(`${name}:${port}`)).toBe(200);
    for (const host of [
      `evil.example:${port}`,
      'localhost',
      `localhost:${port + 1}`,
      `localhost.evil.example:${port}`,
    ])
      expect(await statusFor(host), host).toBe(403);
    const { body } = await call('/mail', { method: 'POST', headers: { host: `evil.example:${port}` } });
    expect(body).toBe('This host is not allowed\n');
  });

  test.each([
    ['localhost', 200],
    ['evil.example', 403],
  ])('has the port 80, which browsers leave out of the name: %s', (host, status) => {
    const request = Object.assign(new IncomingMessage(new Socket()), { url: '/', method: 'GET' });
    request.headers = { host };
    Object.defineProperty(request.socket, 'localPort', { value: 80 });
    const response = new ServerResponse(request);
    createListener(live, page)(request, response);
    expect(response.statusCode).toBe(status);
  });

  test('renders a mail with what was left out of it, and says what is wrong with an input', async () => {
    expect(await mail({ timeZone: 'Mars' })).toMatchObject({
      subject: 'Welcome to Acme: set your password',
      locale: 'en',
      dir: 'ltr',
      warnings: [{ field: 'timeZone', code: 'unknown-time-zone' }],
    });
    expect(await mail({ resetUrl: 'javascript:1' })).toEqual({
      error: { field: 'resetUrl', code: 'invalid-url', message: expect.stringContaining('https:') },
    });
    const { status, body } = await post('null');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ error: { field: 'input', code: 'wrong-type' } });
  });

  test('renders only for its own page', async () => {
    const own = { origin: `http://localhost:${server.port}`, host: `localhost:${server.port}` };
    const statusWith = async (headers: Record<string, string>) => (await post(NOTHING_KNOWN, headers)).status;
    expect(await statusWith(own)).toBe(200);
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ origin: 'null' })).toBe(403);
    expect(await statusWith({ 'content-type': 'text/plain' })).toBe(415);
    expect(await statusWith({ 'content-type': 'application/json; charset=utf-8' })).toBe(200);
    expect((await post('{')).status).toBe(400);
    expect((await post({ ...ALL_KNOWN, name: 'x'.repeat(100_000) })).status).toBe(413);
    expect((await call('/mail')).status).toBe(405);
    expect((await call('/', { method: 'POST' })).status).toBe(405);
  });

  test('takes the next port if one is in use, on either address of localhost', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, host, resolve));
      const { port } = other.address() as AddressInfo;
      const second = await listen(() => {}, port);
      expect(second.port).toBeGreaterThan(port);
      second.close();
      other.close();
    }
  });

  test('takes no other port if twenty are in use', async () => {
    const used = await useTwentyPorts();
    await expect(listen(() => {}, used.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    used.close();
  });
});

/** Listens on twenty ports that follow each other. */
async function useTwentyPorts(): Promise<Listening> {
  const servers: Listening[] = [];
  const close = () => servers.forEach((server) => void server.close());
  for (let port = 20_000; ; port += 1) {
    const server = await listen(() => {}, port);
    // Some port in between was in use.
    if (server.port !== port) {
      close();
      servers.length = 0;
    }
    servers.push(server);
    port = server.port;
    if (servers.length === 20) return { port: port - 19, close };
  }
}

test('the catalog has what can be chosen', async () => {
  await serve({
    'config.mjs': `export default {
      brand: { name: 'Acme', url: new URL('https://acme.example/') },
      locales: ['en', 'ar'],
      locate: (ip) => ip.includes(':') ? { countryCode: 'NP', city: 'Patan', accuracyRadiusKm: 5 } : undefined,
      onWarning() { process.exit(); },
    };`,
  });
  const { catalog } = await events.next();
  expect(catalog).toMatchObject({
    mode: 'live',
    config: join(folder, 'config.mjs'),
    brand: { name: 'Acme', url: 'https://acme.example/' },
    addresses: { 'Patan, Nepal': '2600:1f18::1' },
    locales: [
      { tag: 'en', name: 'English', englishName: 'English', dir: 'ltr' },
      { tag: 'ar', name: 'العربية', englishName: 'Arabic', dir: 'rtl' },
    ],
    slots: {},
  });
  // The config's own listener is not called, even for the brand.
  expect(await mail({ timeZone: 'Mars' })).toHaveProperty('warnings', [
    { field: 'timeZone', code: 'unknown-time-zone', meaning: warningSentences['unknown-time-zone'] },
  ]);
});

test('a mail has no warning about another that is rendered at the same time', async () => {
  // A locator that fails late warns when other mails have begun.
  await serve({
    'config.mjs': `export default {
      async locate() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error('late');
      },
    };`,
  });
  await events.next();
  const inputs = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? { ip: '81.2.69.142' } : {}));
  const views = await Promise.all(inputs.map(mail));
  expect(views.map((view) => 'warnings' in view && view.warnings.map(({ code }) => code))).toEqual(
    inputs.map(({ ip }) => (ip === undefined ? [] : ['locator-failed'])),
  );
});

test("a mail has the warnings about the config's brand, unless it brings its own", async () => {
  await serve({ 'config.mjs': "export default { brand: { name: 'Acme', url: 'x' } };" });
  await events.next();
  expect(await mail({})).toHaveProperty('warnings', [
    { field: 'brand.url', code: 'invalid-url', meaning: warningSentences['invalid-url'] },
  ]);
  expect(await mail({ brand: { name: 'Other' } })).toHaveProperty('warnings', []);
});

describe('a change', () => {
  const subject = async () => {
    const view = await mail({});
    return 'subject' in view ? view.subject : view.error;
  };

  test('of the config, of what it imports, requires or reads is shown, and so is an error', async () => {
    mkdirSync(join(folder, 'parts'));
    write('parts/url.cjs', "exports.url = 'https://one.example/';");
    write('parts/name.mjs', "export const name = 'One';");
    await serve({
      'config.mjs': `import { readFileSync } from 'node:fs';
        import { createRequire } from 'node:module';
        import { name } from './parts/name.mjs';
        const { url } = createRequire(import.meta.url)('./parts/url.cjs');
        const translations = JSON.parse(readFileSync(new URL('words.json', import.meta.url)));
        export default { brand: { name, url }, translations };`,
      'words.json': '{}',
    });
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'One' } } });
    write('parts/name.mjs', "export const name = 'Two';");
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'Two' } } });
    // As editors do that write a new file and move it to the old one.
    write('parts/new', "export const name = 'Three';");
    renameSync(join(folder, 'parts/new'), join(folder, 'parts/name.mjs'));
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'Three' } } });
    // Node 20 is asked for these from time to time.
    await new Promise((resolve) => setTimeout(resolve, 300));
    write('parts/url.cjs', "exports.url = 'https://two.example/';");
    expect(await events.next()).toMatchObject({ catalog: { brand: { url: 'https://two.example/' } } });
    write('words.json', '{ "en": { "subject": "Hello" } }');
    expect(await events.next()).toHaveProperty('catalog');
    expect(await subject()).toBe('Hello');

    write('parts/name.mjs', "export const name = 'Four;");
    const problem = {
      message: `${join(folder, 'parts/name.mjs')}:1: SyntaxError: Invalid or unexpected token`,
    };
    expect(await events.next()).toEqual({ problem });
    expect(await subject(), 'the last mails remain').toBe('Hello');
    const late = await openEvents();
    expect(await late.next()).toHaveProperty('catalog');
    expect(await late.next()).toEqual({ problem });
    late.close();
    write('parts/name.mjs', "export const name = 'Four';");
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'Four' } } });
  });

  test('of a config that has never loaded is shown, such as a file that was missing', async () => {
    await serve({ 'config.mjs': "export { default } from './missing.mjs';" });
    expect(await events.next()).toMatchObject({
      problem: { message: expect.stringContaining('missing.mjs') },
    });
    const { status, body } = await post(NOTHING_KNOWN);
    expect({ status, code: JSON.parse(body).error.code }).toEqual({ status: 503, code: 'not-loaded' });
    write('missing.mjs', "export default { brand: { name: 'Acme' } };");
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'Acme' } } });
  });

  test.each([
    ['does not end', 'while (true);', undefined],
    ['ends the process', 'process.exit(3);', 'The config ended its process (exit code 3)'],
  ])('helps after a config that %s', async (_, code, message) => {
    await serve(CONFIG);
    await events.next();
    write('config.mjs', code);
    if (message === undefined) await new Promise((resolve) => setTimeout(resolve, 500));
    else expect(await events.next()).toEqual({ problem: { message } });
    expect(await subject(), 'the last mails remain').toContain('Acme');
    write('config.mjs', "export default { brand: { name: 'Mended' } };");
    expect(await events.next()).toMatchObject({ catalog: { brand: { name: 'Mended' } } });
    expect(await subject()).toContain('Mended');
  });

  test('helps after a config whose process has crashed', async () => {
    // The first request for a mail is a message to the process.
    await serve({
      'config.mjs': "process.on('message', () => { throw new Error('late'); }); export default {};",
    });
    expect(await events.next()).toHaveProperty('catalog');
    expect((await post(NOTHING_KNOWN)).status).toBe(503);
    const problem = { message: `${join(folder, 'config.mjs')}:1:37: Error: late` };
    expect(await events.next()).toEqual({ problem });
    write('config.mjs', "export default { brand: { name: 'Mended' } };");
    expect(await events.next()).toHaveProperty('catalog');
    expect(await subject()).toContain('Mended');
  });
});
