import type { Warn } from '../errors.js';
import { isRecord } from '../input/record.js';
import { loadGeoipLite } from './geoip-lite.js';
import type { Location, Locator } from './location.js';

/** Looks places up, whatever the locator does. */
export interface Locate {
  (ip: string, warn: Warn): Promise<Location | undefined>;
  /** Loads the data ahead of the first look-up. */
  warmUp(): Promise<void>;
}

/**
 * Guards a locator: if it throws, takes too long or gives nonsense, the mail has no location, and `warn` hears of it.
 *
 * @param locator - default: geoip-lite, whose loading does not count against the time-out
 * @param timeoutMs - how long a look-up may take, in milliseconds
 */
export function createLocate(locator: Locator | undefined, timeoutMs: number): Locate {
  let loading: Promise<Locator> | undefined;
  const load = () => {
    loading ??= locator === undefined ? loadGeoipLite() : Promise.resolve(locator);
    return loading;
  };
  const locate = async (ip: string, warn: Warn) => {
    try {
      const look = await load();
      const found = await withTimeout(look(ip), timeoutMs);
      if (found === TIMED_OUT) warn('ip', 'locator-timed-out');
      else if (found !== undefined && found !== null)
        return checkLocation(found) ?? void warn('ip', 'invalid-location');
    } catch {
      warn('ip', 'locator-failed');
    }
    return undefined;
  };
  return Object.assign(locate, { warmUp: async () => void (await load()) });
}

const TIMED_OUT = Symbol('timed out');

/**
 * Most locators answer at once: they need no timer. What has a `then` is a promise, of whatever library or realm. If it
 * rejects too late, nobody hears of it: `race` listens to the end.
 */
async function withTimeout<T>(result: T | PromiseLike<T>, timeoutMs: number): Promise<T | typeof TIMED_OUT> {
  if (!isThenable(result)) return result;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, TIMED_OUT);
  });
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null | undefined)?.then === 'function';
}

/** Takes what can be used; `undefined` if there is not even a country. Names are cleaned when one is chosen. */
function checkLocation(found: unknown): Location | undefined {
  if (!isRecord(found)) return undefined;
  const { countryCode, city, cityNames, timeZone, accuracyRadiusKm } = found;
  if (typeof countryCode !== 'string' || !/^[A-Z]{2}$/.test(countryCode)) return undefined;
  return {
    countryCode,
    city: typeof city === 'string' && city !== '' ? city : undefined,
    cityNames: isRecord(cityNames) ? textFields(cityNames) : undefined,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
    accuracyRadiusKm:
      typeof accuracyRadiusKm === 'number' && accuracyRadiusKm >= 0 ? accuracyRadiusKm : undefined,
  };
}

function textFields(record: Record<string, unknown>): Record<string, string> {
  const fields = Object.entries(record);
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}
