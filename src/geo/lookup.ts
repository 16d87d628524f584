import { loadDefaultLocator } from '#default-locator';
import { reasonOf, type Warn } from '../errors.js';
import { checkLocation, type Location } from './location.js';
import type { Locator } from '../facts/place.js';

/** Looks places up, whatever the locator does. */
export interface Locate {
  /** Answers at once if the locator does. */
  (ip: string, warn: Warn): Location | undefined | Promise<Location | undefined>;
  /** Loads the data ahead of the first look-up. */
  warmUp(): Promise<void>;
}

/**
 * Guards a locator: if it throws, takes too long or gives nonsense, the mail has no location, and `warn` hears of it.
 *
 * @param locator - default: geoip-lite where there are files, whose loading does not count against the time-out
 * @param timeoutMs - how long a look-up may take, in milliseconds
 */
export function createLocate(locator: Locator | undefined, timeoutMs: number): Locate {
  let look = locator;
  let loading: Promise<Locator> | undefined;
  const load = async () => {
    loading ??= loadDefaultLocator().catch((error) => {
      // The next look-up tries again.
      loading = undefined;
      throw error;
    });
    look = await loading;
  };

  function locate(ip: string, warn: Warn): Location | undefined | Promise<Location | undefined> {
    const failed = (error: unknown) => void warn('ip', 'locator-failed', reasonOf(error));
    const read = (found: unknown) => {
      if (found === undefined || found === null) return undefined;
      return checkLocation(found) ?? void warn('ip', 'invalid-location');
    };
    if (look === undefined) return load().then(() => locate(ip, warn), failed);
    try {
      const found: unknown = look(ip);
      if (!isThenable(found)) return read(found);
      return withTimeout(found, timeoutMs)
        .then((answer) => (answer === TIMED_OUT ? void warn('ip', 'locator-timed-out') : read(answer)))
        .catch(failed);
    } catch (error) {
      return failed(error);
    }
  }
  return Object.assign(locate, { warmUp: async () => (look === undefined ? load() : undefined) });
}

const TIMED_OUT = Symbol('timed out');

/** If it rejects too late, nobody hears of it: `race` listens to the end. */
async function withTimeout<T>(result: PromiseLike<T>, timeoutMs: number): Promise<T | typeof TIMED_OUT> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, TIMED_OUT);
  });
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}

/** What has a `then` is a promise, of whatever library or realm. Most locators answer at once, and need no timer. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
