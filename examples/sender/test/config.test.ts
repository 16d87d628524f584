import { expect, test } from 'vitest';
import { readConfig } from '../src/config.js';

const SECRET = 's'.repeat(32);

test('with nothing configured, everything is in a folder and on this machine', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3080,
    publicUrl: new URL('http://localhost:3080'),
    signInUrl: undefined,
    databaseUrl: undefined,
    smtpUrl: undefined,
    smtpTls: 'required',
    mailFrom: { name: undefined, address: 'no-reply@localhost' },
    dataFolder: expect.stringMatching(/[\\/]data$/),
    linkSecret: undefined,
    otherLinkSecret: undefined,
    linkHours: 24,
    traceDays: 90,
    trustedProxies: [],
    rateLimit: 600,
    userPauseSeconds: 60,
    concurrency: 20,
    logLevel: 'info',
  });
});

test('what is configured is taken', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/sender',
    LINK_SECRET: SECRET,
    SMTP_URL: 'smtps://mail.example.com',
    MAIL_FROM: 'no-reply@example.com',
    PUBLIC_URL: 'https://app.example.com/welcome',
    SIGN_IN_URL: 'https://app.example.com/sign-in?from=mail',
    TRUST_PROXY: '127.0.0.1, 10.0.0.0/8, fd00::/8',
  });
  expect(config).toMatchObject({
    databaseUrl: 'postgres://localhost/sender',
    linkSecret: SECRET,
    smtpUrl: 'smtps://mail.example.com',
    mailFrom: { name: undefined, address: 'no-reply@example.com' },
    signInUrl: new URL('https://app.example.com/sign-in?from=mail'),
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  });
});

test.each([
  ['Acme <no-reply@example.com>', 'Acme'],
  ['"Acme, Inc." <no-reply@example.com>', 'Acme, Inc.'],
  ['株式会社 <no-reply@example.com>', '株式会社'],
  ['<no-reply@example.com>', undefined],
])('MAIL_FROM may have a name: %s', (MAIL_FROM, name) => {
  expect(readConfig({ MAIL_FROM }).mailFrom).toEqual({ name, address: 'no-reply@example.com' });
});

test.each([
  'smtp://mail.example.com/',
  'smtps://mail.example.com:465',
  'smtp://user%40example.com:100%25@mail.example.com',
  'smtp://[::1]:25',
])('SMTP_URL may have a port, a user and a password: %s', (SMTP_URL) => {
  const env = { MAIL_FROM: 'no-reply@example.com', PUBLIC_URL: 'https://app.example.com' };
  expect(readConfig({ SMTP_URL, ...env }).smtpUrl).toBe(SMTP_URL);
});

test.each([
  ['PORT', { PORT: '65536' }],
  ['PORT', { PORT: '-1' }],
  ['PORT', { PORT: '80.5' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'http://app.example.com' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'app.example.com' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://user:password@app.example.com' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://app.example.com/?a=b' }],
  ['SIGN_IN_URL', { SIGN_IN_URL: 'javascript:alert(1)' }],
  ['SIGN_IN_URL', { SIGN_IN_URL: 'http://app.example.com' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost' }],
  ['LINK_SECRET', { DATABASE_URL: 'postgres://localhost/sender' }],
  ['LINK_SECRET', { LINK_SECRET: 's'.repeat(31) }],
  ['SMTP_URL', { SMTP_URL: 'mail.example.com' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://:25' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com/?requireTLS=false' }],
  ['SMTP_URL', { SMTP_URL: 'smtps://mail.example.com?tls.rejectUnauthorized=false' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com#a' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com/path' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://user:100%@mail.example.com' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://us%er:password@mail.example.com' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://user:pass/word@mail.example.com' }],
  ['SMTP_TLS', { SMTP_TLS: 'no' }],
  ['OTHER_LINK_SECRET', { OTHER_LINK_SECRET: 's'.repeat(31) }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
  ['PUBLIC_URL', { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'no-reply@example.com' }],
  ['MAIL_FROM', { MAIL_FROM: 'Acme' }],
  ['MAIL_FROM', { MAIL_FROM: 'Acme <no-reply>' }],
  ['MAIL_FROM', { MAIL_FROM: 'Acme <a@example.com>, B <b@example.com>' }],
  ['MAIL_FROM', { MAIL_FROM: 'Acme\r\nBcc: x <no-reply@example.com>' }],
  ['TRACE_DAYS', { TRACE_DAYS: '3651' }],
  ['LINK_HOURS', { LINK_HOURS: '337' }],
  ['TRUST_PROXY', { TRUST_PROXY: '2' }],
  ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/8, proxy.example.com' }],
  ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
  ['TRUST_PROXY', { TRUST_PROXY: '0.0.0.0/0' }],
  ['RATE_LIMIT', { RATE_LIMIT: 'none' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])(
  '%s that cannot be is named, and its value is not repeated: case %#',
  (name, env: Record<string, string>) => {
    expect(() => readConfig(env)).toThrow(new RegExp(`^${name}: must `));
    if (name in env) expect(() => readConfig(env)).not.toThrow(env[name]);
  },
);
