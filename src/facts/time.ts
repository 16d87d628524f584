import { formatInTimeZone } from 'date-fns-tz';
import QuickLRU from 'quick-lru';
import { phrase } from '../../emails/phrase.js';
import { getOrCreate } from '../cache.js';
import type { LocaleFile, Numerals } from '../i18n/locale-file.js';

const MINUTE = 60_000;
const SPAN = 6 * 24 * 60 * MINUTE;

/** What the offset is in a span of time, in minutes: one until `change`, another from there on. */
interface OffsetsOfSpan {
  readonly before: number;
  readonly after: number;
  /** Milliseconds since 1970; infinite if there is no change. */
  readonly change: number;
}

/** Some 100 bytes each. Enough for all zones over a year. */
const knownSpans = new QuickLRU<string, OffsetsOfSpan>({ maxSize: 30_000 });

/**
 * The offset of a zone from UTC at an instant, in minutes, east positive.
 *
 * In all zones of tzdb 2025b, more than six days lie between two changes from 1999 to 2100. So in six days there is one at most, and
 * what is the same at both ends holds in between.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name that `isTimeZone` knows
 * @example
 * offsetAt(Date.UTC(2026, 6, 1), 'Asia/Kolkata'); // 330
 */
export function offsetAt(instant: number, zone: string): number {
  const name = zone.toLowerCase();
  const index = Math.floor(instant / SPAN);
  const span = getOrCreate(knownSpans, `${name} ${index}`, () => offsetsFrom(index * SPAN, name));
  return instant < span.change ? span.before : span.after;
}

/** Asks at both ends of the span, and bisects to the minute if they differ: Antarctica/Casey changed at one minute past midnight. */
function offsetsFrom(start: number, name: string): OffsetsOfSpan {
  const [before, after] = [askOffset(start, name), askOffset(start + SPAN, name)];
  if (before === after) return { before, after, change: Number.POSITIVE_INFINITY };
  let [last, change] = [start, start + SPAN];
  while (change - last > MINUTE) {
    const middle = last + Math.floor((change - last) / 2 / MINUTE) * MINUTE;
    if (askOffset(middle, name) === before) last = middle;
    else change = middle;
  }
  return { before, after, change };
}

/**
 * date-fns-tz 3.2 is right about the offset as text (`xxx`) in every server zone; its `getTimezoneOffset` takes a wall time
 * for an instant, and is wrong near transitions. It keeps 20 KB for each spelling of a zone's name for ever, hence one for all.
 */
function askOffset(instant: number, name: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(formatInTimeZone(instant, name, 'xxx')) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * An instant as its reader says it, with the offset that it is in: `July 1, 2026 at 1:00 PM (UTC+01:00)`.
 *
 * The wall time is written as if it were UTC's: the `formatInTimeZone` of date-fns-tz writes it as if it were the server's,
 * and is an hour off where the server's zone skips that hour in spring.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name that `isTimeZone` knows
 */
export function describeTime(instant: number, zone: string, language: LocaleFile): string {
  const offset = offsetAt(instant, zone);
  const wallTime = writeDate(new Date(instant + offset * MINUTE), language);
  return phrase(language.timeWithOffset, language.dir, {
    time: inNumerals(wallTime, language.numerals ?? 'latn'),
    offset: offsetText(offset),
  });
}

/** Words in single quotes, or a letter of the pattern once or more. */
const TOKENS = /'([^']*)'|([A-Za-z])\2*/g;

/**
 * Fills a locale's date pattern. Neither Intl nor date-fns: what Intl writes differs between versions of Node, and date-fns's own
 * locales lack six of ours and differ from CLDR in about half.
 */
function writeDate(wallTime: Date, { dateTime, months, dayPeriods = [] }: LocaleFile): string {
  const hours = wallTime.getUTCHours();
  return dateTime.replace(TOKENS, (token, quoted?: string) => {
    if (quoted !== undefined) return quoted || "'";
    switch (token) {
      case 'd':
        return String(wallTime.getUTCDate());
      case 'dd':
        return twoDigits(wallTime.getUTCDate());
      case 'MMMM':
        return months[wallTime.getUTCMonth()] ?? '';
      case 'yyyy':
        return String(wallTime.getUTCFullYear());
      case 'H':
        return String(hours);
      case 'HH':
        return twoDigits(hours);
      case 'h':
        return String(hours % 12 || 12);
      case 'mm':
        return twoDigits(wallTime.getUTCMinutes());
      case 'a':
        return dayPeriods[hours < 12 ? 0 : 1] ?? '';
      default:
        return token;
    }
  });
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

/** The code point of zero in each numbering system of CLDR. The other digits follow it. */
const zeros: Record<Numerals, number> = { latn: 0x30, arab: 0x660, arabext: 0x6f0, beng: 0x9e6, deva: 0x966 };

function inNumerals(text: string, numerals: Numerals): string {
  if (numerals === 'latn') return text;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zeros[numerals] + Number(digit)));
}

/** `UTC+01:00`, `UTC-03:30`, and `UTC` alone where there is no offset. */
function offsetText(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset);
  return `UTC${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
