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

export function createLinkTokens(secret: string, publicUrl: URL): LinkTokens {
  const sign = (tokenId: string) => createHmac('sha256', secret).update(tokenId).digest('base64url');
  return {
    link(tokenId) {
      const url = new URL(publicUrl);
      url.pathname = `${url.pathname.replace(/\/$/, '')}/set-password`;
      url.searchParams.set('token', `${tokenId}.${sign(tokenId)}`);
      return url.href;
    },
    verify(token) {
      const [, tokenId, signature] = (typeof token === 'string' && TOKEN.exec(token)) || [];
      if (tokenId === undefined || signature === undefined) return undefined;
      return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(tokenId))) ? tokenId : undefined;
    },
  };
}

/** Two times 32 bytes in base64url. */
const TOKEN = /^([\w-]{43})\.([\w-]{43})$/;

export function newTokenId(): string {
  return randomBytes(32).toString('base64url');
}

export function hashTokenId(tokenId: string): string {
  return createHash('sha256').update(tokenId).digest('hex');
}
