import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ApiToken, findApiToken } from '../database/accounts.js';
import type { Database } from '../database/database.js';
import { requestFacts } from '../http/request-facts.js';
import { ApiError, answer } from './answer.js';
import { readParameters } from './parameters.js';
import type { SendWelcome } from './send-welcome.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the answer, for requests to the API. */
    answer: number | undefined;
    /** The API token of the request, after it was found in the database. */
    apiToken: ApiToken | undefined;
  }
}

export interface ApiOptions {
  readonly database: Database;
  readonly sendWelcome: SendWelcome;
  /** Calls a minute for each API token, and calls with a wrong token for each address. */
  readonly rateLimit: number;
}

/** The routes for administrators. */
export async function api(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const { database, sendWelcome } = options;
  await app.register(rateLimit, { global: false });
  const window = { max: options.rateLimit, timeWindow: 60_000 };
  const wrongTokens = app.createRateLimit(window);
  const calls = app.createRateLimit({ ...window, keyGenerator: (request) => request.apiToken?.id ?? '' });
  app.decorateRequest('answer');
  app.decorateRequest('apiToken');

  // The route reads the body itself, so that all errors in it get the same kind of answer.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof ApiError) {
      if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter);
      return answer(request, reply, error.code, error.message);
    }
    if (error.statusCode === 413) {
      return answer(request, reply, 400, 'Incorrect request: body must have at most 16 KB');
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return answer(request, reply, 400, 'Incorrect request: its head or its body cannot be read');
    }
    request.log.error({ err: error }, 'a call failed');
    return answer(request, reply, 500, 'Internal error');
  });

  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, 400, 'Incorrect request: there is no such method'),
  );

  app.post('/admin/accounts/users/send_welcome', async (request, reply) => {
    checkFormat(request);
    const { token, accountId, name } = readParameters(
      request.headers['content-type'],
      request.body as Buffer | undefined,
    );
    const idempotencyKey = readIdempotencyKey(request);
    // The limit for an address comes before the query for the token, the limit for a token after it.
    const tried = await wrongTokens(request, { increment: false });
    if (!tried.isAllowed && tried.remaining === 0) throw tooMany(tried.ttlInSeconds);
    const apiToken = await authenticate(database, token, bearerToken(request));
    if (apiToken === undefined) {
      await wrongTokens(request);
      throw new ApiError(401, 'The token is wrong');
    }
    request.apiToken = apiToken;
    const made = await calls(request);
    if (!made.isAllowed && made.isExceeded) throw tooMany(made.ttlInSeconds);
    await sendWelcome({ apiToken, accountId, name, idempotencyKey, facts: requestFacts(request) });
    return answer(request, reply, 0, 'Successful operation');
  });
}

function checkFormat(request: FastifyRequest): void {
  const { format } = request.query as { format?: unknown };
  if (format !== undefined && format !== 'json' && format !== 'xml') {
    throw new ApiError(400, 'Incorrect request: format must be json or xml');
  }
}

function tooMany(seconds: number): ApiError {
  return new ApiError(429, 'Too many requests', seconds);
}

/** Reads the header of the IETF's draft-ietf-httpapi-idempotency-key-header. */
function readIdempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || /^[ -~]{1,255}$/.test(String(key))) return key?.toString();
  throw new ApiError(400, 'Incorrect request: Idempotency-Key must have 1 to 255 characters of ASCII');
}

/**
 * Finds the API token; `undefined` if it is wrong.
 *
 * @throws ApiError 400 if the request has a token in two places (RFC 6750, section 2), 401 if it has none
 */
async function authenticate(
  database: Database,
  inBody: string | undefined,
  inHeader: string | undefined,
): Promise<ApiToken | undefined> {
  if (inBody !== undefined && inHeader !== undefined) {
    throw new ApiError(400, 'Incorrect request: token must be in the body or in Authorization, not in both');
  }
  const token = inBody ?? inHeader;
  if (token === undefined) throw new ApiError(401, 'The token is missing');
  return findApiToken(database, token);
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
