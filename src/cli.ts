import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { version } from '../package.json';
import { type BatchTally, renderLines } from './batch.js';
import { LoadError, WelcomeEmailInputError, type WelcomeEmailWarning } from './errors.js';
import type { Brand } from './input/brand.js';
import type { WelcomeEmailInput } from './input/input.js';
import { createWelcomeEmailRenderer, type RenderedEmail } from './render-welcome-email.js';

const HELP = `Renders welcome and recovery mails.

usage: welcome-email render --name NAME --reset-url URL --time INSTANT [options]
       welcome-email batch [--brand-name NAME ...] < inputs.ndjson > mails.ndjson

What the mail is about
  --name NAME               for the greeting
  --reset-url URL           where the password is set
  --time INSTANT            when it was asked for: ISO 8601 with Z or an offset, or milliseconds since 1970
  --operation OPERATION     registration (default) or recovery
  --expires-at INSTANT      until when the link works
  --user-agent TEXT         the request's User-Agent header
  --client-hint 'NAME: TEXT'  one of its Sec-CH-UA* headers; may be given more than once
  --ip ADDRESS              the address of who asked
  --location-country-code CODE  where that is, in place of a look-up: ISO 3166-1, two letters
  --location-city NAME      --location-time-zone ZONE    --location-accuracy-radius-km KM
  --locale TAGS             a language tag, several in order of preference, or an Accept-Language header
  --time-zone ZONE          the reader's IANA time zone

Whose account it is
  --brand-name NAME         --brand-url URL              --brand-accent-color #RRGGBB
  --brand-support-url URL   --brand-support-email ADDRESS
  --brand-logo-src URL      --brand-logo-width PIXELS    --brand-logo-height PIXELS   --brand-logo-alt TEXT

What to do with it
  --format FORMAT           html (default), text or json
  --out FOLDER              write mail.html, mail.txt and mail.json there; with --format, only that one

  --help                    print this and stop
  --version                 print the version and stop

batch reads an input in JSON from each line, with the fields of the library, and writes a line for each, in the same order: the mail in
JSON, with "warnings" if parts were left out of it, or {"line":1,"error":{"field":…,"code":…,"message":…}}. After SIGINT or SIGTERM it
reads no more, writes the whole answers to the lines that it has begun, and stops; the same signal again ends it at once.

Exit status: 0; 1 if batch could make no mail of a line; 2 if the command or what it was given is wrong, or what it writes to is full or
gone; 130 or 143 if SIGINT or SIGTERM stopped batch. What render had to leave out of the mail, and batch out of the brand, is named on standard error.
`;

const text = { type: 'string' } as const;

const options = {
  name: text,
  'reset-url': text,
  time: text,
  operation: text,
  'expires-at': text,
  'user-agent': text,
  'client-hint': { type: 'string', multiple: true },
  ip: text,
  'location-country-code': text,
  'location-city': text,
  'location-time-zone': text,
  'location-accuracy-radius-km': text,
  locale: text,
  'time-zone': text,
  'brand-name': text,
  'brand-url': text,
  'brand-accent-color': text,
  'brand-support-url': text,
  'brand-support-email': text,
  'brand-logo-src': text,
  'brand-logo-width': text,
  'brand-logo-height': text,
  'brand-logo-alt': text,
  format: text,
  out: text,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Flags = ReturnType<typeof parse>['values'];

const formats = {
  html: { file: 'mail.html', of: (mail: RenderedEmail) => mail.html },
  text: { file: 'mail.txt', of: (mail: RenderedEmail) => mail.text },
  json: { file: 'mail.json', of: (mail: RenderedEmail) => `${JSON.stringify(mail, null, 2)}\n` },
};
type Format = keyof typeof formats;

/** What the command reads from, and writes to. */
interface Streams {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Something wrong with the command line itself. Its message says what. */
class UsageError extends Error {}

/**
 * Runs the command `welcome-email`.
 *
 * @param args - what stands behind its name
 * @returns the exit status: 0; 1 if a line of a batch gave no mail; 2 if the arguments or the input are wrong; 128 and the signal's number
 *   if a signal ended a batch
 */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const { values: flags, positionals } = parse(args);
    if (flags.help) streams.stdout.write(HELP);
    else if (flags.version) streams.stdout.write(`${version}\n`);
    else if (positionals.join() === 'render') await render(flags, streams);
    else if (positionals.join() === 'batch') return await batch(flags, streams);
    else throw new UsageError('the commands are: welcome-email render, welcome-email batch (see --help)');
    return 0;
  } catch (error) {
    const message = messageFor(error);
    if (message === undefined) throw error;
    streams.stderr.write(`welcome-email: ${message}\n`);
    return 2;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function batch(flags: Flags, { stdin, stdout, stderr }: Streams): Promise<number> {
  const other = Object.keys(flags).find((flag) => !flag.startsWith('brand-'));
  if (other !== undefined) throw new UsageError(`--${other} is a field of each line of a batch`);
  const tally: BatchTally = { mails: 0, failed: 0 };
  const start = performance.now();
  const stop = new AbortController();
  let stopStatus: number | undefined;
  const stopReading = (_name: string, number: number) => {
    stopStatus = 128 + number;
    stop.abort();
  };
  addAbortSignal(stop.signal, stdin);
  const lines = renderLines(stdin, brandFrom(flags), tally, warnOn(stderr));
  // The same signal again ends the process at once.
  for (const signal of STOP_SIGNALS) process.once(signal, stopReading);
  const watch = stderr.isTTY ? setInterval(report, 1000, '\r') : undefined;
  try {
    await pipeline(lines, stdout, { end: false });
  } catch (error) {
    // That it is full or gone, whoever opened it says.
    if ((error as NodeJS.ErrnoException).syscall === 'write') return 2;
    throw error;
  } finally {
    clearInterval(watch);
    for (const signal of STOP_SIGNALS) process.off(signal, stopReading);
    if (stderr.isTTY) report('\n');
  }
  return stopStatus ?? (tally.failed > 0 ? 1 : 0);

  function report(end: string) {
    const rate = (1000 * (tally.mails + tally.failed)) / (performance.now() - start);
    stderr.write(`\r${tally.mails} mails, ${tally.failed} failed, ${rate.toFixed(0)} a second${end}`);
  }
}

async function render(flags: Flags, { stdout, stderr }: Streams): Promise<void> {
  const format = formatFrom(flags.format);
  const renderer = createWelcomeEmailRenderer({ onWarning: warnOn(stderr) });
  const mail = await renderer.render(inputFrom(flags));
  if (flags.out === undefined) {
    stdout.write(formats[format ?? 'html'].of(mail));
    return;
  }
  await makeFolder(flags.out);
  for (const name of format ? [format] : (Object.keys(formats) as Format[])) {
    const path = join(flags.out, formats[name].file);
    await writeFile(path, formats[name].of(mail));
    stdout.write(`${path}\n`);
  }
}

function warnOn(stderr: Streams['stderr']) {
  return ({ field, code, reason }: WelcomeEmailWarning) =>
    void stderr.write(
      `welcome-email: ${flagFor(field)} is left out: ${code}${reason === undefined ? '' : ` (${reason})`}\n`,
    );
}

/** As `mkdir` with `recursive`, which under Node 20 to 26 never ends where a file system makes no folders, as `/proc` does. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(path))) throw error;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function formatFrom(name: string | undefined): Format | undefined {
  if (name === undefined || Object.hasOwn(formats, name)) return name as Format | undefined;
  throw new UsageError(`--format must be one of ${Object.keys(formats).join(', ')}`);
}

/** What the flags say, as an input. Nothing is checked here: that is the renderer's. */
function inputFrom(flags: Flags): WelcomeEmailInput {
  return {
    name: flags.name,
    resetUrl: flags['reset-url'],
    time: instantFrom(flags.time),
    operation: flags.operation,
    expiresAt: instantFrom(flags['expires-at']),
    userAgent: flags['user-agent'],
    clientHints: clientHintsFrom(flags['client-hint']),
    ip: flags.ip,
    location: locationFrom(flags),
    locale: flags.locale,
    timeZone: flags['time-zone'],
    brand: brandFrom(flags),
  } as WelcomeEmailInput;
}

function instantFrom(flag: string | undefined): string | number | undefined {
  return flag !== undefined && /^\d+$/.test(flag) ? Number(flag) : flag;
}

function clientHintsFrom(flags: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const [, name, value] = /^\s*([\w-]+)\s*:(.*)$/s.exec(flag) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError("--client-hint must be 'NAME: TEXT'");
      return [name, value.trim()];
    }),
  );
}

/** `undefined` if no flag gives a part. */
function given<T extends object>(parts: T): T | undefined {
  return Object.values(parts).some((part) => part !== undefined) ? parts : undefined;
}

/** A blank flag, which `Number` takes for 0, is no number. */
function numberFrom(flag: string | undefined): number | undefined {
  return flag === undefined ? undefined : Number(flag.trim() || Number.NaN);
}

function locationFrom(flags: Flags): object | undefined {
  return given({
    countryCode: flags['location-country-code'],
    city: flags['location-city'],
    timeZone: flags['location-time-zone'],
    accuracyRadiusKm: numberFrom(flags['location-accuracy-radius-km']),
  });
}

function brandFrom(flags: Flags): Brand | undefined {
  // Nothing is checked here either.
  return given({
    name: flags['brand-name'],
    url: flags['brand-url'],
    accentColor: flags['brand-accent-color'],
    supportUrl: flags['brand-support-url'],
    supportEmail: flags['brand-support-email'],
    logo: given({
      src: flags['brand-logo-src'],
      width: numberFrom(flags['brand-logo-width']),
      height: numberFrom(flags['brand-logo-height']),
      alt: flags['brand-logo-alt'],
    }),
  }) as Brand | undefined;
}

/** `brand.logo.src` -> `--brand-logo-src` */
function flagFor(field: string): string {
  return `--${field.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** One line for a mistake of the caller's; `undefined` if it is ours. */
function messageFor(error: unknown): string | undefined {
  if (error instanceof WelcomeEmailInputError)
    return error.message.replace(error.field, flagFor(error.field));
  if (error instanceof UsageError || error instanceof LoadError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    // Only what looks like a flag: a link may be stuck to one.
    const [, flag = ''] = /'(--?[\w-]{1,40})'/.exec(error.message) ?? [];
    return `unknown option ${flag} (see --help)`;
  }
  // node:util says more than a line.
  if (String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message.split(/[\n.]/)[0]?.concat(' (see --help)');
  // From writing the files.
  return 'syscall' in error ? `--out: ${error.code}` : undefined;
}
