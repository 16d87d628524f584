import { parseISO } from 'date-fns';

/** A point in time: a `Date`, milliseconds since 1970, or ISO 8601 with `Z` or an offset. */
export type Instant = Date | number | string;

/** Epoch seconds, taken for milliseconds by mistake, fall into January 1970. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO_WITH_OFFSET =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

/** @returns milliseconds since 1970, or why it is no instant */
export function parseInstant(value: unknown): number | 'invalid-instant' | 'instant-out-of-range' {
  const time = toMilliseconds(value);
  if (!Number.isFinite(time)) return 'invalid-instant';
  return time >= EARLIEST && time < LATEST ? time : 'instant-out-of-range';
}

function toMilliseconds(value: unknown): number {
  // Not `value.getTime()`, which an object of the caller's may have made its own.
  if (value instanceof Date) return Date.prototype.getTime.call(value);
  if (typeof value === 'number') return value;
  // `Date.parse` takes 30 February for 2 March, and a time without an offset for the server's.
  if (typeof value === 'string' && ISO_WITH_OFFSET.test(value)) return parseISO(value).getTime();
  return Number.NaN;
}
