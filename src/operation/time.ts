import { UTCDate } from '@date-fns/utc';
import { format } from 'date-fns';
import { enUS } from 'date-fns/locale/en-US';
import { formatInTimeZone } from 'date-fns-tz';
import QuickLRU from 'quick-lru';
import { phrase } from '../../emails/content.js';
import type { LocaleFile, Numerals } from '../i18n/locales.js';

const MINUTE = 60_000;
const QUARTER_HOUR = 15 * MINUTE;

/** Each entry is a few bytes; a thousand are the zones of a busy hour. */
const offsets = new QuickLRU<string, number>({ maxSize: 1000 });

/**
 * The offset of a zone from UTC at an instant, in minutes, east positive.
 *
 * date-fns-tz 3.2 is right about the offset as text (`xxx`) in every server zone; its `getTimezoneOffset` takes a wall
 * time for an instant, and is wrong near transitions. No zone has changed its offset between quarters of an hour since
 * 1972, so within one the offset is the same.
 *
 * @param instant - milliseconds since 1970
 * @param zone - an IANA name that `isTimeZone` knows
 */
export function offsetAt(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER_HOUR);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const [, sign, hours, minutes] =
    /^([+-])(\d\d):(\d\d)$/.exec(formatInTimeZone(quarter * QUARTER_HOUR, zone, 'xxx')) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  offsets.set(key, offset);
  return offset;
}

/** There are about 600 zones, and asking Intl costs 30 µs; names that are no zones may come from anyone, so it is bounded. */
const knownZones = new QuickLRU<string, boolean>({ maxSize: 1000 });

/** Is it a zone of the IANA database? Offsets like `+01:00`, which newer versions of Node take for one, are not. */
export function isTimeZone(zone: string): boolean {
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = /^[A-Za-z]/.test(zone) && intlKnowsZone(zone);
    knownZones.set(zone, known);
  }
  return known;
}

function intlKnowsZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/**
 * An instant as its reader says it, with the offset that it is in: `July 1, 2026 at 1:00 PM (UTC+01:00)`.
 *
 * The wall time is written as if it were UTC's: date-fns-tz's own `formatInTimeZone` is an hour off when that wall time
 * falls in the hour that the server's zone skips in spring.
 */
export function describeTime(instant: number, zone: string, language: LocaleFile): string {
  const offset = offsetAt(instant, zone);
  const wallTime = new UTCDate(instant + offset * MINUTE);
  const time = inNumerals(
    format(wallTime, language.dateTime, { locale: dateFnsLocale(language) }),
    language.numerals,
  );
  return phrase(language.words.timeWithOffset, { time, offset: offsetText(offset) });
}

/** date-fns writes what the locale's file says. Its own locales lack six of ours, and differ from CLDR in about half. */
function dateFnsLocale({ months, dayPeriods }: LocaleFile): typeof enUS {
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
