import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Locator } from '../../src/geo/location.js';
import { createLocationLookup } from '../../src/geo/lookup.js';
import { loadDefaultLocator } from '../../src/geo/no-locator.js';

const loading = vi.hoisted(() => {
  // What other tests have loaded is not mocked.
  vi.resetModules();
  return { ms: 0, times: 0, error: undefined as Error | undefined, isInstalled: true };
});
afterAll(() => vi.resetModules());

vi.mock('../../src/geo/geoip-lite.js', () => ({
  loadDefaultLocator: async () => {
    loading.times += 1;
    await new Promise((resolve) => setTimeout(resolve, loading.ms));
    if (loading.error) throw loading.error;
    return loading.isInstalled ? () => ({ countryCode: 'GB' }) : null;
  },
}));

const TIMEOUT_MS = 20;
const answer = { countryCode: 'GB' };

async function look(locator: unknown) {
  const warnings: string[] = [];
  const locate = createLocationLookup(locator as Locator | undefined, TIMEOUT_MS);
  const found = await locate('81.2.69.142', (field, code) => warnings.push(`${field} ${code}`));
  return { country: found?.countryCode, warnings };
}

const trap = new Proxy(
  {},
  {
    get() {
      throw new Error('a trap');
    },
  },
);

it('a locator may answer null, as its type says', async () => {
  const locators: Locator[] = [() => null, async () => null];
  for (const locator of locators) expect(await look(locator)).toEqual({ country: undefined, warnings: [] });
});

describe('a locator', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', note);
  });

  afterEach(() => {
    process.off('unhandledRejection', note);
  });

  const thenable = (then: unknown) => () => ({ then });

  it.each([
    ['at once', () => answer],
    ['by a promise', async () => answer],
    ['by a promise of another library', thenable((resolve: (found: unknown) => void) => resolve(answer))],
  ])('may answer %s', async (_, locator) => {
    expect(await look(locator)).toEqual({ country: 'GB', warnings: [] });
  });

  it.each([undefined, null])('may answer that it knows no place, by %s', async (nothing) => {
    expect(await look(() => nothing)).toEqual({ country: undefined, warnings: [] });
    expect(await look(async () => nothing)).toEqual({ country: undefined, warnings: [] });
  });

  it.each([
    ['a promise', () => new Promise(() => {})],
    ['a promise of another library', thenable(() => {})],
  ])('that never answers, by %s, is not waited for', async (_, locator) => {
    expect(await look(locator)).toEqual({ country: undefined, warnings: ['ip locator-timed-out'] });
  });

  it.each([
    ['a promise', async () => Promise.reject(new Error('broken'))],
    [
      'a promise of another library',
      thenable((_: unknown, reject: (error: Error) => void) => reject(new Error())),
    ],
    [
      'throwing in place of taking a listener',
      thenable(() => {
        throw new Error('broken');
      }),
    ],
  ])('that fails, by %s, costs only the place', async (_, locator) => {
    expect(await look(locator)).toEqual({ country: undefined, warnings: ['ip locator-failed'] });
  });

  it.each([
    ['a promise', () => wait(3 * TIMEOUT_MS).then(() => Promise.reject(new Error('late')))],
    [
      'a promise of another library',
      thenable((_: unknown, reject: (error: Error) => void) =>
        setTimeout(reject, 3 * TIMEOUT_MS, new Error('late')),
      ),
    ],
  ])('that fails after its time, by %s, does not bring the server down', async (_, locator) => {
    expect((await look(locator)).warnings).toEqual(['ip locator-timed-out']);
    await wait(5 * TIMEOUT_MS);
    expect(unhandled).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['text', 'DE', 'invalid-location'],
    ['a list', [answer], 'invalid-location'],
    ['false', false, 'invalid-location'],
    ['an empty object', {}, 'invalid-location'],
    ["a country's name", { countryCode: 'Germany' }, 'invalid-location'],
    ['an empty code', { countryCode: '' }, 'invalid-location'],
    ['a code in small letters', { countryCode: 'de' }, 'invalid-location'],
    ['Cyrillic letters', { countryCode: 'ЕС' }, 'invalid-location'],
    ['a code in a list', { countryCode: ['DE'] }, 'invalid-location'],
    ['an object that throws', trap, 'locator-failed'],
  ])('that answers with %s costs only the place', async (_, found, code) => {
    expect(await look(() => found)).toEqual({ country: undefined, warnings: [`ip ${code}`] });
  });

  it.each<[string, object]>([
    ['a city that is no text', { city: ['London'] }],
    ['an empty city', { city: '' }],
    ['names in a list', { cityNames: ['London'] }],
    ['a zone that is no text', { timeZone: 1 }],
    ['a radius in text', { accuracyRadiusKm: '5' }],
    ['a negative radius', { accuracyRadiusKm: -1 }],
    ['no number for a radius', { accuracyRadiusKm: Number.NaN }],
  ])('that is wrong about a detail, by %s, costs only that', async (_, detail) => {
    const locate = createLocationLookup(() => ({ ...answer, ...detail }), TIMEOUT_MS);
    expect(await locate('81.2.69.142', () => {})).toEqual(answer);
  });

  it('of our own may take longer to load than a look-up may take', async () => {
    loading.ms = 5 * TIMEOUT_MS;
    expect(await look(undefined)).toEqual({ country: 'GB', warnings: [] });
  });
});

describe('the locator of our own', () => {
  beforeEach(() => Object.assign(loading, { ms: 0, times: 0, error: undefined, isInstalled: true }));

  it('is loaded once, by warming up or by the first look-up', async () => {
    const locate = createLocationLookup(undefined, TIMEOUT_MS);
    expect(loading.times).toBe(0);
    await Promise.all([locate.warmUp(), locate.warmUp(), locate('81.2.69.142', () => {})]);
    await locate.warmUp();
    await locate('81.2.69.142', () => {});
    expect(loading.times).toBe(1);
  });

  it('is loaded again after it failed, once for all who ask at the same time', async () => {
    const locate = createLocationLookup(undefined, TIMEOUT_MS);
    const warnings: unknown[] = [];
    const look = () => locate('81.2.69.142', (...warning) => warnings.push(warning));
    loading.error = Object.assign(new Error(), { code: 'EMFILE' });
    expect(await Promise.all([look(), look()])).toEqual([undefined, undefined]);
    await expect(locate.warmUp()).rejects.toBe(loading.error);
    expect(loading.times).toBe(2);
    expect(warnings).toEqual(Array(2).fill(['ip', 'locator-failed', 'EMFILE']));
    loading.error = undefined;
    expect(await Promise.all([look(), look()])).toEqual([answer, answer]);
    expect(loading.times).toBe(3);
  });

  it('is reported once and not loaded again if it is not installed', async () => {
    loading.isInstalled = false;
    const locate = createLocationLookup(undefined, TIMEOUT_MS);
    const warnings: unknown[] = [];
    const look = () => locate('81.2.69.142', (...warning) => warnings.push(warning));
    await locate.warmUp();
    expect(warnings).toEqual([]);
    expect(await Promise.all([look(), look()])).toEqual([undefined, undefined]);
    expect(await look()).toBeUndefined();
    await locate.warmUp();
    expect(loading.times).toBe(1);
    expect(warnings).toEqual([['ip', 'no-locator', expect.stringContaining('install geoip-lite')]]);
  });

  it('is not loaded in place of the caller’s', async () => {
    await createLocationLookup(() => answer, TIMEOUT_MS).warmUp();
    expect(loading.times).toBe(0);
  });
});

describe('the warning of a locator that fails', () => {
  const reasonFor = async (error: unknown) => {
    const reasons: unknown[] = [];
    const note = (_field: string, _code: string, reason?: string) => reasons.push(reason);
    const throwing = () => {
      throw error;
    };
    for (const locator of [throwing, async () => throwing()])
      await createLocationLookup(locator, TIMEOUT_MS)('81.2.69.142', note);
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toBe(reasons[1]);
    return reasons[0];
  };
  const secret = '81.2.69.142';

  it.each<[string, unknown, string | undefined]>([
    ['has its code', Object.assign(new Error(secret), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['else its name', new TypeError(secret), 'TypeError'],
    ['not a code that is a number', Object.assign(new RangeError(secret), { code: 503 }), 'RangeError'],
    ['not a code that may say anything', Object.assign(new Error(secret), { code: secret }), 'Error'],
    ['not a code that only turns into text', Object.assign(new Error(), { code: ['EMFILE'] }), 'Error'],
    ['not a name that may say anything', Object.assign(new Error(), { name: `Error ${secret}` }), undefined],
    ['nothing of a text', secret, undefined],
    ['nothing of undefined', undefined, undefined],
    ['nothing of an error that throws', trap, undefined],
  ])('%s', async (_, error, reason) => {
    expect(await reasonFor(error)).toBe(reason);
  });
});

it('is missing where there are no files', async () => {
  expect(await loadDefaultLocator()).toBeNull();
});
