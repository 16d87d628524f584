import { attempt } from '../untrusted/fields.js';

/** An absolute URL that is safe in a mail: the text that is shown is the URL that is opened. */
export type SafeUrl = string & { readonly safeUrl: unique symbol };

/** In characters. Mail programs and proxies may break longer links. */
const MAX_LENGTH = 2048;

/** Unassigned code points are not included, since they depend on the version of Node. They are percent-encoded like letters. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}]/u;

/** Describes a {@link SafeUrl} in errors. */
export const SAFE_URL =
  'an absolute https: URL (http: only on localhost) without user info, empty host labels, white space or control characters, of at most 2,048 characters';

/**
 * Parses a URL like a browser (WHATWG URL Standard).
 *
 * @returns the serialized URL in ASCII, with an internationalized host in Punycode; `undefined` if it is not {@link SAFE_URL}
 */
export function parseSafeUrl(value: unknown): SafeUrl | undefined {
  const text = value instanceof URL ? value.href : value;
  if (typeof text !== 'string' || text.length > MAX_LENGTH || UNSAFE.test(text)) return undefined;
  const url = attempt(() => new URL(text));
  if (url === undefined) return undefined;
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url.hostname));
  if (!secure || url.username !== '' || url.password !== '' || url.href.length > MAX_LENGTH) return undefined;
  // Programs end a link in plaintext at the second dot of `a..example`, and at the last one of `a.example.`.
  if (url.hostname.endsWith('.') || url.hostname.includes('..')) return undefined;
  return url.href as SafeUrl;
}

/** Recognizes the names (RFC 6761, 6.3) and addresses of the machine itself. */
function isLocalhost(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || ['127.0.0.1', '[::1]'].includes(hostname)
  );
}
