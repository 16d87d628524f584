import { loadDefaultLocator } from '#default-locator';
import { reasonOf } from '../errors.js';
import type { Warn } from '../warnings.js';
import { type CheckedLocation, checkLocation, type Locator } from './location.js';

/** Looks up the location of an IP address. Never throws. */
export interface LocationLookup {
  /** Returns the location at once if the locator does, else a promise. */
  (ip: string, warn: Warn): CheckedLocation | undefined | Promise<CheckedLocation | undefined>;
  /** Loads the data before the first lookup. */
  warmUp(): Promise<void>;
}

/** The reason of the warning `no-locator`. */
const HOW_TO_GET_ONE = 'install geoip-lite (in Node, Bun or Deno), or pass locate or location';

/**
 * Wraps a locator. If it throws, takes too long or returns something else than a location, the email has no location and `warn` is called.
 * If there is no locator, `warn` is called at the first lookup.
 *
 * @param locator - default: geoip-lite, where the runtime has a file system. Loading its data does not count as lookup time.
 * @param timeoutMs - how long a lookup may take, in milliseconds
 */
export function createLocationLookup(locator: Locator | undefined, timeoutMs: number): LocationLookup {
  /** `undefined` until the default locator is loaded, `null` if there is none. */
  let locate: Locator | null | undefined = locator;
  let loading: Promise<Locator | null> | undefined;
  let hasWarned = false;
  const load = async () => {
    loading ??= loadDefaultLocator().catch((error) => {
      // The next lookup tries again.
      loading = undefined;
      throw error;
    });
    locate = await loading;
  };

  function lookUp(
    ip: string,
    warn: Warn,
  ): CheckedLocation | undefined | Promise<CheckedLocation | undefined> {
    const fail = (error: unknown) => void warn('ip', 'locator-failed', reasonOf(error));
    const check = (found: unknown) => {
      if (found === undefined || found === null) return undefined;
      return checkLocation(found) ?? void warn('ip', 'invalid-location');
    };
    if (locate === undefined) return load().then(() => lookUp(ip, warn), fail);
    if (locate === null) {
      // Once: a package does not appear while the process runs.
      if (!hasWarned) warn('ip', 'no-locator', HOW_TO_GET_ONE);
      hasWarned = true;
      return undefined;
    }
    try {
      const found: unknown = locate(ip);
      if (!isThenable(found)) return check(found);
      return withTimeout(found, timeoutMs)
        .then((answer) => (answer === TIMED_OUT ? void warn('ip', 'locator-timed-out') : check(answer)))
        .catch(fail);
    } catch (error) {
      return fail(error);
    }
  }
  return Object.assign(lookUp, { warmUp: async () => (locate === undefined ? load() : undefined) });
}

const TIMED_OUT = Symbol('timed out');

/** A late rejection is handled too: `race` subscribes to both promises. */
async function withTimeout<T>(result: PromiseLike<T>, timeoutMs: number): Promise<T | typeof TIMED_OUT> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, TIMED_OUT);
  });
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}

/** Recognizes promises of any library or realm. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
