/**
 * There is no default locator (`#default-locator` in package.json) in runtimes without a file system: geoip-lite cannot read its data
 * there.
 */
export async function loadDefaultLocator(): Promise<null> {
  return null;
}
