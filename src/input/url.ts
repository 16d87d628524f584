import { attempt } from '../untrusted/fields.js';

/** An absolute URL that may stand in a mail: what is shown and where it leads are the same characters. */
export type SafeUrl = string & { readonly safeUrl: unique symbol };

/** What a mail program or a proxy still takes for one link. */
const MAX_LENGTH = 2048;

/** Not the unassigned characters, which differ between versions of Node: those are percent-encoded like any letter. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}]/u;

export const SAFE_URL =
  'an absolute https: URL (http: only on localhost) without user info, white space or control characters, of at most 2,048 characters';

/**
 * Reads a URL as a browser does (WHATWG).
 *
 * @returns the URL as the browser would write it, in ASCII, an international host in punycode; `undefined` if it is not {@link SAFE_URL}
 */
export function parseSafeUrl(value: unknown): SafeUrl | undefined {
  const text = value instanceof URL ? value.href : value;
  if (typeof text !== 'string' || text.length > MAX_LENGTH || UNSAFE.test(text)) return undefined;
  const url = attempt(() => new URL(text));
  if (url === undefined) return undefined;
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url.hostname));
  if (!secure || url.username !== '' || url.password !== '' || url.href.length > MAX_LENGTH) return undefined;
  return url.href as SafeUrl;
}

/** The names that lead to the machine itself (RFC 6761, 6.3). */
function isLocalhost(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || ['127.0.0.1', '[::1]'].includes(hostname)
  );
}
