import type { Locator } from '../facts/place.js';

/** The default locator where there are no files (`#default-locator` in package.json): geoip-lite could not read its data. */
export async function loadDefaultLocator(): Promise<Locator> {
  return () => undefined;
}
