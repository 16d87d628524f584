import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationNames } from '../../emails/operations.js';
import type { Catalog, RenderedView, StaticMails } from '../../src/preview/protocol.js';
import { buildPackage } from '../support/built-package.js';

let built: Awaited<ReturnType<typeof buildPackage>>;
let folder: string;
beforeAll(async () => {
  built = await buildPackage();
  folder = mkdtempSync(join(tmpdir(), 'welcome-email-preview-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [built.command, 'preview', ...args], { cwd: folder }).catch(
    (error) => ({
      stdout: error.stdout as string,
      stderr: error.stderr as string,
    }),
  );

/** Starts the server, and waits until it prints its address. */
async function start(...args: string[]) {
  // No program of this machine is found, so --open opens nothing.
  const env = { ...process.env, PATH: folder };
  const child = spawn(process.execPath, [built.command, 'preview', ...args], { cwd: folder, env });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let address: string | undefined;
  while (address === undefined) {
    const [chunk] = await once(child.stdout, 'data');
    stdout += chunk;
    address = /http:\S+/.exec(stdout)?.[0];
  }
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const exit = once(child, 'exit');
  return { child, address, exit, printed: () => ({ stdout, stderr }) };
}

/** A process that has ended stays a zombie where nobody waits for it. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('serves until SIGINT or SIGTERM, even while a page is open', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child, address, exit } = await start('--port', '0');
    const events = await fetch(`${address}events`);
    const reader = events.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toMatch(/^event: catalog\ndata: \{"mode":"live","config":null,/);
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
    await reader?.read().catch(() => {});
  }
});

test.runIf(process.platform === 'linux')(
  'leaves no process behind when it is killed, even with a config in an endless loop',
  async () => {
    writeFileSync(
      join(folder, 'loop.mjs'),
      "process.stdout.write('renderer ' + process.pid);\nwhile (true);",
    );
    const { child, exit, printed } = await start('--port', '0', '--config', 'loop.mjs');
    await expect.poll(() => printed().stdout, { timeout: 30_000 }).toMatch(/renderer \d+/);
    const [, renderer] = /renderer (\d+)/.exec(printed().stdout) ?? [];
    child.kill('SIGKILL');
    await exit;
    await expect.poll(() => isRunning(Number(renderer)), { timeout: 30_000 }).toBe(false);
  },
);

test('takes the next port if one is in use, and opens the page', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { child, address, exit, printed } = await start('--port', String(port), '--open');
  expect(Number(new URL(address).port)).toBeGreaterThan(port);
  expect(printed().stdout).toMatch(`Port ${port} is in use\nPreview: ${address}`);
  await expect
    .poll(() => printed().stderr)
    .toBe(`welcome-email: No browser was found. Open ${address} yourself\n`);
  child.kill('SIGINT');
  await exit;
  other.close();
});

test.each([
  [['--port', 'x'], '--port must be a number from 0 to 65535'],
  [['--port', '65536'], '--port must be a number from 0 to 65535'],
  [
    ['--out', 'site', '--open'],
    '--out cannot be used with --port or --open: it writes files and starts no server',
  ],
  [['--config', 'missing.mjs'], '--config: there is no file missing.mjs'],
  [['--name', 'Ada'], '--name is not an option of preview (see --help)'],
])('says in one line what is wrong: %j', async (args, line) => {
  expect(await run(...args)).toEqual({ stdout: '', stderr: `welcome-email: ${line}\n` });
});

test('writes a static site with the mails of all presets', async () => {
  writeFileSync(
    join(folder, 'site.mjs'),
    "export default { brand: { name: 'Acme', url: 'x' }, locales: ['en', 'ar'], translations: { ar: { subject: 'مرحبا' } } };",
  );
  const { stdout, stderr } = await run('--config', 'site.mjs', '--out', 'site');
  expect(stderr).toBe('');
  const site = join(folder, 'site');
  expect(stdout).toMatch(/^\d+ emails, 0\.\d MB: open site\/index\.html\n$/);
  expect(readdirSync(site).sort()).toEqual(['catalog.js', 'index.html', 'mails', 'page.css', 'page.js']);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('data-mode="static"');

  /** What a script of the site calls the page's function with. */
  const argumentOf = (file: string) => {
    let argument: unknown;
    const script = new Function('welcomeEmailPreview', readFileSync(join(site, file), 'utf8'));
    script((value: unknown) => {
      argument = value;
    });
    return argument;
  };
  const catalog = argumentOf('catalog.js') as Catalog;
  expect(catalog).toMatchObject({ mode: 'static', config: 'site.mjs', brand: { name: 'Acme' } });
  let mails = 0;
  for (const operation of operationNames) {
    expect(readdirSync(join(site, 'mails', operation)).sort()).toEqual(['ar.js', 'en.js']);
    for (const locale of ['ar', 'en']) {
      const packed = Buffer.from(argumentOf(`mails/${operation}/${locale}.js`) as string, 'base64');
      const views: StaticMails = JSON.parse(gunzipSync(packed).toString());
      const presets = catalog.presets.filter(({ inputs }) => inputs[operation] !== undefined);
      expect(Object.keys(views)).toEqual(presets.map(({ id }) => id));
      mails += presets.length;
      for (const view of Object.values(views) as RenderedView[]) {
        expect(view).toMatchObject({ locale, warnings: [{ field: 'brand.url', code: 'invalid-url' }] });
        expect(view.html).toContain('Acme');
        if (locale === 'ar') expect(view.subject).toBe('مرحبا');
      }
    }
  }
  expect(stdout.startsWith(`${mails} emails,`)).toBe(true);

  writeFileSync(join(folder, 'file'), '');
  const { stderr: failure } = await run('--config', 'site.mjs', '--out', 'file');
  expect(failure).toMatch(/^welcome-email: --out cannot be written to \(E[A-Z]+\)\n$/);
});
