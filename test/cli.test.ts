import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationNames } from '../emails/operations.js';
import packageJson from '../package.json';
import { run } from '../src/cli/command.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { warningSentences } from '../src/warning-sentences.js';
import { ALL_KNOWN, BRAND, everythingFor, LINK } from './support/inputs.js';

const command = (...args: string[]) => commandWith([], ...args);

/** Runs the command with standard input in these pieces. */
async function commandWith(stdin: readonly Uint8Array[], ...args: string[]) {
  const stdout = new PassThrough();
  let stderr = '';
  const [status, printed] = await Promise.all([
    run(args, {
      stdin: Readable.from(stdin),
      stdout,
      stderr: { write: (text) => (stderr += text) },
    }).finally(() => stdout.end()),
    text(stdout),
  ]);
  return { status, stdout: printed, stderr };
}

const required = ['render', '--name', 'Ada', '--reset-url', LINK, '--time', '2026-07-01T12:00:00Z'];

const allFlags = [
  ...required,
  ...['--operation', 'recovery', '--expires-at', String(Date.parse(ALL_KNOWN.expiresAt))],
  ...['--user-agent', ALL_KNOWN.userAgent, '--ip', ALL_KNOWN.ip, '--locale', 'de-AT,en;q=0.5'],
  ...['--client-hint', 'Sec-CH-UA: "Microsoft Edge";v="141"', '--client-hint', 'sec-ch-ua-platform: "macOS"'],
  ...['--location-country-code', 'NP', '--location-city', 'Patan', '--location-time-zone', 'Asia/Kathmandu'],
  ...['--location-accuracy-radius-km', '5'],
  ...['--time-zone', 'Asia/Kathmandu', '--brand-name', BRAND.name, '--brand-url', BRAND.url],
  ...['--brand-accent-color', BRAND.accentColor, '--brand-support-url', BRAND.supportUrl],
  ...['--brand-support-email', BRAND.supportEmail, '--brand-address', BRAND.address],
  ...['--brand-logo-src', BRAND.logo.src, '--brand-logo-dark-src', 'https://acme.example/dark.png'],
  ...['--brand-logo-width', '120', '--brand-logo-height', '32', '--brand-logo-alt', 'The fox'],
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'welcome-email-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('every field of the input has a flag', async () => {
  const mail = await createWelcomeEmailRenderer().render({
    ...ALL_KNOWN,
    operation: 'recovery',
    locale: 'de',
    clientHints: { 'sec-ch-ua': '"Microsoft Edge";v="141"', 'sec-ch-ua-platform': '"macOS"' },
    location: { countryCode: 'NP', city: 'Patan', timeZone: 'Asia/Kathmandu', accuracyRadiusKm: 5 },
    timeZone: 'Asia/Kathmandu',
    brand: { ...BRAND, logo: { ...BRAND.logo, darkSrc: 'https://acme.example/dark.png', alt: 'The fox' } },
  });
  const { status, stdout, stderr } = await command(...allFlags, '--format', 'json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual(mail);
  expect(mail.text).toContain('Edge unter macOS');
});

test.each(operationNames)('renders every operation: %s', async (operation) => {
  const input = everythingFor(operation);
  const { clientHints, location, brand, ...fields } = input;
  const flags = Object.entries(fields).flatMap(([field, value]) => [
    `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    String(value),
  ]);
  const { stdout, stderr } = await command('render', ...flags, '--format', 'json');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(await createWelcomeEmailRenderer().render(input));
});

test('names the flag that the operation does not have', async () => {
  const { status, stderr } = await command(...required, '--confirm-url', LINK);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'welcome-email: --confirm-url is not a field of the operation registration\n',
  });
});

test('prints HTML, or what is asked for', async () => {
  const mail = JSON.parse((await command(...required, '--format', 'json')).stdout);
  expect((await command(...required)).stdout).toBe(mail.html);
  expect((await command(...required, '--format', 'html')).stdout).toBe(mail.html);
  expect((await command(...required, '--format', 'text')).stdout).toBe(mail.text);
});

test('writes all formats into a folder, or the one that is asked for', async () => {
  const all = join(folder, 'deep', 'all');
  const { stdout } = await command(...required, '--out', all);
  expect(await readdir(all)).toEqual(['mail.html', 'mail.json', 'mail.txt']);
  expect(stdout.trim().split('\n').sort()).toEqual(
    ['mail.html', 'mail.json', 'mail.txt'].map((file) => join(all, file)),
  );
  expect(await readFile(join(all, 'mail.txt'), 'utf8')).toContain(LINK);
  await command(...required, '--out', join(folder, 'one'), '--format', 'text');
  expect(await readdir(join(folder, 'one'))).toEqual(['mail.txt']);
});

test('makes a folder that others make at the same time', async () => {
  for (let round = 0; round < 5; round++) {
    const out = join(folder, `round-${round}`, ...'abcdefgh');
    const runs = Array.from({ length: 50 }, () => command(...required, '--out', out, '--format', 'text'));
    for (const { status, stderr } of await Promise.all(runs))
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }
});

test('says on standard error what was left out, and renders all the same', async () => {
  const { status, stdout, stderr } = await command(
    ...required,
    '--time-zone',
    'Mars/Olympus',
    '--format',
    'text',
  );
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: `welcome-email: --time-zone: ${warningSentences['unknown-time-zone']} (unknown-time-zone)\n`,
  });
  expect(stdout).toContain('(UTC)');
});

test('takes a number that is left blank for none: nobody vouches for the city', async () => {
  const place = ['--location-country-code', 'FR', '--location-city', 'Paris'];
  for (const [radius, said] of [
    ['5', 'Paris, France'],
    ['', 'France'],
    [' ', 'France'],
  ] as const) {
    const flags = [...place, '--location-accuracy-radius-km', radius, '--format', 'text'];
    const { stdout } = await command(...required, ...flags);
    expect(stdout).toContain(`Approximate location: ${said}\n`);
  }
});

test('helps: every flag is explained', async () => {
  const { status, stdout } = await command('--help');
  expect(status).toBe(0);
  for (const flag of [
    ...allFlags,
    ...['--format', '--out', '--config', '--port', '--open', '--help', '--version'],
  ].filter((arg) => arg.startsWith('--'))) {
    expect(stdout).toContain(flag);
  }
  expect((await command('render', '-h')).stdout).toBe(stdout);
});

test('tells its version', async () => {
  expect((await command('--version')).stdout).toBe(`${packageJson.version}\n`);
});

describe('a mistake', () => {
  const without = (flag: string) =>
    required.filter((_, i) => required[i] !== flag && required[i - 1] !== flag);
  test.each<[string, string[], RegExp]>([
    ['no command', [], /expected one command \(render, batch, preview or check\) and its options/],
    ['another command', ['send'], /expected one command/],
    ['a value without an option', ['render', 'Ada'], /expected one command .* and its options/],
    ['an unknown flag', [...required, '--colour', 'red'], /--colour/],
    ['a flag without its value', ['render', '--name'], /--name/],
    ['a link stuck to its flag', [...required, '--reset-urlhttp://localhost/secret'], /unknown option/],
    ['an unknown format', [...required, '--format', 'pdf'], /--format .*html, text, json/],
    ['a missing name', without('--name'), /--name is required/],
    ['a missing link', without('--reset-url'), /--reset-url is required, unless --code is given/],
    [
      'an early expiry',
      [...required, '--expires-at', '2026-01-01T00:00:00Z'],
      /--expires-at must be after --time/,
    ],
    [
      'a link that is a script',
      [...without('--reset-url'), '--reset-url', 'javascript:secret'],
      /--reset-url must be an absolute https: URL/,
    ],
    [
      'a client hint without name',
      [...required, '--client-hint', 'secret'],
      /--client-hint must be a header, such as 'Sec-CH-UA-Platform: "macOS"'/,
    ],
  ])('prints one clear line and exits 2: %s', async (_, args, message) => {
    const { status, stdout, stderr } = await command(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^welcome-email: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('secret');
  });

  test('in the folder, too', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(await command(...required, '--out', file)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'welcome-email: --out cannot be written to (EEXIST)\n',
    });
    for (const out of [join(file, 'x'), join(file, 'x', 'y')]) {
      const { status, stderr } = await command(...required, '--out', out);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^welcome-email: --out cannot be written to \(E[A-Z]+\)\n$/);
    }
  });
});

test('an error that is no mistake of the user is not taken for one', async () => {
  const broken = Object.assign(new Error('broken'), { code: 'EBROKEN' });
  const stdout = new Writable({
    write() {
      throw broken;
    },
  });
  const stderr = { write: () => expect.fail('it would hide where the error comes from') };
  await expect(run(required, { stdin: Readable.from([]), stdout, stderr })).rejects.toBe(broken);
});

describe('a batch', () => {
  const input = { name: 'Ada', resetUrl: LINK, time: '2026-07-01T12:00:00Z' };
  const bytes = (lines: readonly unknown[]) =>
    Buffer.from(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const answers = (stdout: string): Array<Record<string, unknown>> =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('answers each line with its mail, in the same order, however the text comes in', async () => {
    const inputs = Array.from({ length: 50 }, (_, i) => ({
      ...ALL_KNOWN,
      name: `Ада\u2028${i}`,
      locale: 'ru',
    }));
    // JSON may hold U+2028 as it is, and a piece may end within a letter.
    const whole = bytes(inputs);
    const pieces = Array.from({ length: Math.ceil(whole.length / 7) }, (_, i) =>
      whole.subarray(7 * i, 7 * i + 7),
    );
    const { status, stdout, stderr } = await commandWith(pieces, 'batch', '--brand-name', 'Acme');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const renderer = createWelcomeEmailRenderer({ brand: { name: 'Acme' } });
    expect(answers(stdout)).toEqual(await Promise.all(inputs.map((one) => renderer.render(one))));
  });

  test('names a line that gives no mail, never its content, and goes on', async () => {
    const { status, stdout } = await commandWith(
      [
        bytes([
          input,
          '{"name": secret',
          '',
          { ...input, resetUrl: 'javascript:secret' },
          '["secret"]',
          input,
        ]),
      ],
      'batch',
    );
    expect(status).toBe(1);
    const [first, ...rest] = answers(stdout);
    const last = rest.pop();
    expect(first).toEqual(last);
    expect(rest).toEqual([
      { line: 2, error: { field: 'input', code: 'wrong-type', message: expect.any(String) } },
      { line: 4, error: { field: 'resetUrl', code: 'invalid-url', message: expect.any(String) } },
      { line: 5, error: { field: 'input', code: 'wrong-type', message: expect.any(String) } },
    ]);
    expect(stdout).not.toContain('secret');
  });

  test('says of a mail what was left out of it', async () => {
    const { stdout } = await commandWith([bytes([{ ...input, timeZone: 'Mars' }, input])], 'batch');
    const [warned, clean] = answers(stdout);
    expect(warned).toEqual({ ...clean, warnings: [{ field: 'timeZone', code: 'unknown-time-zone' }] });
  });

  test('says on standard error, once, what is left out of the brand of its flags', async () => {
    const flags = ['--brand-name', 'Acme', '--brand-url', 'javascript:1'];
    const { status, stdout, stderr } = await commandWith([bytes([input, input])], 'batch', ...flags);
    expect(stderr).toBe(`welcome-email: --brand-url: ${warningSentences['invalid-url']} (invalid-url)\n`);
    expect(status).toBe(0);
    for (const answer of answers(stdout)) expect(answer).not.toHaveProperty('warnings');
  });

  test('makes no mail of a line that is too long, even if it would be one without its middle', async () => {
    const long = JSON.stringify({ ...input, userAgent: 'x'.repeat(3_000_000) });
    const pieces = Array.from({ length: 4 }, (_, i) =>
      Buffer.from(long.slice(i * 800_000, (i + 1) * 800_000)),
    );
    const { status, stdout } = await commandWith(
      [...pieces, Buffer.from(`\n${JSON.stringify(input)}`)],
      'batch',
    );
    expect(status).toBe(1);
    expect(answers(stdout).map((answer) => 'error' in answer)).toEqual([true, false]);
  });

  test('has one limit for the length of a line, wherever the text is cut into pieces', async () => {
    const LIMIT = 1_048_576;
    const withName = (length: number) => {
      const line = (name: string) => JSON.stringify({ ...input, name });
      return line('é'.repeat(length - line('').length));
    };
    const whole = bytes([
      withName(LIMIT),
      withName(LIMIT + 1),
      ' '.repeat(LIMIT + 1),
      input,
      withName(LIMIT),
    ]);
    for (const size of [whole.length, 1_000_003, 2 ** 16, 4099]) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.subarray(i * size, (i + 1) * size),
      );
      const { status, stdout } = await commandWith(pieces, 'batch');
      expect(status).toBe(1);
      const [longest, tooLong, blank, short, last] = answers(stdout);
      for (const mail of [longest, short, last]) expect(mail).toHaveProperty('html');
      const error = {
        field: 'input',
        code: 'wrong-type',
        message: expect.stringMatching(/1,048,576 characters/),
      };
      expect([tooLong, blank]).toEqual([
        { line: 2, error },
        { line: 3, error },
      ]);
    }
  });

  test('says nothing of a mail that was left out of another', async () => {
    const { stdout } = await commandWith(
      [bytes([{ ...input, timeZone: 'Mars', resetUrl: 'x' }, input, { ...input, ip: 'x' }, input])],
      'batch',
    );
    expect(answers(stdout).map(({ warnings }) => warnings)).toEqual([
      undefined,
      undefined,
      [{ field: 'ip', code: 'invalid-address' }],
      undefined,
    ]);
  });

  test('is not given the flags of other commands', async () => {
    for (const flag of ['--port=1', '--open', '--out=x', '--format=json']) {
      const { status, stderr } = await command('batch', flag);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `welcome-email: ${flag.split('=')[0]} is not an option of batch (see --help)\n`,
      });
    }
  });

  test('takes no field of a mail as a flag', async () => {
    const { status, stderr } = await command('batch', '--name', 'Ada');
    expect(status).toBe(2);
    expect(stderr).toContain('--name');
  });

  test('tells a terminal how far it is', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    const stdin = Readable.from([bytes([input, {}])]);
    const status = await run(['batch'], { stdin, stdout: new PassThrough().resume(), stderr });
    stderr.end();
    expect(status).toBe(1);
    expect(await text(stderr)).toMatch(/^\r1 email, 1 failed, \d+ per second\n$/);
  });

  test('says in one line why it cannot read its input', async () => {
    const unreadable = Object.assign(new Error('secret'), { code: 'EISDIR', syscall: 'read' });
    const stdin = new Readable({ read: (): void => void stdin.destroy(unreadable) });
    let printed = '';
    const stderr = { write: (text: string) => (printed += text) };
    expect(await run(['batch'], { stdin, stdout: new PassThrough().resume(), stderr })).toBe(2);
    expect(printed).toBe('welcome-email: standard input cannot be read (EISDIR)\n');
  });

  test('ends when nobody takes what it writes', async () => {
    const full = Object.assign(new Error('no space left'), { syscall: 'write' });
    const stdout = new Writable({ write: (_piece, _encoding, done) => done(full) });
    stdout.on('error', () => {});
    const stderr = { write: () => expect.fail('whoever opened standard output says it') };
    expect(await run(['batch'], { stdin: Readable.from([bytes([input])]), stdout, stderr })).toBe(2);
  });
});
