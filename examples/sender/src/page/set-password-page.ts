import formBody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Brand } from 'welcome-email/page';
import type { Database } from '../database/database.js';
import { requestFacts } from '../http/request-facts.js';
import { type LinkTokens, newTokenId, userOf } from '../links/link-tokens.js';
import { findLink, findReader, type Link, type Reader, useLink } from '../links/links.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { buttonLink, escapeHtml, renderPage } from './layout.js';
import { BusyError, hashPassword, isLongEnough, isSamePassword, MIN_PASSWORD_LENGTH } from './passwords.js';
import { findWords, type Notice, type Words } from './words.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of the user for whom a new link is asked for. */
    newLinkFor: string;
  }
}

export interface SetPasswordOptions {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly queue: Queue<MailJob>;
  /** Where users sign in. */
  readonly signInUrl: URL | undefined;
}

/**
 * The page that a link opens. GET changes nothing, since mail gateways open links before their readers do; POST sets the
 * password, uses the link up, and makes the user get a notice. A link that no longer works can be asked for anew.
 */
export async function setPasswordPage(app: FastifyInstance, options: SetPasswordOptions): Promise<void> {
  const { database, linkTokens, queue, signInUrl } = options;
  app.removeAllContentTypeParsers();
  await app.register(formBody);
  await app.register(rateLimit, { global: false });
  app.decorateRequest('newLinkFor', '');
  /** So that nobody fills the queue. How many of them are sent is limited in the database. */
  const newLinks = app.createRateLimit({
    max: 10,
    timeWindow: 3_600_000,
    keyGenerator: (request) => request.newLinkFor,
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      // The address of the page is a secret: it is kept from other pages, from caches and from search engines.
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    });
  });

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error instanceof BusyError) reply.header('retry-after', 10);
    else if (status >= 500) request.log.error({ err: error }, 'a page failed');
    return send(request, reply, status, undefined, (words) => notice(words.failed));
  });

  async function findAliveLink(token: unknown) {
    const tokenId = linkTokens.verify(token);
    const link = tokenId === undefined ? undefined : await findLink(database, tokenId);
    return { tokenId: link?.state === 'alive' ? tokenId : undefined, link };
  }

  /** A token that was made here names a user, who can get a new link. */
  async function sendDead(
    request: FastifyRequest,
    reply: FastifyReply,
    token: unknown,
  ): Promise<FastifyReply> {
    const tokenId = linkTokens.verify(token);
    if (tokenId === undefined) {
      return send(request, reply, 410, undefined, (words) => notice(words.broken));
    }
    const reader = await findReader(database, userOf(tokenId));
    return send(request, reply, 410, reader, (words, lang) =>
      notice(words.dead, newLinkForm(words, lang, String(token))),
    );
  }

  app.get('/set-password', async (request, reply) => {
    const { token } = request.query as Record<string, unknown>;
    const { tokenId, link } = await findAliveLink(token);
    if (tokenId === undefined) return sendDead(request, reply, token);
    return send(request, reply, 200, link, (words) => form(words, link, String(token)));
  });

  app.post('/set-password', async (request, reply) => {
    const { token, password, repetition } = (request.body ?? {}) as Record<string, unknown>;
    const { tokenId, link } = await findAliveLink(token);
    if (tokenId === undefined) return sendDead(request, reply, token);
    if (typeof password !== 'string' || !isLongEnough(password)) {
      return send(request, reply, 422, link, (words) => form(words, link, String(token), words.tooShort));
    }
    if (!isSamePassword(password, repetition)) {
      return send(request, reply, 422, link, (words) => form(words, link, String(token), words.different));
    }
    const passwordHash = await hashPassword(password);
    const isSet = await database.transaction(async (transaction) => {
      const change = await useLink(transaction, tokenId, passwordHash);
      if (change === undefined) return false;
      const { userId, time } = change;
      await queue.add(transaction, [
        {
          data: { ...requestFacts(request), userId, time: time.toISOString() },
          subject: { userId, operation: 'password-changed', caller: 'page' },
        },
      ]);
      return true;
    });
    if (!isSet) return sendDead(request, reply, token);
    return send(request, reply, 200, link, (words) =>
      notice(words.done, signInUrl && buttonLink(signInUrl, words.signIn)),
    );
  });

  // Says and does the same for a user who does not exist: the job of the email finds out who exists, and who got too many.
  app.post('/new-link', async (request, reply) => {
    const { token, lang } = (request.body ?? {}) as Record<string, unknown>;
    const tokenId = linkTokens.verify(token);
    const wait = tokenId === undefined ? 0 : await queueNewLink(request, userOf(tokenId));
    const locale = typeof lang === 'string' ? lang : null;
    if (wait > 0) {
      reply.header('retry-after', wait);
      return send(request, reply, 429, { locale }, (words) => notice(words.tooMany));
    }
    return send(request, reply, 200, { locale }, (words) => notice(words.linkSent));
  });

  /** Returns how many seconds to wait if there were too many requests for the user, else 0. */
  async function queueNewLink(request: FastifyRequest, userId: string): Promise<number> {
    request.newLinkFor = userId;
    const limit = await newLinks(request);
    if (!limit.isAllowed && limit.isExceeded) return limit.ttlInSeconds;
    await database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ now: Date }>('select now()', []);
      await queue.add(transaction, [
        {
          data: {
            ...requestFacts(request),
            tokenId: newTokenId(userId),
            isIssued: false,
            time: (row as { now: Date }).now.toISOString(),
          },
          subject: { userId, operation: 'recovery', caller: 'page' },
        },
      ]);
    });
    return 0;
  }
}

interface Content {
  readonly title: string;
  /** HTML. */
  readonly main: string;
}

/** Sends a page in the user's language, or in the browser's if the user is not known. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  reader: (Pick<Reader, 'locale'> & { readonly brand?: Brand }) | undefined,
  content: (words: Words, lang: string) => Content,
): FastifyReply {
  const { lang, words } = findWords(reader?.locale, request.headers['accept-language']);
  const { html, policy } = renderPage({
    lang,
    dir: words.dir,
    brand: reader?.brand,
    ...content(words, lang),
  });
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .send(html);
}

/** @param action - HTML */
function notice({ title, text }: Notice, action = ''): Content {
  return { title, main: `<p>${escapeHtml(text)}</p>${action}` };
}

/** The user's name is there for password managers, which keep it with the password. */
function form(words: Words, link: Link | undefined, token: string, problem?: string): Content {
  const rule = escapeHtml(withLength(problem ?? words.rule));
  const main = `<form method="post" action="set-password">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<input type="text" autocomplete="username" value="${escapeHtml(link?.name ?? '')}" hidden>
<label for="password">${escapeHtml(words.password)}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required autofocus aria-describedby="rule">
<p id="rule"${problem === undefined ? '' : ' role="alert"'}>${rule}</p>
<label for="repetition">${escapeHtml(words.repetition)}</label>
<input id="repetition" name="repetition" type="password" autocomplete="new-password" required>
<button>${escapeHtml(words.submit)}</button>
</form>`;
  return { title: words.title, main };
}

function newLinkForm(words: Words, lang: string, token: string): string {
  return `<form method="post" action="new-link">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<input type="hidden" name="lang" value="${lang}">
<button>${escapeHtml(words.sendLink)}</button>
</form>`;
}

function withLength(text: string): string {
  return text.replace('{{length}}', String(MIN_PASSWORD_LENGTH));
}
