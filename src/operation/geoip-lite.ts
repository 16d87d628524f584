import type { Locator } from './location.js';

/** The default locator, `#default-locator` in package.json. Loads geoip-lite's database into memory, which takes a fifth of a second and 130 MB: not before somebody needs it. */
export async function loadDefaultLocator(): Promise<Locator> {
  const { default: geoip } = await import('geoip-lite');
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
