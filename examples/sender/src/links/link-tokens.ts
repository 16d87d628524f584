import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Makes and checks the tokens of set-password links: a random token id, and its HMAC under a secret.
 *
 * The job in the queue holds the id, the table of links its hash; neither is a link without the secret. The same id always
 * makes the same link, so a mail that is sent again says the same.
 */
export interface LinkTokens {
  link(tokenId: string): string;
  /** The token id of a token that was made here; `undefined` of any other. */
  verify(token: unknown): string | undefined;
}

/** @param otherSecret - one whose links work too */
export function createLinkTokens(
  secret: string,
  otherSecret: string | undefined,
  publicUrl: URL,
): LinkTokens {
  const secrets = otherSecret === undefined ? [secret] : [secret, otherSecret];
  return {
    link(tokenId) {
      const url = new URL(publicUrl);
      url.pathname = `${url.pathname.replace(/\/$/, '')}/set-password`;
      url.searchParams.set('token', `${tokenId}.${sign(secret, tokenId)}`);
      return url.href;
    },
    verify(token) {
      const [, tokenId, signature] = (typeof token === 'string' && TOKEN.exec(token)) || [];
      if (tokenId === undefined || signature === undefined) return undefined;
      const isOurs = secrets.some((one) =>
        timingSafeEqual(Buffer.from(signature), Buffer.from(sign(one, tokenId))),
      );
      return isOurs ? tokenId : undefined;
    },
  };
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** Tells one secret from another, and nothing else of it. It is no signature of a link: a token id has 43 characters. */
export function fingerprint(secret: string): string {
  return sign(secret, 'fingerprint');
}

/** Two times 32 bytes in base64url. */
const TOKEN = /^([\w-]{43})\.([\w-]{43})$/;

/**
 * Makes a token id that nobody can guess. It begins with the user's id, so that a new link can be sent to the user of a link that was
 * replaced or withdrawn.
 */
export function newTokenId(userId: string): string {
  const user = Buffer.from(userId.replaceAll('-', ''), 'hex');
  return Buffer.concat([user, randomBytes(16)]).toString('base64url');
}

/** The id of the user for whom a token id was made. */
export function userOf(tokenId: string): string {
  const hex = Buffer.from(tokenId, 'base64url').toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function hashTokenId(tokenId: string): string {
  return createHash('sha256').update(tokenId).digest('hex');
}
