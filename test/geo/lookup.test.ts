import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Locator } from '../../src/geo/location.js';
import { createLocationLookup } from '../../src/geo/lookup.js';
import { loadDefaultLocator } from '../../src/geo/no-locator.js';

const loading = vi.hoisted(() => ({ ms: 0 }));

vi.mock('../../src/geo/geoip-lite.js', () => ({
  loadDefaultLocator: async () => {
    await new Promise((resolve) => setTimeout(resolve, loading.ms));
    return () => ({ countryCode: 'GB' });
  },
}));

const TIMEOUT_MS = 20;

async function look(locator: unknown) {
  const warnings: string[] = [];
  const locate = createLocationLookup(locator as Locator | undefined, TIMEOUT_MS);
  const found = await locate('81.2.69.142', (field, code) => warnings.push(`${field} ${code}`));
  return { country: found?.countryCode, warnings };
}

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

  const answer = { countryCode: 'GB' };
  const thenable = (then: unknown) => () => ({ then });

  it.each([
    ['at once', () => answer],
    ['by a promise', async () => answer],
    ['by a promise of another library', thenable((resolve: (found: unknown) => void) => resolve(answer))],
  ])('may answer %s', async (_, locator) => {
    expect(await look(locator)).toEqual({ country: 'GB', warnings: [] });
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

  const trap = new Proxy(
    {},
    {
      get() {
        throw new Error('a trap');
      },
    },
  );

  it.each<[string, unknown, string]>([
    ['text', 'DE', 'invalid-location'],
    ['a list', [answer], 'invalid-location'],
    ['false', false, 'invalid-location'],
    ['an empty object', {}, 'invalid-location'],
    ["a country's name", { countryCode: 'Germany' }, 'invalid-location'],
    ['an empty code', { countryCode: '' }, 'invalid-location'],
    ['a code in small letters', { countryCode: 'de' }, 'invalid-location'],
    ['Cyrillic letters', { countryCode: 'ЕС' }, 'invalid-location'],
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

it('knows no place where there are no files', async () => {
  const locator = await loadDefaultLocator();
  expect(await look(locator)).toEqual({ country: undefined, warnings: [] });
});
