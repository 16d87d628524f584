import { describe, expect, it } from 'vitest';
import { isTimeZone } from '../../src/untrusted/time-zone.js';

describe('a zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/ComodRivadavia', 'Etc/GMT+12', 'GB-Eire', 'EST5EDT'])(
    'is known by its IANA name: %s',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    '+01:00',
    '-0330',
    'UTC+1',
    'Mars/Olympus',
    'Europe/Berlin ',
    'Z',
    '__proto__',
    'CET\u0000',
    // The database has it for clocks that are not set yet.
    'Factory',
    // ICU has these, and means UTC+6, UTC-8, UTC+13 and so on by them.
    ...['BST', 'AST', 'MIT', 'PST', 'CST', 'IST', 'SystemV/AST4', 'Etc/Unknown'],
  ])('is not known by another name: %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });

  it('of a name without end is refused before anything keeps it', () => {
    expect(isTimeZone('A'.repeat(2 ** 20))).toBe(false);
  });
});
