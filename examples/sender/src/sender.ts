import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { createSendWelcome } from './calls/send-welcome.js';
import type { Config } from './config.js';
import { openDataFolder } from './data-folder.js';
import type { Database } from './database/database.js';
import { openEmbedded } from './database/embedded.js';
import { checkVersion, migrate } from './database/migrate.js';
import { connectPostgres } from './database/postgres.js';
import { createServer } from './http/server.js';
import { checkLinkSecret } from './links/link-secret.js';
import { createLinkTokens } from './links/link-tokens.js';
import { createLog } from './log.js';
import { createOutbox, createSmtpMailer, type Mailer } from './mail/mailer.js';
import { createWelcomeMailWork, type MailJob } from './mail/welcome-mail.js';
import { createMetrics } from './metrics.js';
import { describeFailure } from './queue/failure.js';
import { installQueue, openQueue } from './queue/queue.js';
import { deleteOldTraces } from './queue/trace.js';

const TRACE_CLEANING_MS = 3_600_000;

/** What the system reports of a host that it cannot look up, or that is another machine's. */
const HOST_ERRORS = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'];

/** A running sender. */
export interface Sender {
  /** The URL on which it listens. */
  readonly url: string;
  readonly database: Database;
  /** Accepts no more requests and jobs, finishes the current ones, and closes everything. */
  close(): Promise<void>;
}

/** Starts the API, the page for setting a password, and the sending of queued mails. */
export async function startSender(config: Config, log: Logger = createLog(config.logLevel)): Promise<Sender> {
  const { otherLinkSecret } = config;
  const linkSecret = config.linkSecret ?? (await keptSecret(config));
  const linkTokens = createLinkTokens(linkSecret, otherLinkSecret, config.publicUrl);

  const renderer = createWelcomeEmailRenderer({
    onWarning: ({ field, code, reason }) =>
      log.warn({ field, code, reason }, 'a part of a mail was left out'),
  });
  await renderer.warmUp([]);

  const mailer = config.smtpUrl
    ? createSmtpMailer(config.smtpUrl, config.smtpTls, config.concurrency)
    : await createOutbox(outboxFolder({ dataFolder: await openDataFolder(config.dataFolder) }));

  const database = await openDatabase(config, log, (database) =>
    checkLinkSecret(database, linkSecret, otherLinkSecret),
  );
  const queue = await openQueue<MailJob>(database, log);
  const metrics = createMetrics(queue);

  const server = await createServer(config, log, {
    database,
    linkTokens,
    metrics,
    queue,
    sendWelcome: createSendWelcome(database, queue, config),
  });

  const cleanUp = () =>
    deleteOldTraces(database, config.traceDays).catch((err) =>
      log.error({ err }, 'old traces could not be deleted'),
    );
  const cleaning = setInterval(cleanUp, TRACE_CLEANING_MS);
  await cleanUp();

  let closing: Promise<void> | undefined;
  async function shutDown(): Promise<void> {
    log.info('the service ends after its current requests and emails');
    clearInterval(cleaning);
    await server.close();
    await queue.stop();
    mailer.close();
    await database.close();
  }
  const close = () => {
    closing ??= shutDown();
    return closing;
  };

  try {
    const url = await server.listen({ host: config.host, port: config.port });
    const { concurrency, mailFrom, linkHours } = config;
    if (concurrency > 0) {
      // Not awaited: emails wait in the queue until the server works.
      void checkSmtp(mailer, log);
      queue.start(
        concurrency,
        createWelcomeMailWork({ database, linkTokens, renderer, mailer, mailFrom, linkHours, metrics }),
      );
    }
    return { url, database, close };
  } catch (error) {
    await close();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Error('PORT: must be free, but another program listens on it');
    if (code === 'EACCES') throw new Error('PORT: must be a port on which this user may listen');
    if (HOST_ERRORS.includes(code)) throw new Error('HOST: must be an address of this machine');
    throw error;
  }
}

/**
 * Opens the database and makes sure that it has the tables of this version.
 *
 * @param check - if it throws, the database is closed
 */
export async function openDatabase(
  { databaseUrl, dataFolder }: Config,
  log: Logger,
  check: (database: Database) => Promise<void> = async () => {},
): Promise<Database> {
  const database = databaseUrl
    ? connectPostgres(databaseUrl, (err) => log.error({ err }, 'a connection to Postgres broke'))
    : await openEmbedded(join(await openDataFolder(dataFolder), 'postgres'));
  try {
    if (databaseUrl) {
      await checkVersion(database);
    } else {
      await migrate(database);
      await installQueue(database, log);
    }
    await check(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Logs problems with the SMTP server at the start rather than with the first email. */
async function checkSmtp(mailer: Mailer, log: Logger): Promise<void> {
  try {
    await mailer.verify();
  } catch (error) {
    const { reason } = describeFailure(error);
    log.error({ reason }, 'SMTP_URL: the server cannot be used; emails wait until it can');
  }
}

export function outboxFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'outbox');
}

/** Reads the secret from the data folder, or creates it if there is none. */
async function keptSecret({ dataFolder }: Config): Promise<string> {
  const file = join(await openDataFolder(dataFolder), 'link-secret');
  const made = randomBytes(32).toString('base64url');
  // `wx` never replaces a secret, since links in mails depend on it.
  await writeFile(file, made, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const kept = await readFile(file, 'utf8');
  // If a process died while writing it, or the disk was full, it is too short, and anyone could guess it and make links.
  if (kept.length < made.length) throw new Error('DATA_DIR: must hold the whole link-secret, or none');
  return kept;
}
