import { getAllTimezones } from 'countries-and-timezones';
import { getOrCreate } from '../cache.js';
import { attempt } from './fields.js';

/**
 * All names in the IANA database in lower case, old ones included. `Intl` also accepts ICU's own names, which have other meanings (`BST` is
 * UTC+6, `AST` is UTC-8), and in newer versions of Node `+01:00`.
 */
const zoneNames: ReadonlySet<string> = new Set(
  Object.keys(getAllTimezones({ deprecated: true })).map((name) => name.toLowerCase()),
);

/** Whether `Intl` supports a zone, by name: all but `Factory` and zones newer than this version of Node. Each check takes 50 µs. */
const supportedZones = new Map<string, boolean>();

const LONGEST_NAME = Math.max(...[...zoneNames].map((name) => name.length));

/** Checks whether a zone is in the IANA database and supported by `Intl`. Case does not matter, as in the database. */
export function isTimeZone(zone: string): boolean {
  if (zone.length > LONGEST_NAME) return false;
  const name = zone.toLowerCase();
  const isSupported = () => attempt(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
  return zoneNames.has(name) && getOrCreate(supportedZones, name, isSupported);
}
