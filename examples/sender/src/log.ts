import { type DestinationStream, type Logger, pino } from 'pino';

/** Logs lines of JSON. They contain no token, link or address: parts of requests and messages of errors are not logged. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError } }, destination);
}

/**
 * Returns the kind of an error and where it was thrown, without its message. Messages can contain secrets: the recipient in an SMTP
 * server's answer, values of a row in Postgres's, the invalid text in a parser's.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, responseCode, command } = error as Error & Record<string, unknown>;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, responseCode, command, stack: frames?.map((line) => line.trim()) };
}
