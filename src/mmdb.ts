/**
 * A locator that reads files in MaxMind's format.
 *
 * @module welcome-email/mmdb
 */
import { readFile, stat } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import type { Reader, Response } from 'maxmind';
import { LoadError } from './errors.js';
import type { Location, Locator } from './geo/location.js';
import { isRecord } from './untrusted/fields.js';
import { notify } from './warnings.js';

/** The path of one file for all addresses, or of one for each IP version, as `@ip-location-db` publishes them. */
export type MmdbFiles =
  | string
  | {
      /** The path of the file for IPv4 addresses. */
      readonly v4: string;
      /** The path of the file for IPv6 addresses. */
      readonly v6: string;
    };

/** The options of {@link createMmdbLocator}. */
export interface MmdbOptions {
  /**
   * The accuracy radius, in kilometers, of records that have none. With at most 50, the email names the city. Default: unknown, so the email
   * names only the country.
   */
  readonly assumedRadiusKm?: number | undefined;
  /** How often to check whether a file was replaced, in milliseconds. Checked only on lookups. Default: 60,000. */
  readonly checkEveryMs?: number | undefined;
  /** Called with the error when a replaced file cannot be read, after each check until it can be. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Creates a locator that reads files in MaxMind's format: GeoLite2 and GeoIP2 City or Country, and the flat schema of `@ip-location-db`.
 *
 * It needs the package `maxmind`. Files are loaded into memory. A replaced file is loaded without a restart; if it cannot be read, the
 * old data stays in use.
 *
 * @throws Error (by rejection) if `maxmind` is not installed or cannot be loaded, if a file cannot be read, or if the file for v6 has only
 *   IPv4 addresses
 * @example
 * const locate = await createMmdbLocator('/var/lib/GeoIP/GeoLite2-City.mmdb');
 * const welcome = createWelcomeEmailRenderer({ locate });
 */
export async function createMmdbLocator(files: MmdbFiles, options: MmdbOptions = {}): Promise<Locator> {
  const { assumedRadiusKm } = options;
  const { v4, v6 } = typeof files === 'string' ? { v4: files, v6: files } : files;
  const forIPv4 = await openDatabase(v4, options);
  const forIPv6 = v6 === v4 ? forIPv4 : await openDatabase(v6, options);
  if (typeof files !== 'string' && forIPv6.ipVersion === 4)
    throw new Error('The file for v6 has only IPv4 addresses');
  return (ip) => readRecord((isIPv6(ip) ? forIPv6 : forIPv4).lookUp(ip), assumedRadiusKm);
}

/** Addresses in different parts of a database's search tree. */
const PROBES = ['1.1.1.1', '8.8.8.8', '81.2.69.142', '203.0.113.1', '2001:4860:4860::8888'];

interface Database {
  /** Returns the record of an address, in any schema. */
  lookUp(ip: string): unknown;
  readonly ipVersion: number;
}

async function openDatabase(
  path: string,
  { checkEveryMs = 60_000, onError }: MmdbOptions,
): Promise<Database> {
  const { Reader } = await import('maxmind').catch((error) => {
    throw new LoadError('maxmind, which welcome-email/mmdb needs (npm install maxmind)', error);
  });
  const load = async () => {
    const loaded = new Reader<Response>(await readFile(path));
    // `new Reader` parses only the metadata. A file that is damaged elsewhere throws on lookup.
    for (const ip of PROBES) getRecord(loaded, ip);
    return loaded;
  };
  let version = await versionOf(path);
  let reader: Reader<Response> = await load();
  /** By the monotonic clock, which cannot be set back. */
  let checkAt = performance.now() + checkEveryMs;

  /**
   * Loads the file again if it was replaced. `watchForUpdates` of maxmind 5.0 also polls between lookups, and its rejection for a damaged
   * file cannot be handled, which ends the process.
   */
  async function loadReplacement() {
    // No second check starts while this one runs.
    checkAt = Number.POSITIVE_INFINITY;
    try {
      const found = await versionOf(path);
      if (found === version) return;
      const next = await load();
      // If the file changed while it was read, the data may be a mix of both versions. The next check tries again.
      if ((await versionOf(path)) !== found) return;
      reader = next;
      version = found;
    } catch (error) {
      notify(onError, error);
    } finally {
      checkAt = performance.now() + checkEveryMs;
    }
  }

  return {
    ipVersion: reader.metadata.ipVersion,
    lookUp(ip) {
      if (performance.now() >= checkAt) void loadReplacement();
      return getRecord(reader, ip);
    },
  };
}

/** Returns a record. For an IPv6 address in a file with only IPv4, mmdb-lib would return the record of another network. */
function getRecord(reader: Reader<Response>, ip: string): unknown {
  return isIPv6(ip) && reader.metadata.ipVersion === 4 ? null : reader.get(ip);
}

/** Identifies the version of a file without reading it. */
async function versionOf(path: string): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  return [ino, size, mtimeMs].join();
}

/** Converts a record of either schema. */
function readRecord(record: unknown, assumedRadiusKm: number | undefined): Location | undefined {
  if (!isRecord(record)) return undefined;
  const location = 'country_code' in record ? readFlat(record) : readNested(record);
  return location && { accuracyRadiusKm: assumedRadiusKm, ...location };
}

/** Converts the flat schema of `@ip-location-db`, which has names in one language and no radius. */
function readFlat({ country_code, city, timezone }: Record<string, unknown>): Location | undefined {
  return typeof country_code === 'string'
    ? { countryCode: country_code, city: nonEmpty(city), timeZone: nonEmpty(timezone) }
    : undefined;
}

/** Converts MaxMind's schema (GeoIP2 City and Country), which has names by language. */
function readNested({ country, city, location }: Record<string, unknown>): Location | undefined {
  const countryCode = field(country, 'iso_code');
  if (typeof countryCode !== 'string') return undefined;
  const names = field(city, 'names');
  const radius = field(location, 'accuracy_radius');
  return {
    countryCode,
    city: nonEmpty(field(names, 'en')),
    cityNames: isRecord(names) ? (names as Record<string, string>) : undefined,
    timeZone: nonEmpty(field(location, 'time_zone')),
    ...(typeof radius === 'number' && { accuracyRadiusKm: radius }),
  };
}

function field(record: unknown, name: string): unknown {
  return isRecord(record) ? record[name] : undefined;
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
