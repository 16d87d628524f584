import { setTimeout } from 'node:timers/promises';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  fastify,
  LogController,
} from 'fastify';
import { api } from '../calls/api.js';
import type { SendWelcome } from '../calls/send-welcome.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { LinkTokens } from '../links/link-tokens.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Metrics } from '../metrics.js';
import { setPasswordPage } from '../page/set-password-page.js';
import type { Queue } from '../queue/queue.js';

export interface ServerParts {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly metrics: Metrics;
  readonly queue: Queue<MailJob>;
  readonly sendWelcome: SendWelcome;
}

const MAX_BODY_BYTES = 16 * 1024;

/** After this, a database counts as down. Shorter than the timeout of most health checks. */
const HEALTH_TIMEOUT_MS = 2000;

/** How long a client may take to send its request. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Some proxies, such as Azure Application Gateway, write `192.0.2.1:54321` or `[2001:db8::1]:54321` into `X-Forwarded-For`. */
const PORT_OF_CLIENT = /(?<![^\s,])(?:([\d.]+)|\[([\da-f:.]+)\]):\d+(?![^\s,])/gi;

/** Creates the HTTP server: the API, the page for setting a password, `/healthz` and `/metrics`. It does not listen yet. */
export async function createServer(
  config: Config,
  log: FastifyBaseLogger,
  parts: ServerParts,
): Promise<FastifyInstance> {
  const { database, linkTokens, metrics, queue, sendWelcome } = parts;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: [...config.trustedProxies],
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // While the server closes, requests on open connections are answered as usual.
    return503OnClosing: false,
    // Fastify's own answer repeats the URL, which may contain a secret.
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      reply.code(400).type('text/plain').send('Bad request\n');
    },
  });

  app.addHook('onRequest', async ({ headers }) => {
    const forwardedFor = headers['x-forwarded-for'];
    if (forwardedFor) headers['x-forwarded-for'] = String(forwardedFor).replace(PORT_OF_CLIENT, '$1$2');
  });

  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    // Otherwise, kept-alive connections would delay the end by more than a minute.
    if (isClosing) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async (request, reply) => {
    // The route, not the URL: a link is a secret.
    const { method, routeOptions, answer } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, answer, ms }, 'answered');
    if (answer !== undefined) metrics.calls.inc({ code: answer });
  });

  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found\n'));
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).type('text/plain').send('Internal error\n');
  });

  app.get('/healthz', async (request, reply) => {
    try {
      const timeout = setTimeout(HEALTH_TIMEOUT_MS, undefined, { ref: false }).then(() => {
        throw new Error('the database takes too long');
      });
      await Promise.race([database.query('select 1'), timeout]);
      return { status: 'ok' };
    } catch (err) {
      request.log.error({ err }, 'the database does not answer');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
  app.get('/metrics', (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
  await app.register(api, {
    prefix: '/api/v1.1',
    database,
    sendWelcome,
    rateLimit: config.rateLimit,
  });
  await app.register(setPasswordPage, { database, linkTokens, queue, signInUrl: config.signInUrl });
  return app;
}
