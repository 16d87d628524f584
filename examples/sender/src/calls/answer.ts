import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** What the API answers, apart from 0, which is done. */
export type ErrorCode = 400 | 401 | 403 | 404 | 429 | 500;

/** Its message is the answer's `error_text`: it names a parameter, never a value. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** In how many seconds the call can be made again. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

export type Format = 'json' | 'xml';

/** RFC 8259 and RFC 7303. */
const FORMATS = new Map<string, Format>([
  ['application/json', 'json'],
  ['application/xml', 'xml'],
  ['text/xml', 'xml'],
]);

/** The format of a `Content-Type` that the API reads, whatever its charset. */
export function formatOf(contentType: string | undefined): Format | undefined {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return FORMATS.get(mediaType ?? '');
}

/** HTTP's own status is 200, whatever the answer. */
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

/** `?format=` decides; else `Accept`, if it prefers one of the two; else the request's own format. */
function answerFormat(request: FastifyRequest): Format {
  const { format } = request.query as { format?: unknown };
  if (format === 'json' || format === 'xml') return format;
  const own = formatOf(request.headers['content-type']) ?? 'json';
  // Where all are equally welcome, as by `*/*` or without the header, the first one is taken.
  const [accepted] = new Negotiator(request).mediaTypes([`application/${own}`, ...FORMATS.keys()]);
  return formatOf(accepted) ?? own;
}

/** Of our own words, which hold nothing that XML would need to have escaped. */
function xmlAnswer(error: number, text: string): string {
  return `<xml><error>${error}</error><error_text>${text}</error_text></xml>`;
}
