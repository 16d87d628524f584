import { parseISO } from 'date-fns';

/**
 * A point in time between the years 2000 and 2100: a `Date`, milliseconds since 1970, or ISO 8601 with `Z` or an offset.
 *
 * @example
 * '2026-07-01T14:00:00+02:00'
 */
export type Instant = Date | number | string;

/** Rejects seconds passed as milliseconds, which fall into January 1970. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO_WITH_OFFSET =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

/** Returns milliseconds since 1970, or why the value is invalid. */
export function parseInstant(value: unknown): number | 'invalid-instant' | 'instant-out-of-range' {
  const time = toMilliseconds(value);
  if (!Number.isFinite(time)) return 'invalid-instant';
  return time >= EARLIEST && time < LATEST ? time : 'instant-out-of-range';
}

function toMilliseconds(value: unknown): number {
  // The caller's object may override `getTime`.
  if (value instanceof Date) return Date.prototype.getTime.call(value);
  if (typeof value === 'number') return value;
  // `Date.parse` reads 30 February as 2 March, and a time without an offset in the server's zone.
  if (typeof value === 'string' && ISO_WITH_OFFSET.test(value)) return parseISO(value).getTime();
  return Number.NaN;
}
