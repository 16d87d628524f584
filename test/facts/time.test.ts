import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { describeTime, offsetAt } from '../../src/facts/time.js';
import { languageOf, languages } from '../support/languages.js';

const en = languageOf('en');
const ru = languageOf('ru');
const said = (instant: string, zone: string, language = en) =>
  describeTime(Date.parse(instant), zone, language).replaceAll('\u00a0', ' ');

describe('a time', () => {
  test.each([
    ['2026-07-01T12:00:00Z', 'UTC', 'July 1, 2026 at 12:00 PM (UTC)'],
    ['2026-07-01T12:00:00Z', 'Europe/London', 'July 1, 2026 at 1:00 PM (UTC+01:00)'],
    ['2026-01-01T12:00:00Z', 'Europe/London', 'January 1, 2026 at 12:00 PM (UTC)'],
    ['2026-07-01T12:00:00Z', 'America/New_York', 'July 1, 2026 at 8:00 AM (UTC-04:00)'],
    ['2026-07-01T12:00:00Z', 'Asia/Kolkata', 'July 1, 2026 at 5:30 PM (UTC+05:30)'],
    ['2026-07-01T12:00:00Z', 'Asia/Kathmandu', 'July 1, 2026 at 5:45 PM (UTC+05:45)'],
    ['2026-07-01T12:00:00Z', 'America/St_Johns', 'July 1, 2026 at 9:30 AM (UTC-02:30)'],
    ['2026-07-01T12:00:00Z', 'Pacific/Marquesas', 'July 1, 2026 at 2:30 AM (UTC-09:30)'],
    ['2026-01-01T00:00:00Z', 'Pacific/Chatham', 'January 1, 2026 at 1:45 PM (UTC+13:45)'],
    ['2026-07-01T12:00:00Z', 'Pacific/Kiritimati', 'July 2, 2026 at 2:00 AM (UTC+14:00)'],
    ['2026-07-01T11:59:00Z', 'Pacific/Pago_Pago', 'July 1, 2026 at 12:59 AM (UTC-11:00)'],
  ])('is that of the zone, with the offset of that day: %s in %s', (instant, zone, text) => {
    expect(said(instant, zone)).toBe(text);
  });

  test.each([
    [
      'the turn of the year',
      '2025-12-31T18:29:59Z',
      'Asia/Kolkata',
      'December 31, 2025 at 11:59 PM (UTC+05:30)',
    ],
    [
      'the turn of the year',
      '2025-12-31T18:30:00Z',
      'Asia/Kolkata',
      'January 1, 2026 at 12:00 AM (UTC+05:30)',
    ],
    [
      'the turn of the year',
      '2026-01-01T04:59:59Z',
      'America/New_York',
      'December 31, 2025 at 11:59 PM (UTC-05:00)',
    ],
    ['a leap day', '2028-02-29T23:59:00Z', 'UTC', 'February 29, 2028 at 11:59 PM (UTC)'],
    ['a leap day', '2028-02-28T15:00:00Z', 'Asia/Tokyo', 'February 29, 2028 at 12:00 AM (UTC+09:00)'],
    ['a year without one', '2026-02-28T15:00:00Z', 'Asia/Tokyo', 'March 1, 2026 at 12:00 AM (UTC+09:00)'],
    ['spring', '2026-03-29T00:59:59Z', 'Europe/Berlin', 'March 29, 2026 at 1:59 AM (UTC+01:00)'],
    ['spring', '2026-03-29T01:00:00Z', 'Europe/Berlin', 'March 29, 2026 at 3:00 AM (UTC+02:00)'],
    ['half an hour', '2026-04-04T14:59:00Z', 'Australia/Lord_Howe', 'April 5, 2026 at 1:59 AM (UTC+11:00)'],
    ['half an hour', '2026-04-04T15:00:00Z', 'Australia/Lord_Howe', 'April 5, 2026 at 1:30 AM (UTC+10:30)'],
    ['a minute past', '2020-10-03T16:00:59Z', 'Antarctica/Casey', 'October 4, 2020 at 12:00 AM (UTC+08:00)'],
    ['a minute past', '2020-10-03T16:01:00Z', 'Antarctica/Casey', 'October 4, 2020 at 3:01 AM (UTC+11:00)'],
    [
      'a new standard time',
      '2024-02-29T17:59:59Z',
      'Asia/Almaty',
      'February 29, 2024 at 11:59 PM (UTC+06:00)',
    ],
    [
      'a new standard time',
      '2024-02-29T18:00:00Z',
      'Asia/Almaty',
      'February 29, 2024 at 11:00 PM (UTC+05:00)',
    ],
  ])('changes with the calendar and the clocks: %s, %s in %s', (_, instant, zone, text) => {
    expect(said(instant, zone)).toBe(text);
  });

  it('stays together with its day period, by a no-break space', () => {
    expect(describeTime(Date.UTC(2026, 6, 1), 'UTC', en)).toContain('12:00\u00a0AM\u00a0(UTC)');
  });

  it('in the hour that autumn repeats is told apart by its offset', () => {
    expect(said('2026-10-25T00:30:00Z', 'Europe/Berlin', ru)).toBe('25 октября 2026 г., 02:30 (UTC+02:00)');
    expect(said('2026-10-25T01:30:00Z', 'Europe/Berlin', ru)).toBe('25 октября 2026 г., 02:30 (UTC+01:00)');
  });

  it.each(Object.entries(languages))('at 02:05 is not written like one at 14:05: %s', (_, language) => {
    expect(said('2026-07-01T02:05:00Z', 'UTC', language)).not.toBe(
      said('2026-07-01T14:05:00Z', 'UTC', language),
    );
  });

  it.each(Object.entries(languages))('is another text in each minute of a day: %s', (_, language) => {
    const start = Date.UTC(2026, 6, 1);
    const texts = Array.from({ length: 1440 }, (_, minute) =>
      describeTime(start + minute * 60_000, 'UTC', language),
    );
    expect(new Set(texts).size).toBe(1440);
  });

  it.each([
    ['arab', '١ July ٢٠٢٦'],
    ['arabext', '۱ July ۲۰۲۶'],
    ['beng', '১ July ২০২৬'],
    ['deva', '१ July २०२६'],
    ['latn', '1 July 2026'],
  ] as const)('has the digits of its locale, and the offset those of a clock: %s', (numerals, date) => {
    const language = { ...en, numerals, dateTime: 'd MMMM yyyy' };
    expect(said('2026-07-01T12:00:00Z', 'Asia/Tokyo', language)).toBe(`${date} (UTC+09:00)`);
  });
});

describe('a pattern', () => {
  it.each([
    ["d 'de l''any' yyyy", "1 de l'any 2026"],
    ["d 'l''''any' yyyy", "1 l''any 2026"],
    ["d''yyyy", "1'2026"],
    ["d''''yyyy", "1''2026"],
    ["d '''de''' yyyy", "1 'de' 2026"],
  ])('has two single quotes for one, also within quotes: %s', (dateTime, date) => {
    expect(said('2026-07-01T12:00:00Z', 'UTC', { ...en, dateTime })).toBe(`${date} (UTC)`);
  });
});

describe('the calendar', () => {
  it.each([
    ['2025-03-20T12:00:00Z', '۳۰ اسفند ۱۴۰۳'],
    ['2025-03-21T12:00:00Z', '۱ فروردین ۱۴۰۴'],
    ['2026-03-21T12:00:00Z', '۱ فروردین ۱۴۰۵'],
    ['2026-11-27T00:12:00Z', '۶ آذر ۱۴۰۵'],
  ])('of Persian is the solar one: %s', (instant, date) => {
    expect(said(instant, 'UTC', languageOf('fa'))).toContain(date);
  });

  it('turns at midnight in the zone, not in UTC', () => {
    expect(said('2026-03-20T20:29:00Z', 'Asia/Tehran', languageOf('fa'))).toContain('۲۹ اسفند ۱۴۰۴');
    expect(said('2026-03-20T20:30:00Z', 'Asia/Tehran', languageOf('fa'))).toContain('۱ فروردین ۱۴۰۵');
  });

  it('of Thai counts the years from the death of the Buddha', () => {
    expect(said('2026-11-27T00:12:00Z', 'Asia/Bangkok', languageOf('th'))).toContain('27 พฤศจิกายน 2569');
  });
});

describe("a test's fake timers", () => {
  const serverZone = process.env['TZ'];

  afterEach(() => {
    vi.useRealTimers();
    if (serverZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = serverZone;
  });

  const summer = 'July 1, 2026 at 9:00 PM (UTC+09:00)';

  it.each(['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])(
    'do not put the time into the zone of a server in %s',
    (zone) => {
      process.env['TZ'] = zone;
      vi.useFakeTimers({ now: Date.UTC(2031, 2, 9, 2, 30) });
      expect(said('2026-07-01T12:00:00Z', 'Asia/Tokyo')).toBe(summer);
      vi.useRealTimers();
      vi.setSystemTime(Date.UTC(2031, 2, 9, 2, 30));
      expect(said('2026-07-01T12:00:00Z', 'Asia/Tokyo')).toBe(summer);
    },
  );
});

describe('a zone', () => {
  it('may be written in any case', () => {
    for (const zone of ['Pacific/Easter', 'pacific/easter', 'PACIFIC/EASTER', 'pAcIfIc/eAsTeR']) {
      expect(offsetAt(Date.UTC(2026, 6, 1), zone)).toBe(-360);
    }
  });

  it('changes its offset to the minute: Antarctica/Casey did at one minute past midnight', () => {
    const change = Date.UTC(2020, 9, 3, 16, 1);
    expect(offsetAt(change - 1, 'Antarctica/Casey')).toBe(480);
    expect(offsetAt(change, 'Antarctica/Casey')).toBe(660);
  });
});
