import { createHash } from 'node:crypto';
import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';
import { requestFacts } from '../http/request-facts.js';
import type { LinkTokens } from '../links/link-tokens.js';
import { findLink, type Link, useLink } from '../links/links.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { BusyError, hashPassword, isLongEnough, MIN_PASSWORD_LENGTH } from './passwords.js';
import { findWords, type Notice, type Words } from './words.js';

export interface SetPasswordOptions {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly queue: Queue<MailJob>;
}

/**
 * The page that a link opens. GET changes nothing, since mail gateways open links before their readers do; POST sets the
 * password, uses the link up, and makes the user get a notice.
 */
export async function setPasswordPage(app: FastifyInstance, options: SetPasswordOptions): Promise<void> {
  const { database, linkTokens, queue } = options;
  app.removeAllContentTypeParsers();
  await app.register(formBody);

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      // The address of the page is a secret: it is kept from other pages, from caches and from search engines.
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
      'content-security-policy': CONTENT_SECURITY_POLICY,
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
    return send(request, reply, 200, link, (words) => notice(words.done));
  });
}

function sendDead(request: FastifyRequest, reply: FastifyReply, link: Link | undefined): FastifyReply {
  return send(request, reply, 410, link, (words) => notice(words.dead));
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
  const { title, main } = content(words);
  const brand = link?.brand.name;
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html>
<html lang="${lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${brand ? `<p><bdi>${escapeHtml(brand)}</bdi></p>` : ''}
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`,
    );
}

interface Content {
  readonly title: string;
  /** HTML. */
  readonly main: string;
}

function notice({ title, text }: Notice): Content {
  return { title, main: `<p>${escapeHtml(text)}</p>` };
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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
main { max-width: 24rem; margin: 10vh auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
label, button { display: block; margin-top: 1rem; }
input, button { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
#rule { margin: .25rem 0; }
[role=alert] { font-weight: bold; }
`;

/** Nothing is loaded from anywhere, nothing runs, and the form goes nowhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
