const MINUTE = 60_000;
const FORTNIGHT = 14 * 24 * 60 * MINUTE;

/** The period that is checked. */
export const FROM = Date.UTC(2015, 0, 1);
export const TO = Date.UTC(2038, 0, 1);

/** Returns what Intl knows about a zone. Offsets come from the fields of the zone's wall clock, not from any library's computation. */
export function reference(timeZone: string) {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const english = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'long', timeStyle: 'short' });
  const russian = new Intl.DateTimeFormat('ru', { timeZone, dateStyle: 'long', timeStyle: 'short' });

  /** The instant and the offset are in milliseconds. */
  function offsetAt(instant: number): number {
    // `7/1/2026, 13:00:00`
    const [month = 0, day, year = 0, hour, minute, second] =
      clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
    const wallTime = Date.UTC(year, month - 1, day, hour, minute, second);
    return wallTime - Math.floor(instant / 1000) * 1000;
  }

  /** Returns the English and the Russian time. */
  function say(instant: number): readonly string[] {
    const minutes = offsetAt(instant) / MINUTE;
    const two = (n: number) => String(n).padStart(2, '0');
    const size = `${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
    const offset = minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${size}`;
    // The mail has no-break spaces where CLDR has spaces of another kind, or none, and a comma in place of the Russian “at”.
    return [
      `${english.format(instant).replace('\u202f', ' ')} (${offset})`,
      `${russian.format(instant).replace(' в ', ', ')} (${offset})`,
    ];
  }

  // Found to the second, by bisection. No zone keeps an offset for less than a fortnight: the shortest is Morocco's around Ramadan.
  const changes: number[] = [];
  let offset = offsetAt(FROM);
  for (let start = FROM; start < TO; start += FORTNIGHT) {
    let before = start;
    let after = start + FORTNIGHT;
    const next = offsetAt(after);
    if (next === offset) continue;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    changes.push(after);
    offset = next;
  }
  return { offsetAt, say, changes };
}
