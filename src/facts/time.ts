import { formatInTimeZone } from 'date-fns-tz';
import QuickLRU from 'quick-lru';
import { getOrCreate } from '../cache.js';
import type { FactWords } from '../i18n/fact-words.js';
import type { Calendar, Numerals } from '../i18n/locale-file.js';
import { phrase } from './phrase.js';

const MINUTE = 60_000;
const SPAN = 6 * 24 * 60 * MINUTE;

/** The offsets of a zone in a span of time, in minutes: `before` until `change`, `after` from then on. */
interface SpanOffsets {
  readonly before: number;
  readonly after: number;
  /** Milliseconds since 1970; infinite if the offset does not change. */
  readonly change: number;
}

/** About 100 bytes each. Enough for all zones over a year. */
const spans = new QuickLRU<string, SpanOffsets>({ maxSize: 30_000 });

/**
 * Returns the offset of a zone from UTC at an instant, in minutes, positive to the east.
 *
 * Offsets are computed for spans of six days. In all zones of tzdb 2025b, from 1999 to 2100, two changes are more than six days apart.
 * So a span has one change at most, and none if the offsets at both ends are equal.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name for which `isTimeZone` is true
 * @example
 * offsetAt(Date.UTC(2026, 6, 1), 'Asia/Kolkata'); // 330
 */
export function offsetAt(instant: number, zone: string): number {
  const name = zone.toLowerCase();
  const index = Math.floor(instant / SPAN);
  const span = getOrCreate(spans, `${name} ${index}`, () => computeSpan(index * SPAN, name));
  return instant < span.change ? span.before : span.after;
}

/** Compares the offsets at both ends, and bisects to the minute if they differ: Antarctica/Casey changed at one minute past midnight. */
function computeSpan(start: number, name: string): SpanOffsets {
  const [before, after] = [computeOffset(start, name), computeOffset(start + SPAN, name)];
  if (before === after) return { before, after, change: Number.POSITIVE_INFINITY };
  let [last, change] = [start, start + SPAN];
  while (change - last > MINUTE) {
    const middle = last + Math.floor((change - last) / 2 / MINUTE) * MINUTE;
    if (computeOffset(middle, name) === before) last = middle;
    else change = middle;
  }
  return { before, after, change };
}

/**
 * Computes the offset as text (`xxx`) with date-fns-tz 3.2, which is right in every server zone. Its `getTimezoneOffset` takes a wall time
 * for an instant, and is wrong near transitions. It never frees the 20 KB that it caches for each spelling of a zone's name, so `name`
 * must be in lower case.
 */
function computeOffset(instant: number, name: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(formatInTimeZone(instant, name, 'xxx')) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * Describes an instant in the reader's language, with the zone's offset: `July 1, 2026 at 1:00 PM (UTC+01:00)`.
 *
 * The wall time is formatted as if it were in UTC. date-fns-tz's `formatInTimeZone` formats it as if it were in the server's zone, and is
 * an hour off where that zone skips the hour in spring.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name for which `isTimeZone` is true
 */
export function describeTime(instant: number, zone: string, language: FactWords): string {
  const offset = offsetAt(instant, zone);
  const wallTime = formatDate(new Date(instant + offset * MINUTE), language);
  return phrase(language.timeWithOffset, language.dir, {
    time: inNumerals(wallTime, language.numerals ?? 'latn'),
    offset: offsetText(offset),
  });
}

/** A pattern's texts, and the fields between them: `yyyy`. */
type Pattern = ReadonlyArray<string | { readonly field: string }>;

/** Split patterns, since splitting one takes longer than formatting a date. Bounded, since callers may have their own. */
const splitPatterns = new QuickLRU<string, Pattern>({ maxSize: 200 });

/**
 * Splits words in single quotes, a letter and its repetitions, and other characters. Two single quotes are one in the text, also within
 * quoted words (Unicode TR35).
 */
function splitPattern(pattern: string): Pattern {
  const tokens = pattern.matchAll(/''|'((?:[^']|'')+)'|([A-Za-z])\2*|[^'A-Za-z]+|'/g);
  return Array.from(tokens, ([token, quoted, letter]) =>
    letter === undefined ? (quoted ?? token).replaceAll("''", "'") : { field: token },
  );
}

/**
 * Formats a date in a locale's pattern. The output of `Intl` differs between versions of Node. date-fns lacks six of our locales and
 * differs from CLDR in about half of the others.
 */
function formatDate(wallTime: Date, { calendar, dateTime, months, dayPeriods = [] }: FactWords): string {
  const { date, month, year } = dateIn(calendar ?? 'gregory', wallTime);
  const hours = wallTime.getUTCHours();
  const fields: Readonly<Record<string, string | undefined>> = {
    d: String(date),
    dd: twoDigits(date),
    MMMM: months[month - 1],
    yyyy: String(year),
    H: String(hours),
    HH: twoDigits(hours),
    h: String(hours % 12 || 12),
    mm: twoDigits(wallTime.getUTCMinutes()),
    a: dayPeriods[hours < 12 ? 0 : 1],
  };
  return getOrCreate(splitPatterns, dateTime, () => splitPattern(dateTime))
    .map((piece) => (typeof piece === 'string' ? piece : (fields[piece.field] ?? piece.field)))
    .join('');
}

/** Returns the date in a calendar, with months from 1 to 12. */
function dateIn(calendar: Calendar, wallTime: Date) {
  if (calendar === 'persian') return persianDate(wallTime);
  const year = wallTime.getUTCFullYear() + (calendar === 'buddhist' ? 543 : 0);
  return { date: wallTime.getUTCDate(), month: wallTime.getUTCMonth() + 1, year };
}

function persianDate(wallTime: Date) {
  persianFormat ??= new Intl.DateTimeFormat('en-u-ca-persian', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  });
  const parts = persianFormat.formatToParts(wallTime);
  const numberOf = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  return { date: numberOf('day'), month: numberOf('month'), year: numberOf('year') };
}

/** Created on first use, since that takes some milliseconds. */
let persianFormat: Intl.DateTimeFormat | undefined;

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

/** The code point of zero in each numbering system of CLDR. The other digits follow it. */
const zeros: Record<Numerals, number> = { latn: 0x30, arab: 0x660, arabext: 0x6f0, beng: 0x9e6, deva: 0x966 };

function inNumerals(text: string, numerals: Numerals): string {
  if (numerals === 'latn') return text;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zeros[numerals] + Number(digit)));
}

/** Returns `UTC+01:00`, `UTC-03:30`, or `UTC` for no offset. */
function offsetText(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset);
  return `UTC${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
