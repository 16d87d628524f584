import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type MailFrom, readMailFrom } from './mail/address.js';

/** The configuration, from environment variables. */
export interface Config {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Where users reach this service: the start of each link. Never taken from a request. */
  readonly publicUrl: URL;
  /** Where the page links to after the password is set. If undefined, there is no link. */
  readonly signInUrl: URL | undefined;
  /** If undefined, PGlite runs inside the process, in a folder of `dataFolder`. */
  readonly databaseUrl: string | undefined;
  /** If undefined, mails are written to a folder of `dataFolder`. */
  readonly smtpUrl: string | undefined;
  /** Whether an `smtp:` server must offer STARTTLS. */
  readonly smtpTls: 'required' | 'optional';
  readonly mailFrom: MailFrom;
  readonly dataFolder: string;
  /** If undefined, it is generated once and kept in `dataFolder`. */
  readonly linkSecret: string | undefined;
  /** A second secret, whose links work too, so that `linkSecret` can be changed. */
  readonly otherLinkSecret: string | undefined;
  readonly linkHours: number;
  /** The addresses and networks of the proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  /** How long the trace of an email is kept. */
  readonly traceDays: number;
  /** Calls a minute for each API token, and calls with a wrong token for each address. */
  readonly rateLimit: number;
  /** The minimum time between two calls for the same user; 0 for none. */
  readonly userPauseSeconds: number;
  /** Maximum number of concurrent mails; 0 leaves them to other processes. */
  readonly concurrency: number;
  readonly logLevel: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The output length of SHA-256: a shorter HMAC key is weaker (RFC 2104, section 3). */
const MIN_SECRET_LENGTH = 32;

/** The queue keeps a job for 14 days. */
const MAX_LINK_HOURS = 24 * 14;

/** @throws Error that names the variable and what is expected, never its value */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const text = (name: string) => env[name]?.trim() || undefined;
  const port = integer('PORT', text('PORT') ?? '3080', 0, 65_535);
  const databaseUrl = text('DATABASE_URL');
  const signInUrl = text('SIGN_IN_URL');
  const smtpUrl = text('SMTP_URL');
  const mailFrom = readMailFrom(text('MAIL_FROM') ?? 'no-reply@localhost');
  const smtpTls = text('SMTP_TLS') ?? 'required';
  const linkSecret = text('LINK_SECRET');
  const otherLinkSecret = text('OTHER_LINK_SECRET');
  const logLevel = text('LOG_LEVEL') ?? 'info';
  const trustedProxies =
    text('TRUST_PROXY')
      ?.split(',')
      .map((network) => network.trim()) ?? [];

  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    fail('DATABASE_URL', 'must be a postgres: URL');
  if (smtpUrl && !isSmtpUrl(smtpUrl))
    fail(
      'SMTP_URL',
      'must be an smtp: or smtps: URL with a host, with user and password percent-encoded, without path, query and fragment',
    );
  if (smtpTls !== 'required' && smtpTls !== 'optional') fail('SMTP_TLS', 'must be required or optional');
  if (!mailFrom) return fail('MAIL_FROM', 'must be an email address, or a name and <an email address>');
  if (smtpUrl && !text('MAIL_FROM')) fail('MAIL_FROM', 'must be set if SMTP_URL is set');
  // Mails to real people would have links to localhost.
  if (smtpUrl && !text('PUBLIC_URL')) fail('PUBLIC_URL', 'must be set if SMTP_URL is set');
  for (const [name, secret] of Object.entries({
    LINK_SECRET: linkSecret,
    OTHER_LINK_SECRET: otherLinkSecret,
  }))
    if (secret && secret.length < MIN_SECRET_LENGTH)
      fail(name, `must have at least ${MIN_SECRET_LENGTH} characters`);
  // Each machine would generate its own secret.
  if (databaseUrl && !linkSecret) fail('LINK_SECRET', 'must be set if DATABASE_URL is set');
  if (!trustedProxies.every(isNetwork))
    fail('TRUST_PROXY', 'must be a comma-separated list of IP addresses and networks, such as 10.0.0.0/8');
  if (!LOG_LEVELS.includes(logLevel)) fail('LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}`);

  return {
    host: text('HOST') ?? '127.0.0.1',
    port,
    publicUrl: publicUrl(text('PUBLIC_URL') ?? `http://localhost:${port}`),
    signInUrl: signInUrl === undefined ? undefined : safeUrl('SIGN_IN_URL', signInUrl),
    databaseUrl,
    smtpUrl,
    smtpTls,
    mailFrom,
    dataFolder: resolve(text('DATA_DIR') ?? 'data'),
    linkSecret,
    otherLinkSecret,
    linkHours: integer('LINK_HOURS', text('LINK_HOURS') ?? '24', 1, MAX_LINK_HOURS),
    traceDays: integer('TRACE_DAYS', text('TRACE_DAYS') ?? '90', 1, 3650),
    trustedProxies,
    rateLimit: integer('RATE_LIMIT', text('RATE_LIMIT') ?? '600', 1, 1_000_000),
    userPauseSeconds: integer('USER_PAUSE_SECONDS', text('USER_PAUSE_SECONDS') ?? '60', 0, 86_400),
    concurrency: integer('CONCURRENCY', text('CONCURRENCY') ?? '20', 0, 1000),
    logLevel,
  };
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) fail(name, `must be an integer from ${min} to ${max}`);
  return value;
}

function isSmtpUrl(text: string): boolean {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname, pathname, search, hash } = new URL(text);
  // Nodemailer would read options from a query, such as one that turns TLS off.
  const isOnlyServer = hostname !== '' && pathname.replace('/', '') + search + hash === '';
  return isOnlyServer && isPercentEncoded(username) && isPercentEncoded(password);
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function publicUrl(text: string): URL {
  const url = safeUrl('PUBLIC_URL', text);
  if (url.search || url.hash) return fail('PUBLIC_URL', 'must be a URL without query and fragment');
  return url;
}

function safeUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname));
  if (!url || !isSafe || url.username || url.password)
    return fail(name, 'must be an https: URL (http: only on localhost) without user info');
  return url;
}

/** Whether a text is an IP address, or a network in CIDR notation. */
function isNetwork(text: string): boolean {
  const [address = '', length = '1', ...rest] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) > 0 && rest.length === 0 && /^[1-9]\d*$/.test(length) && Number(length) <= bits;
}

function fail(name: string, expected: string): never {
  throw new Error(`${name}: ${expected}`);
}
