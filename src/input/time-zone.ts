import QuickLRU from 'quick-lru';
import { recall } from '../remember.js';
import { attempt } from './record.js';

/** There are some 450 zones, and asking Intl costs 50 µs. Names that are no zones may come from anyone, so it is bounded. */
const knownZones = new QuickLRU<string, boolean>({ maxSize: 1000 });

/** Letters first: newer versions of Node take `+01:00` for a zone. The longest name in the IANA database has 32 of these. */
const ZONE_NAME = /^[a-z][\w+/-]{1,49}$/;

/** Is it a zone of the IANA database? As there, case does not matter. */
export function isTimeZone(zone: string): boolean {
  const name = zone.toLowerCase();
  const isKnown = () => attempt(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
  return ZONE_NAME.test(name) && recall(knownZones, name, isKnown);
}
