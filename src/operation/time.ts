import { utc } from '@date-fns/utc';
import { format } from 'date-fns';
import { enUS } from 'date-fns/locale/en-US';
import { formatInTimeZone } from 'date-fns-tz';
import QuickLRU from 'quick-lru';
import { phrase } from '../../emails/phrase.js';
import type { LocaleFile, Numerals } from '../i18n/locale-file.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Each is a few bytes. A thousand are all zones on two days: mails of a day share them. */
const offsetsOfDays = new QuickLRU<string, number | undefined>({ maxSize: 1000 });

/** Each is a few bytes; mails of the same minute share them, on a day on which the clocks change. */
const offsetsOfMinutes = new QuickLRU<string, number>({ maxSize: 1000 });

/**
 * The offset of a zone from UTC at an instant, in minutes, east positive.
 *
 * In all zones of tzdb 2025b, at least six days lie between two changes from 1999 to 2100. So an offset that is the same at both
 * ends of a day holds all day.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name that `isTimeZone` knows
 * @example
 * offsetAt(Date.UTC(2026, 6, 1), 'Asia/Kolkata'); // 330
 */
export function offsetAt(instant: number, zone: string): number {
  const name = zone.toLowerCase();
  const day = Math.floor(instant / DAY);
  const key = `${name} ${day}`;
  if (!offsetsOfDays.has(key)) {
    const offset = offsetInMinute(day * DAY, name);
    offsetsOfDays.set(key, offset === offsetInMinute((day + 1) * DAY, name) ? offset : undefined);
  }
  return offsetsOfDays.get(key) ?? offsetInMinute(instant, name);
}

/**
 * date-fns-tz 3.2 is right about the offset as text (`xxx`) in every server zone; its `getTimezoneOffset` takes a wall time
 * for an instant, and is wrong near transitions. It keeps 20 KB for each spelling of a zone's name for ever, hence one for all.
 */
function offsetInMinute(instant: number, name: string): number {
  // Not by the quarter of an hour: Antarctica/Casey has changed at one minute past midnight.
  const minute = Math.floor(instant / MINUTE);
  const key = `${name} ${minute}`;
  const known = offsetsOfMinutes.get(key);
  if (known !== undefined) return known;
  const [, sign, hours, minutes] =
    /^([+-])(\d\d):(\d\d)$/.exec(formatInTimeZone(minute * MINUTE, name, 'xxx')) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  offsetsOfMinutes.set(key, offset);
  return offset;
}

/**
 * An instant as its reader says it, with the offset that it is in: `July 1, 2026 at 1:00 PM (UTC+01:00)`.
 *
 * The wall time is written as if it were UTC's: the `formatInTimeZone` of date-fns-tz writes it as if it were the server's,
 * and is an hour off where the server's zone skips that hour in spring. By `in`, not by passing a `UTCDate`: date-fns does
 * not know one while a test's fake timers replace the global `Date`.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name that `isTimeZone` knows
 */
export function describeTime(instant: number, zone: string, language: LocaleFile): string {
  const offset = offsetAt(instant, zone);
  const wallTime = format(instant + offset * MINUTE, language.dateTime, {
    in: utc,
    locale: dateFnsLocale(language),
  });
  return phrase(language.timeWithOffset, language.dir, {
    time: inNumerals(wallTime, language.numerals ?? 'latn'),
    offset: offsetText(offset),
  });
}

/** date-fns writes what the locale's file says. Its own locales lack six of ours, and differ from CLDR in about half. */
function dateFnsLocale({ months, dayPeriods = [] }: LocaleFile): typeof enUS {
  return {
    ...enUS,
    localize: {
      ...enUS.localize,
      month: (month) => months[month] ?? '',
      dayPeriod: (period) => dayPeriods[period === 'am' || period === 'midnight' ? 0 : 1] ?? '',
    },
  };
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
  const two = (n: number) => String(n).padStart(2, '0');
  return `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
