import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Creates and checks the tokens of set-password links: a random token id, and its HMAC under a secret.
 *
 * The queue stores the id, and the table of links stores its hash. Nobody can make a link from either without the secret. An id always
 * gives the same link, so a mail that is sent again has the same link.
 */
export interface LinkTokens {
  link(tokenId: string): string;
  /** Returns the token id of a genuine token; `undefined` for any other value. */
  verify(token: unknown): string | undefined;
}

/** @param otherSecret - a second secret, whose links work too */
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

/** Identifies a secret without revealing it. It cannot be the signature of a link, since a token id has 43 characters. */
export function fingerprint(secret: string): string {
  return sign(secret, 'fingerprint');
}

/** A token id and a signature: 32 bytes each, in base64url. */
const TOKEN = /^([\w-]{43})\.([\w-]{43})$/;

/**
 * Creates a random token id. It starts with the user's id, so that a user can request a new link even if the old one was replaced or
 * withdrawn.
 */
export function newTokenId(userId: string): string {
  const user = Buffer.from(userId.replaceAll('-', ''), 'hex');
  return Buffer.concat([user, randomBytes(16)]).toString('base64url');
}

/** Returns the id of the user for whom a token id was created. */
export function userOf(tokenId: string): string {
  const hex = Buffer.from(tokenId, 'base64url').toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function hashTokenId(tokenId: string): string {
  return createHash('sha256').update(tokenId).digest('hex');
}
