import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';
import { requestFacts } from '../http/request-facts.js';
import type { LinkTokens } from '../links/link-tokens.js';
import { findLink, type Link, useLink } from '../links/links.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { buttonLink, escapeHtml, renderPage } from './layout.js';
import { BusyError, hashPassword, isLongEnough, MIN_PASSWORD_LENGTH } from './passwords.js';
import { findWords, type Notice, type Words } from './words.js';

export interface SetPasswordOptions {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly queue: Queue<MailJob>;
  /** Where users sign in. */
  readonly signInUrl: URL | undefined;
}

/**
 * The page that a link opens. GET changes nothing, since mail gateways open links before their readers do; POST sets the
 * password, uses the link up, and makes the user get a notice.
 */
export async function setPasswordPage(app: FastifyInstance, options: SetPasswordOptions): Promise<void> {
  const { database, linkTokens, queue, signInUrl } = options;
  app.removeAllContentTypeParsers();
  await app.register(formBody);

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

  app.get('/set-password', async (request, reply) => {
    const { token } = request.query as Record<string, unknown>;
    const { tokenId, link } = await findAliveLink(token);
    if (tokenId === undefined) return sendDead(request, reply, link);
    return send(request, reply, 200, link, (words) => form(words, link, String(token)));
  });

  app.post('/set-password', async (request, reply) => {
    const { token, password, repetition } = (request.body ?? {}) as Record<string, unknown>;
    const { tokenId, link } = await findAliveLink(token);
    if (tokenId === undefined) return sendDead(request, reply, link);
    if (typeof password !== 'string' || !isLongEnough(password)) {
      return send(request, reply, 422, link, (words) => form(words, link, String(token), words.tooShort));
    }
    if (password !== repetition) {
      return send(request, reply, 422, link, (words) => form(words, link, String(token), words.different));
    }
    const passwordHash = await hashPassword(password);
    const isSet = await database.transaction(async (transaction) => {
      const change = await useLink(transaction, tokenId, passwordHash);
      if (change === undefined) return false;
      const { userId, time } = change;
      await queue.add(transaction, [{ ...requestFacts(request), userId, time: time.toISOString() }]);
      return true;
    });
    if (!isSet) return sendDead(request, reply, link);
    return send(request, reply, 200, link, (words) =>
      notice(words.done, signInUrl && buttonLink(signInUrl, words.signIn)),
    );
  });
}

function sendDead(request: FastifyRequest, reply: FastifyReply, link: Link | undefined): FastifyReply {
  return send(request, reply, 410, link, (words) =>
    notice({ ...words.dead, text: `${words.dead.text} ${words.askForLink}` }),
  );
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
  link: Link | undefined,
  content: (words: Words) => Content,
): FastifyReply {
  const { lang, words } = findWords(link?.locale, request.headers['accept-language']);
  const { html, policy } = renderPage({ lang, dir: words.dir, brand: link?.brand, ...content(words) });
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

function withLength(text: string): string {
  return text.replace('{{length}}', String(MIN_PASSWORD_LENGTH));
}
