// Compares the time zone of each country with the system's tzdb (zone.tab, which Linux and macOS have), and prints where they differ.
// The package's table comes from an npm package; zone.tab is published by the authors of tzdb.
import { readFileSync } from 'node:fs';
import { zoneOfPlace } from '../src/facts/place.js';
import { offsetAt } from '../src/facts/time.js';

const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2038, 0, 1);
const STEP = 5 * 24 * 60 * 60_000;

const zonesByCountry = new Map<string, string[]>();
for (const line of readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n')) {
  const [country = '', , zone] = line.split('\t');
  if (zone !== undefined && !line.startsWith('#'))
    zonesByCountry.set(country, [...(zonesByCountry.get(country) ?? []), zone]);
}

let probes = 0;
let differences = 0;
const differencesByCountry = new Map<string, number>();
for (const [countryCode, zones] of zonesByCountry) {
  for (let instant = FROM; instant < TO; instant += STEP) {
    probes += 1;
    const zone = zoneOfPlace({ countryCode }, instant);
    const said = zone === undefined ? undefined : offsetAt(instant, zone);
    const [offset, ...others] = new Set(zones.map((zone) => offsetAt(instant, zone)));
    const known = others.length === 0 ? offset : undefined;
    if (said === known) continue;
    differences += 1;
    differencesByCountry.set(countryCode, (differencesByCountry.get(countryCode) ?? 0) + 1);
  }
}
console.log(
  `The offset of a country differs in ${differences} of ${probes} probes in ${zonesByCountry.size} countries`,
);
for (const [country, count] of differencesByCountry) console.log(`  ${country}: ${count}`);
