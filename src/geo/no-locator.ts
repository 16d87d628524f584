import type { Locator } from './location.js';

/** The default locator (`#default-locator` in package.json) in runtimes without a file system, where geoip-lite cannot read its data. */
export async function loadDefaultLocator(): Promise<Locator> {
  return () => undefined;
}
