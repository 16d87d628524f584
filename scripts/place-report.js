// Prints where the zone that a country gives differs from what the system's own tzdb says (zone.tab, which Linux and macOS have), and
// what a place costs. The table comes from a package; zone.tab is what tzdb's authors publish.
import { readFileSync } from 'node:fs';
import { importSource, microseconds } from './from-source.js';

const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2038, 0, 1);
const MINUTE = 60_000;
const STEP = 5 * 24 * 60 * MINUTE;

/** @type {typeof import('../src/facts/place.js') & typeof import('../src/facts/time.js')} */
const { describePlace, offsetAt, zoneOfPlace } = await importSource(['facts/place.js', 'facts/time.js']);

/** @type {Map<string, string[]>} */
const zonesOf = new Map();
for (const line of readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n')) {
  const [country = '', , zone] = line.split('\t');
  if (zone !== undefined && !line.startsWith('#'))
    zonesOf.set(country, [...(zonesOf.get(country) ?? []), zone]);
}

let probes = 0;
/** @type {Map<string, number>} */
const differ = new Map();
for (const [countryCode, zones] of zonesOf) {
  for (let instant = FROM; instant < TO; instant += STEP) {
    probes += 1;
    const zone = zoneOfPlace({ countryCode }, instant);
    const said = zone === undefined ? undefined : offsetAt(instant, zone);
    const [offset, ...others] = new Set(zones.map((zone) => offsetAt(instant, zone)));
    const known = others.length === 0 ? offset : undefined;
    if (said !== known) differ.set(countryCode, (differ.get(countryCode) ?? 0) + 1);
  }
}
console.log(
  `The offset of a country differs in ${sum(differ.values())} of ${probes} probes in ${zonesOf.size} countries`,
);
for (const [country, count] of differ) console.log(`  ${country}: ${count}`);

const words = JSON.parse(readFileSync(new URL('../locales/en/welcome.json', import.meta.url), 'utf8'));
const munich = {
  countryCode: 'DE',
  city: 'Munich',
  cityNames: {
    de: 'München',
    en: 'Munich',
    fr: 'Munich',
    ja: 'ミュンヘン',
    'pt-BR': 'Munique',
    ru: 'Мюнхен',
  },
  timeZone: 'Europe/Berlin',
  accuracyRadiusKm: 20,
};
const places = {
  'a city': munich,
  'a country': { countryCode: 'DE' },
  'a country of twelve zones': { countryCode: 'AR' },
};
for (const [name, place] of Object.entries(places)) {
  const cost = microseconds((i) => {
    describePlace(place, 'ru', words);
    zoneOfPlace(place, FROM + ((i * MINUTE) % (24 * 60 * MINUTE)));
  });
  console.log(`${name} and its zone: ${cost.toFixed(1)} µs, warm, at other minutes of one day`);
}

/** @param {Iterable<number>} numbers */
function sum(numbers) {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
