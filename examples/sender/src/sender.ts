import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FastifyReply, fastify, LogController } from 'fastify';
import type { Logger } from 'pino';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { api } from './api.js';
import type { Config } from './config.js';
import { connectPostgres, createTables, type Database, openEmbedded } from './database.js';
import { createLinkTokens } from './link-tokens.js';
import { createLog } from './log.js';
import { createOutbox, createSmtpMailer } from './mailer.js';
import { CONCURRENCY, openQueue } from './queue.js';
import { createSendWelcome } from './send-welcome.js';
import { setPasswordPage } from './set-password-page.js';
import { createWelcomeMailWork, type WelcomeJob } from './welcome-mail.js';

/** A sender that runs. */
export interface Sender {
  /** Where it listens. */
  readonly url: string;
  readonly database: Database;
  /** Takes no more requests and jobs, finishes those that it has, and closes what it opened. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024;

/** How long a client may take to send its request. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Starts the API, the page for setting a password, and the work on the queue. */
export async function startSender(config: Config, log: Logger = createLog(config.logLevel)): Promise<Sender> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const linkSecret = config.linkSecret ?? (await keptSecret(join(config.dataFolder, 'link-secret')));
  const linkTokens = createLinkTokens(linkSecret, config.publicUrl);

  const renderer = createWelcomeEmailRenderer({
    onWarning: ({ field, code }) => log.warn({ field, code }, 'a part of a mail was left out'),
  });
  await renderer.warmUp([]);

  const mailer = config.smtpUrl
    ? createSmtpMailer(config.smtpUrl, CONCURRENCY)
    : await createOutbox(outboxFolder(config));

  const database = config.databaseUrl
    ? connectPostgres(config.databaseUrl, (err) => log.error({ err }, 'a connection to Postgres broke'))
    : await openEmbedded(join(config.dataFolder, 'postgres'));
  await createTables(database);
  const queue = await openQueue<WelcomeJob>(database, log);

  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: [...config.trustedProxies],
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // While it closes, what still comes on an open connection is answered like any other request.
    return503OnClosing: false,
    // Fastify's own answer repeats the address that was asked for.
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      reply.code(400).type('text/plain').send('Bad request\n');
    },
  });
  let closing: Promise<void> | undefined;
  app.addHook('onSend', async (_request, reply) => {
    // A connection that is kept open would keep the server open, for more than a minute.
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    // The route, not the address that was asked for: a link is a secret.
    const { method, routeOptions, answer } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, answer, ms }, 'answered');
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found\n'));
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).type('text/plain').send('Internal error\n');
  });
  app.get('/healthz', async (request, reply) => {
    try {
      await database.query('select 1');
      return { status: 'ok' };
    } catch (err) {
      request.log.error({ err }, 'the database does not answer');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
  await app.register(api, {
    prefix: '/api/v1.1',
    database,
    sendWelcome: createSendWelcome(database, queue, config.linkHours),
    rateLimit: config.rateLimit,
  });
  await app.register(setPasswordPage, { database, linkTokens });

  async function shutDown(): Promise<void> {
    await app.close();
    await queue.stop();
    mailer.close();
    await database.close();
  }
  const close = () => {
    closing ??= shutDown();
    return closing;
  };

  try {
    const url = await app.listen({ host: config.host, port: config.port });
    queue.start(createWelcomeMailWork({ database, linkTokens, renderer, mailer, mailFrom: config.mailFrom }));
    return { url, database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function outboxFolder(config: Config): string {
  return join(config.dataFolder, 'outbox');
}

/** Reads the secret, or makes it where there is none. */
async function keptSecret(file: string): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  // Only made where there is none yet: links in mails depend on it.
  await writeFile(file, made, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}
