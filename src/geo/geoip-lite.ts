import { LoadError } from '../errors.js';
import { attempt } from '../untrusted/fields.js';
import type { Locator } from './location.js';

/**
 * The default locator (`#default-locator` in package.json). geoip-lite loads its data into memory (150 MB, a fifth of a second), so it
 * is imported on first use.
 *
 * @returns `null` if geoip-lite is not installed
 */
export async function loadDefaultLocator(): Promise<Locator | null> {
  const geoip = await loadGeoip().catch((error) => {
    if (isNotInstalled(error)) return null;
    throw new LoadError('geoip-lite', error);
  });
  if (geoip === null) return null;
  return (ip) => {
    const found = geoip.lookup(ip);
    if (found === null || found.country === '') return undefined;
    return {
      countryCode: found.country,
      city: found.city || undefined,
      timeZone: found.timezone || undefined,
      accuracyRadiusKm: found.area,
    };
  };
}

/** By the message: the code is the same if one of its dependencies is missing, or, in Node 20 and 22, if too many files are open. */
function isNotInstalled(error: Error): boolean {
  return /^Cannot find (?:module|package) 'geoip-lite[/']/.test(error.message);
}

/** The import is for bundlers. Node caches its failure for the life of the process; a failed `require` can be repeated. */
async function loadGeoip(): Promise<typeof import('geoip-lite')> {
  try {
    return (await import('geoip-lite')).default;
  } catch (error) {
    // A bundle may have no URL.
    const require = attempt(() => process.getBuiltinModule('node:module').createRequire(import.meta.url));
    if (require === undefined) throw error;
    // By its file: Node 20 also caches that it could not read package.json.
    return require('geoip-lite/lib/geoip.js');
  }
}
