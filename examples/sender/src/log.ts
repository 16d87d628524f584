import { type DestinationStream, type Logger, pino } from 'pino';

/** Logs lines of JSON. They hold no token, link or address, since nothing of a request and no message of an error is logged. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError } }, destination);
}

/**
 * What kind of error, and where. Messages are left out: an SMTP server repeats the recipient in its answer, Postgres the values
 * of a row, and a parser the text that it could not read.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, responseCode, command } = error as Error & Record<string, unknown>;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, responseCode, command, stack: frames?.map((line) => line.trim()) };
}
