// Compares where a place can come from, for docs/place.md: geoip-lite, and files of @ip-location-db through welcome-email/mmdb. Each is
// installed into a temporary folder, and looks up networks that are known by other means, and random addresses. Fails if GeoLite2 names
// another country for more than one known network.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import geoip from 'geoip-lite';
import ipaddr from 'ipaddr.js';
import { Reader } from 'maxmind';
import type { Locator } from 'welcome-email';
import { createMmdbLocator } from 'welcome-email/mmdb';
import { loadDefaultLocator } from '../src/geo/geoip-lite.js';
import { knownNetworks } from '../test/fixtures/known-networks.js';
import { ALL_KNOWN, NOTHING_KNOWN } from '../test/support/inputs.js';
import { megabytesOf } from './folder-size.js';
import { reportProblem } from './problems.js';
import { randomNumbers } from './random-numbers.js';

const ADDRESSES = 50_000;
/** Up to this radius, a mail names the city. Files of @ip-location-db have no radius. */
const RADIUS_KM = 50;
const NEAR_KM = 100;
/** The same addresses in each run. */
const SEED = 2026;

interface Source {
  readonly name: string;
  readonly megabytes: number;
  /** An expression for the option `locate` of a renderer. */
  readonly expression: string;
  readonly locate: Locator | null;
  /** What is known of an IPv4 address. `city` is where the city is, if a mail would name it. */
  find(ip: string): { readonly country: string; readonly city?: Point | undefined } | undefined;
}

type Point = readonly [latitude: number, longitude: number];

/** A record of @ip-location-db. */
interface FlatRecord {
  readonly country_code?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'check-mmdb-'));
try {
  const geoipLite = await openGeoipLite();
  const geolite2 = await openDatabase('geolite2-city-mmdb');
  const dbip = await openDatabase('dbip-city-mmdb');
  const dbipCountry = await openDatabase('dbip-country-mmdb');
  const addresses = randomAddresses().filter((ip) => geolite2.find(ip) && dbip.find(ip));

  const knownCities = knownNetworks.filter(({ city }) => city !== undefined);
  console.log(`${knownNetworks.length} known networks, ${knownCities.length} of them with a known city; ${addresses.length} random IPv4 addresses.
"Near" is within ${NEAR_KM} km, where both name a city.

| | MB on disk | countries of known networks | cities | country as GeoLite2 | as DB-IP | names a city | near GeoLite2's | near DB-IP's | MB of memory | first mail with a place |
| --- |${' ---: |'.repeat(10)}`);
  for (const source of [geoipLite, geolite2, dbip, dbipCountry]) {
    const { countries, cities } = await checkKnownNetworks(source);
    const named = addresses.filter((ip) => source.find(ip)?.city).length;
    const { megabytes, milliseconds } = measureMail(source.expression);
    const cells = [
      source.name,
      source.megabytes.toFixed(0),
      countries,
      cities,
      compareCountries(source, geolite2, addresses),
      compareCountries(source, dbip, addresses),
      percent(named, addresses.length),
      compareCities(source, geolite2, addresses),
      compareCities(source, dbip, addresses),
      megabytes.toFixed(0),
      `${milliseconds.toFixed(0)} ms`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (source === geolite2 && countries < knownNetworks.length - 1)
      reportProblem('welcome-email/mmdb names other countries than those of the known networks');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs packages. Returns their folder, and what they and all that they need take on disk. */
function install(name: string, ...packages: string[]) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], { cwd: project });
  const modules = join(project, 'node_modules');
  return { modules, megabytes: megabytesOf(modules) };
}

async function openGeoipLite(): Promise<Source> {
  return {
    name: 'geoip-lite',
    megabytes: install('geoip-lite', 'geoip-lite@1').megabytes,
    expression: 'undefined',
    locate: await loadDefaultLocator(),
    find(ip) {
      const found = geoip.lookup(ip);
      if (!found?.country) return undefined;
      return { country: found.country, city: found.city && found.area <= RADIUS_KM ? found.ll : undefined };
    },
  };
}

/** Installs a package of @ip-location-db, beside `maxmind`, which reads it. */
async function openDatabase(name: string): Promise<Source> {
  const { modules, megabytes } = install(name, `@ip-location-db/${name}`, 'maxmind@5');
  const path = (version: 4 | 6) =>
    join(modules, '@ip-location-db', name, `${name.replace(/-mmdb$/, '')}-ipv${version}.mmdb`);
  const files = { v4: path(4), v6: path(6) };
  const options = { assumedRadiusKm: RADIUS_KM };
  const reader = new Reader<object>(readFileSync(files.v4));
  return {
    name,
    megabytes,
    expression: `await createMmdbLocator(${JSON.stringify(files)}, ${JSON.stringify(options)})`,
    locate: await createMmdbLocator(files, options),
    find(ip) {
      const { country_code, city, latitude = 0, longitude = 0 }: FlatRecord = reader.get(ip) ?? {};
      return country_code
        ? { country: country_code, city: city ? [latitude, longitude] : undefined }
        : undefined;
    },
  };
}

function randomAddresses(): string[] {
  const random = randomNumbers(SEED);
  const addresses = Array.from({ length: ADDRESSES }, () =>
    Array.from({ length: 4 }, () => Math.floor(256 * random())).join('.'),
  );
  return addresses.filter((ip) => ipaddr.parse(ip).range() === 'unicast');
}

/** Counts the known networks whose country and city are right. Prints the others. */
async function checkKnownNetworks({ name, locate }: Source): Promise<{ countries: number; cities: number }> {
  let countries = 0;
  let cities = 0;
  for (const { ip, country, city, source } of knownNetworks) {
    const found = await locate?.(ip);
    // DB-IP adds the district in parentheses.
    const said = (found?.accuracyRadiusKm ?? 0) <= RADIUS_KM ? found?.city?.replace(/ \(.*/, '') : undefined;
    countries += Number(found?.countryCode === country);
    cities += Number(city !== undefined && said === city);
    if (found?.countryCode !== country || (city !== undefined && said !== city))
      console.error(
        `${name}: ${source}: ${said ?? 'no city'}, ${found?.countryCode}; known: ${city ?? 'any city'}, ${country}`,
      );
  }
  return { countries, cities };
}

/** How often two sources name the same country, of all addresses of which the first one names one. */
function compareCountries(source: Source, other: Source, addresses: readonly string[]): string {
  if (source === other) return '';
  const found = addresses.filter((ip) => source.find(ip));
  return percent(
    found.filter((ip) => source.find(ip)?.country === other.find(ip)?.country).length,
    found.length,
  );
}

/** How often two sources name cities that are near each other, of all addresses of which both name one. */
function compareCities(source: Source, other: Source, addresses: readonly string[]): string {
  if (source === other) return '';
  const distances = addresses.flatMap((ip) => {
    const [a, b] = [source.find(ip)?.city, other.find(ip)?.city];
    return a && b ? [kilometers(a, b)] : [];
  });
  return percent(distances.filter((distance) => distance <= NEAR_KM).length, distances.length);
}

/** The distance on a sphere (haversine). */
function kilometers([latitude, longitude]: Point, [otherLatitude, otherLongitude]: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2;
  const cosines = Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude));
  return (
    2 * 6371 * Math.asin(Math.sqrt(half(latitude, otherLatitude) + cosines * half(longitude, otherLongitude)))
  );
}

/** Measures the first mail with an address, after one without: the memory that it adds, and the time that it takes. The most memory and the least time of five processes. */
function measureMail(locate: string): { megabytes: number; milliseconds: number } {
  const code = `
    import { createWelcomeEmailRenderer } from 'welcome-email';
    import { createMmdbLocator } from 'welcome-email/mmdb';
    const memory = () => { gc(); return process.memoryUsage().rss / 1e6; };
    await createWelcomeEmailRenderer().render(${JSON.stringify(NOTHING_KNOWN)});
    const before = memory();
    const start = performance.now();
    const { text } = await createWelcomeEmailRenderer({ locate: ${locate} }).render(${JSON.stringify(ALL_KNOWN)});
    const milliseconds = performance.now() - start;
    if (!text.includes('United Kingdom')) throw new Error('The mail has no place');
    console.log(JSON.stringify({ megabytes: memory() - before, milliseconds }));`;
  const root = fileURLToPath(new URL('../', import.meta.url));
  const args = ['--expose-gc', '--input-type=module', '--eval', code];
  const runs = Array.from({ length: 5 }, () =>
    JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })),
  );
  return {
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
    milliseconds: Math.min(...runs.map(({ milliseconds }) => milliseconds)),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(0)} %`;
}
