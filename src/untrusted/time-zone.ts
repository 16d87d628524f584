import { getAllTimezones } from 'countries-and-timezones';
import { getOrCreate } from '../cache.js';
import { attempt } from './fields.js';

/**
 * All names in the IANA database, old ones included, in lower case. Intl alone does not tell: ICU has names of its own, by which it
 * means something else. `BST` is UTC+6 to it, `AST` UTC-8, and newer versions of Node take `+01:00` for a zone.
 */
const zoneNames: ReadonlySet<string> = new Set(
  Object.keys(getAllTimezones({ deprecated: true })).map((name) => name.toLowerCase()),
);

/** By name, since asking Intl costs 50 µs. It knows all but `Factory`, unless this version of Node is older than a zone. */
const knownZones = new Map<string, boolean>();

const LONGEST_NAME = Math.max(...[...zoneNames].map((name) => name.length));

/** Is it a zone of the IANA database? As there, case does not matter. */
export function isTimeZone(zone: string): boolean {
  if (zone.length > LONGEST_NAME) return false;
  const name = zone.toLowerCase();
  const isKnown = () => attempt(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
  return zoneNames.has(name) && getOrCreate(knownZones, name, isKnown);
}
