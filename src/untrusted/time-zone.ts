import { getAllTimezones } from 'countries-and-timezones';
import { getOrCreate } from '../cache.js';
import { attempt } from './fields.js';

/** In characters. The longest name in the IANA database has 32. */
const MAX_LENGTH = 50;

/** Created on first use, since that takes 2 ms. */
let zoneNames: ReadonlySet<string> | undefined;

/** Lists all names in the IANA database in lower case, including old ones. */
function listZoneNames(): ReadonlySet<string> {
  return new Set(Object.keys(getAllTimezones({ deprecated: true })).map((name) => name.toLowerCase()));
}

/** Whether `Intl` supports a zone, by name. It lacks `Factory` and zones newer than this version of Node. Each check takes 50 µs. */
const supportedZones = new Map<string, boolean>();

/**
 * Checks whether a zone is in the IANA database and supported by `Intl`. Case does not matter, as in the database.
 *
 * `Intl` also accepts ICU's own names, which have other meanings (`BST` is UTC+6, `AST` is UTC-8), and in newer versions of Node `+01:00`.
 */
export function isTimeZone(zone: string): boolean {
  if (zone.length > MAX_LENGTH) return false;
  zoneNames ??= listZoneNames();
  const name = zone.toLowerCase();
  const isSupported = () => attempt(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
  return zoneNames.has(name) && getOrCreate(supportedZones, name, isSupported);
}
