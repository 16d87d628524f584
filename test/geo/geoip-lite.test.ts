import { describe, expect, it } from 'vitest';
import { loadDefaultLocator } from '../../src/geo/geoip-lite.js';

describe('geoip-lite', () => {
  it('names a city with its zone and radius', async () => {
    const locate = await loadDefaultLocator();
    expect(await locate?.('128.101.101.101')).toEqual({
      countryCode: 'US',
      city: expect.stringMatching(/./),
      timeZone: 'America/Chicago',
      accuracyRadiusKm: expect.any(Number),
    });
  });

  it.each([
    ['it does not know', '203.0.113.1'],
    ['it has without a country', '104.31.241.13'],
  ])('names no place for an address that %s', async (_, ip) => {
    const locate = await loadDefaultLocator();
    expect(await locate?.(ip)).toBeUndefined();
  });
});
