import { LoadError } from '../errors.js';
import { attempt } from '../untrusted/fields.js';
import type { Locator } from '../facts/place.js';

/** The default locator, `#default-locator` in package.json. Loads geoip-lite's database into memory, which takes a fifth of a second and 130 MB: not before somebody needs it. */
export async function loadDefaultLocator(): Promise<Locator> {
  const { lookup } = await loadGeoip().catch((error) => {
    throw new LoadError('geoip-lite', error);
  });
  return (ip) => {
    const found = lookup(ip);
    if (found === null || found.country === '') return undefined;
    return {
      countryCode: found.country,
      city: found.city || undefined,
      timeZone: found.timezone || undefined,
      accuracyRadiusKm: found.area,
    };
  };
}

/** Bundlers read the import. It keeps a failure for the life of the process, which `require` does not. */
async function loadGeoip(): Promise<typeof import('geoip-lite')> {
  try {
    return (await import('geoip-lite')).default;
  } catch (error) {
    // In a bundle, there may be no such address.
    const require = attempt(() => process.getBuiltinModule('node:module').createRequire(import.meta.url));
    if (require === undefined) throw error;
    // By its file: if package.json could not be read once, Node 20 takes it for absent from then on.
    return require('geoip-lite/lib/geoip.js');
  }
}
