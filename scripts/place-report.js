// Prints where the zone that a country gives differs from what the system's own tzdb says (zone.tab, which Linux and macOS have), and
// what a place costs. The table comes from a package; zone.tab is what tzdb's authors publish.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2038, 0, 1);
const MINUTE = 60_000;
const STEP = 5 * 24 * 60 * MINUTE;

const { outputFiles } = await build({
  stdin: {
    contents: `
      export { describeLocation, zoneOfLocation } from './location.js';
      export { offsetAt } from './time.js';`,
    resolveDir: fileURLToPath(new URL('../src/operation/', import.meta.url)),
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const { describeLocation, offsetAt, zoneOfLocation } =
  /** @type {typeof import('../src/operation/location.js') & typeof import('../src/operation/time.js')} */ (
    await import(
      `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
    )
  );

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
    const zone = zoneOfLocation({ countryCode }, instant);
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

const { words } = JSON.parse(readFileSync(new URL('../locales/en/welcome.json', import.meta.url), 'utf8'));
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
    describeLocation(place, 'ru', words);
    zoneOfLocation(place, FROM + ((i * MINUTE) % (24 * 60 * MINUTE)));
  });
  console.log(`${name} and its zone: ${cost.toFixed(1)} µs, warm, at other minutes of one day`);
}

/** @param {Iterable<number>} numbers */
function sum(numbers) {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** The mean of the fastest of several passes. @param {(i: number) => unknown} action */
function microseconds(action) {
  const size = 1000;
  const passes = Array.from({ length: 50 }, (_, pass) => {
    const start = performance.now();
    for (let i = 0; i < size; i++) action(pass * size + i);
    return performance.now() - start;
  });
  return (1000 * Math.min(...passes)) / size;
}
