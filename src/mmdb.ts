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

/** One file for all addresses, or one for each version of IP, as `@ip-location-db` has them. */
export type MmdbFiles =
  | string
  | {
      /** The path of the file for IPv4 addresses. */
      readonly v4: string;
      /** The path of the file for IPv6 addresses. */
      readonly v6: string;
    };

/** How the files are read. */
export interface MmdbOptions {
  /**
   * What to take for the accuracy radius, in kilometres, where the database gives none. Without it, only the country is
   * said of such a place; at most 50 lets the city be said.
   */
  readonly assumedRadiusKm?: number | undefined;
  /** How often to look whether a file was replaced, in milliseconds. Default: a minute. */
  readonly checkEveryMs?: number | undefined;
  /** Hears why a replaced file cannot be read: each time that it is looked at, until it can. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * A locator for files in MaxMind's format: GeoLite2 and GeoIP2 City or Country, and the flat ones of `@ip-location-db`.
 * It needs the package `maxmind`. A file is held in memory; a replaced one is taken up without a restart, and if it cannot be read
 * the old one stays.
 *
 * @throws Error if `maxmind` is not installed or cannot be loaded, a file cannot be read, or the one for v6 has only IPv4
 * @example
 * const locate = await createMmdbLocator('/var/lib/GeoIP/GeoLite2-City.mmdb');
 * const welcome = createWelcomeEmailRenderer({ locate });
 */
export async function createMmdbLocator(files: MmdbFiles, options: MmdbOptions = {}): Promise<Locator> {
  const { assumedRadiusKm } = options;
  const databases = typeof files === 'string' ? [files, files] : [files.v4, files.v6];
  const open = new Map<string, Database>();
  for (const path of databases) open.set(path, open.get(path) ?? (await openDatabase(path, options)));
  if (typeof files !== 'string' && open.get(files.v6)?.ipVersion === 4) {
    throw new Error('The file for v6 has only IPv4 addresses');
  }
  return (ip) => {
    const database = open.get(databases[isIPv6(ip) ? 1 : 0] ?? '');
    return readRecord(database?.(ip), assumedRadiusKm);
  };
}

/** In different parts of the tree. */
const PROBES = ['1.1.1.1', '8.8.8.8', '81.2.69.142', '203.0.113.1', '2001:4860:4860::8888'];

interface Database {
  /** Gives the record of an address, whatever the schema. */
  (ip: string): unknown;
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
    // Opening reads only the end of a file: one that is broken elsewhere throws when it is asked.
    for (const ip of PROBES) ask(loaded, ip);
    return loaded;
  };
  let version = await versionOf(path);
  let reader: Reader<Response> = await load();
  /** By a clock that nobody sets back. */
  let checkAt = performance.now() + checkEveryMs;

  /**
   * Instead of `watchForUpdates` of maxmind 5.0: it polls whether or not anyone asks, and when the new file is broken, its
   * reload is a rejection that nobody can handle, which ends the process.
   */
  async function loadReplacement() {
    // One at a time, however long it takes.
    checkAt = Number.POSITIVE_INFINITY;
    try {
      const found = await versionOf(path);
      if (found === version) return;
      const next = await load();
      // Else it was written while it was read, and may be half of each: it is tried again next time.
      if ((await versionOf(path)) !== found) return;
      reader = next;
      version = found;
    } catch (error) {
      notify(onError, error);
    } finally {
      checkAt = performance.now() + checkEveryMs;
    }
  }

  return Object.assign(
    (ip: string) => {
      if (performance.now() >= checkAt) void loadReplacement();
      return ask(reader, ip);
    },
    { ipVersion: reader.metadata.ipVersion },
  );
}

/** In a file for IPv4 alone, mmdb-lib finds some other network for an IPv6 address. */
function ask(reader: Reader<Response>, ip: string): unknown {
  return isIPv6(ip) && reader.metadata.ipVersion === 4 ? null : reader.get(ip);
}

async function versionOf(path: string): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  return [ino, size, mtimeMs].join();
}

function readRecord(record: unknown, assumedRadiusKm: number | undefined): Location | undefined {
  if (!isRecord(record)) return undefined;
  const location = 'country_code' in record ? readFlat(record) : readNested(record);
  return location && { accuracyRadiusKm: assumedRadiusKm, ...location };
}

/** The schema of `@ip-location-db`: names in one language, and no radius. */
function readFlat({ country_code, city, timezone }: Record<string, unknown>): Location | undefined {
  return typeof country_code === 'string'
    ? { countryCode: country_code, city: text(city), timeZone: text(timezone) }
    : undefined;
}

/** MaxMind's schema (GeoIP2 City and Country): names by language. */
function readNested({ country, city, location }: Record<string, unknown>): Location | undefined {
  const countryCode = field(country, 'iso_code');
  if (typeof countryCode !== 'string') return undefined;
  const names = field(city, 'names');
  const radius = field(location, 'accuracy_radius');
  return {
    countryCode,
    city: text(field(names, 'en')),
    cityNames: isRecord(names) ? (names as Record<string, string>) : undefined,
    timeZone: text(field(location, 'time_zone')),
    ...(typeof radius === 'number' && { accuracyRadiusKm: radius }),
  };
}

function field(record: unknown, name: string): unknown {
  return isRecord(record) ? record[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
