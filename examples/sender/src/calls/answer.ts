import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** What the API answers, apart from 0, which is done. */
export type ErrorCode = 400 | 401 | 403 | 404 | 429 | 500;

/** Its message is the answer's `error_text`: it names a parameter, never a value. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
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

/** The format of a media type that the API reads and writes. */
export function formatOf(mediaType: string): Format | undefined {
  return FORMATS.get(mediaType);
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
  const own = [...FORMATS.keys()].find((type) => request.headers['content-type']?.startsWith(type));
  // Where all are equally welcome, as by `*/*` or without the header, the first one is taken.
  const choices = [own ?? 'application/json', ...FORMATS.keys()];
  const [accepted = ''] = new Negotiator(request).mediaTypes(choices);
  return formatOf(accepted) ?? formatOf(own ?? '') ?? 'json';
}

/** Of our own words, which hold nothing that XML would need to have escaped. */
function xmlAnswer(error: number, text: string): string {
  return `<xml><error>${error}</error><error_text>${text}</error_text></xml>`;
}
