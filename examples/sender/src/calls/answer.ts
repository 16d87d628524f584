import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** The codes that the API answers with if a call fails. 0 is success. */
export type ErrorCode = 400 | 401 | 403 | 404 | 429 | 500;

/** A failed call. The message is the answer's `error_text`: it names a parameter, and never contains a value. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The number of seconds after which the call can be repeated. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

export type Format = 'json' | 'xml';

/** Media types from RFC 8259 and RFC 7303. */
const FORMATS = new Map<string, Format>([
  ['application/json', 'json'],
  ['application/xml', 'xml'],
  ['text/xml', 'xml'],
]);

/** Returns the format of a `Content-Type` that the API reads, with any charset; `undefined` for others. */
export function formatOf(contentType: string | undefined): Format | undefined {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return FORMATS.get(mediaType ?? '');
}

/** Sends an answer. The HTTP status is always 200. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  error: 0 | ErrorCode,
  text: string,
): FastifyReply {
  request.answer = error;
  const isXml = answerFormat(request) === 'xml';
  return reply
    .code(200)
    .type(`application/${isXml ? 'xml' : 'json'}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(isXml ? xmlAnswer(error, text) : JSON.stringify({ error, error_text: text }));
}

/** Returns the format in `?format=`; else the one that `Accept` prefers; else the format of the request. */
function answerFormat(request: FastifyRequest): Format {
  const { format } = request.query as { format?: unknown };
  if (format === 'json' || format === 'xml') return format;
  const own = formatOf(request.headers['content-type']) ?? 'json';
  // If `Accept` has no preference, or is missing, the first one is used.
  const [accepted] = new Negotiator(request).mediaTypes([`application/${own}`, ...FORMATS.keys()]);
  return formatOf(accepted) ?? own;
}

/** Does not escape: `text` is one of our own messages, without special characters. */
function xmlAnswer(error: number, text: string): string {
  return `<xml><error>${error}</error><error_text>${text}</error_text></xml>`;
}
