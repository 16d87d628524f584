import { execFileSync } from 'node:child_process';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createWelcomeEmailRenderer, type Locator } from '../src/index.js';
import { createMmdbLocator } from '../src/mmdb.js';
import { ALL_KNOWN } from './support/inputs.js';
import { writeMmdb } from './support/mmdb-writer.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'welcome-email-mmdb-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, ...content: Parameters<typeof writeMmdb>) {
  const path = join(folder, name);
  await writeFile(path, writeMmdb(...content));
  return path;
}

const munich = {
  country: { iso_code: 'DE', names: { en: 'Germany', de: 'Deutschland' } },
  city: { names: { en: 'Munich', de: 'München', 'zh-CN': '慕尼黑', ru: 'Мюнхен' } },
  location: { latitude: 48.15, longitude: 11.57, accuracy_radius: 20, time_zone: 'Europe/Berlin' },
};

async function placeOf(locate: Locator, ip: string, locale = 'en') {
  const { text } = await createWelcomeEmailRenderer({ locate }).render({ ...ALL_KNOWN, ip, locale });
  return {
    place: /(?:location|Standort|местоположение): (.*)$/m.exec(text)?.[1],
    offset: /\((UTC.*?)\)/.exec(text)?.[1],
  };
}

describe("MaxMind's schema", () => {
  test('gives the city in the language of the reader, and its zone', async () => {
    const locate = await createMmdbLocator(
      await file('city.mmdb', 6, { '129.187.0.0/16': munich, '2001:4ca0::/32': munich }),
    );
    expect(await placeOf(locate, '129.187.5.1')).toEqual({ place: 'Munich, Germany', offset: 'UTC+02:00' });
    expect(await placeOf(locate, '2001:4ca0::1', 'de')).toEqual({
      place: 'München, Deutschland',
      offset: 'UTC+02:00',
    });
    expect((await placeOf(locate, '::ffff:129.187.5.1', 'ru')).place).toBe('Мюнхен, Германия');
    expect((await placeOf(locate, '129.188.0.1')).place).toBeUndefined();
  });

  test('gives the country alone where the radius is too large, or there is no city', async () => {
    const path = await file('wide.mmdb', 4, {
      '129.187.0.0/16': { ...munich, location: { ...munich.location, accuracy_radius: 51 } },
      '8.8.8.0/24': {
        country: { iso_code: 'US' },
        location: { accuracy_radius: 1000, time_zone: 'America/Chicago' },
      },
      '9.9.9.0/24': { registered_country: { iso_code: 'US' } },
    });
    const locate = await createMmdbLocator(path, { assumedRadiusKm: 10 });
    expect(await placeOf(locate, '129.187.5.1')).toEqual({ place: 'Germany', offset: 'UTC+02:00' });
    expect(await placeOf(locate, '8.8.8.8')).toEqual({ place: 'United States', offset: 'UTC' });
    expect(await placeOf(locate, '9.9.9.9')).toEqual({ place: undefined, offset: 'UTC' });
  });
});

describe('the flat schema, in a file for each version of IP', () => {
  const flat = {
    city: 'Munich',
    country_code: 'DE',
    state1: 'Bavaria',
    latitude: 48.15,
    timezone: 'Europe/Berlin',
  };
  const files = async () => ({
    v4: await file('v4.mmdb', 4, { '129.187.0.0/16': flat }),
    v6: await file('v6.mmdb', 6, { '2001:4ca0::/32': { ...flat, country_code: 'AT', city: '' } }),
  });

  test('gives the country alone, since it has no radius', async () => {
    const locate = await createMmdbLocator(await files());
    expect(await placeOf(locate, '129.187.5.1')).toEqual({ place: 'Germany', offset: 'UTC+02:00' });
    expect((await placeOf(locate, '2001:4ca0::1')).place).toBe('Austria');
  });

  test('gives the city, if the locator is made with an assumed radius', async () => {
    const locate = await createMmdbLocator(await files(), { assumedRadiusKm: 50 });
    expect((await placeOf(locate, '129.187.5.1')).place).toBe('Munich, Germany');
    expect((await placeOf(locate, '2001:4ca0::1')).place).toBe('Austria');
  });

  test('says nothing of IPv6 in a file for IPv4 alone', async () => {
    // The first 32 bits of 2001:4ca0::1 are those of 32.1.76.160.
    const locate = await createMmdbLocator(await file('v4-alone.mmdb', 4, { '32.1.0.0/16': flat }));
    expect((await placeOf(locate, '32.1.76.160')).place).toBe('Germany');
    expect((await placeOf(locate, '2001:4ca0::1')).place).toBeUndefined();
  });
});

describe('a file that is replaced', () => {
  const country = (code: string) => ({ '129.187.0.0/16': { country: { iso_code: code } } });
  const said = async (locate: Locator) => (await locate('129.187.5.1'))?.countryCode;
  /** A look-up only starts the reading of a new file. */
  const afterwards = async (locate: Locator) => {
    await said(locate);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return said(locate);
  };

  test('is taken up without a restart, by renaming as well as by writing over', async () => {
    const path = await file('live.mmdb', 4, country('DE'));
    const locate = await createMmdbLocator(path, { checkEveryMs: 0 });
    expect(await afterwards(locate)).toBe('DE');
    await rename(await file('next.mmdb', 4, country('FR')), path);
    await expect.poll(() => said(locate), { timeout: 10_000 }).toBe('FR');
    await file('live.mmdb', 4, country('IT'));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    await expect.poll(() => said(locate), { timeout: 10_000 }).toBe('IT');
  });

  test('stays as it was while the new one is half written, broken or away', async () => {
    const path = await file('fragile.mmdb', 4, country('DE'));
    const locate = await createMmdbLocator(path, { checkEveryMs: 0 });
    await writeFile(path, writeMmdb(4, country('FR')).subarray(0, 60));
    expect(await afterwards(locate)).toBe('DE');
    await writeFile(path, 'no database');
    expect(await afterwards(locate)).toBe('DE');
    await rm(path);
    expect(await afterwards(locate)).toBe('DE');
    await file('fragile.mmdb', 4, country('FR'));
    await expect.poll(() => said(locate), { timeout: 10_000 }).toBe('FR');
  });

  const angry = {
    throws: (error: unknown) => {
      throw error;
    },
    rejects: (error: unknown) => Promise.reject(error),
    'rejects in another realm': () => runInNewContext('Promise.reject(new Error())'),
  };
  test.each(Object.entries(angry))(
    'that is broken is told of, and harms nobody, even if the listener %s',
    async (_, react) => {
      const errors: unknown[] = [];
      const unhandled: unknown[] = [];
      const note = (reason: unknown) => unhandled.push(reason);
      process.on('unhandledRejection', note);
      const path = await file('told.mmdb', 4, country('DE'));
      const onError = (error: unknown) => {
        errors.push(error);
        return react(error);
      };
      const locate = await createMmdbLocator(path, { checkEveryMs: 0, onError });
      await writeFile(path, 'no database');
      await expect.poll(() => said(locate).then(() => errors[0]), { timeout: 10_000 }).toBeInstanceOf(Error);
      expect(await said(locate)).toBe('DE');
      await file('told.mmdb', 4, country('FR'));
      await expect.poll(() => said(locate), { timeout: 10_000 }).toBe('FR');
      process.off('unhandledRejection', note);
      expect(unhandled).toEqual([]);
    },
  );

  test('that opens but cannot be asked is no replacement', async () => {
    const path = await file('shell.mmdb', 4, country('DE'));
    const errors: unknown[] = [];
    const locate = await createMmdbLocator(path, { checkEveryMs: 0, onError: (error) => errors.push(error) });
    const shell = writeMmdb(4, { '8.0.0.0/8': munich });
    const data = shell.indexOf(Buffer.alloc(16)) + 16;
    await writeFile(path, shell.fill(0xff, data, shell.indexOf('\xab\xcd\xefMaxMind.com', 'latin1')));
    await expect.poll(() => said(locate).then(() => errors.length), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await said(locate)).toBe('DE');
  });

  test('is found without a watcher, which would keep the process alive', async () => {
    const locate = await createMmdbLocator(await file('quiet.mmdb', 4, country('DE')), { checkEveryMs: 0 });
    expect(await afterwards(locate)).toBe('DE');
    expect(process.getActiveResourcesInfo().join()).not.toMatch(/FSEvent|StatWatcher/);
  });

  test('is read once, however many ask at the same time', async () => {
    const path = await file('busy.mmdb', 4, country('DE'));
    const errors: unknown[] = [];
    const locate = await createMmdbLocator(path, { checkEveryMs: 0, onError: (error) => errors.push(error) });
    await writeFile(path, 'no database');
    for (let i = 0; i < 20; i++) for (const ip of ['129.187.5.1', '2001:4ca0::1']) void locate(ip);
    await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(errors).toHaveLength(1);
  });

  test('is read only if its size, time or inode differs', async () => {
    const path = await file('same.mmdb', 4, country('DE'));
    const time = new Date('2026-07-01T12:00:00Z');
    await utimes(path, time, time);
    const locate = await createMmdbLocator(path, { checkEveryMs: 0 });
    await file('same.mmdb', 4, country('FR'));
    await utimes(path, time, time);
    expect(await afterwards(locate)).toBe('DE');
    await utimes(path, time, new Date());
    await expect.poll(() => said(locate), { timeout: 10_000 }).toBe('FR');
  });

  test('that changes while it is read is not taken up until it is whole', async () => {
    const path = await file('changing.mmdb', 4, country('DE'));
    const locate = await createMmdbLocator(path, { checkEveryMs: 0 });
    // Writing to a named pipe waits for the reader, and changes the time of the pipe.
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    await utimes(pipe, 0, 0);
    await rename(pipe, path);
    const countries = [await said(locate)];
    await writeFile(path, writeMmdb(4, country('FR')));
    await rename(await file('whole.mmdb', 4, country('IT')), path);
    await expect
      .poll(() => said(locate).then((found) => countries.push(found) && found), { timeout: 10_000 })
      .toBe('IT');
    expect(new Set(countries)).toEqual(new Set(['DE', 'IT']));
  });

  test('is not looked at more often than asked for, or by default, once a minute', async () => {
    for (const [options, everyMs] of [[{ checkEveryMs: 500 }, 500] as const, [{}, 60_000] as const]) {
      const now = vi.spyOn(performance, 'now').mockReturnValue(0);
      const path = await file('calm.mmdb', 4, country('DE'));
      const locate = await createMmdbLocator(path, options);
      let told = 'DE';
      for (const [look, next] of ['FR', 'IT'].entries()) {
        await rename(await file('calm-next.mmdb', 4, country(next)), path);
        now.mockReturnValue((look + 1) * everyMs - 1);
        expect(await afterwards(locate)).toBe(told);
        now.mockReturnValue((look + 1) * everyMs);
        await expect.poll(() => said(locate), { timeout: 10_000 }).toBe(next);
        told = next;
      }
      now.mockRestore();
    }
  });
});

test('files that are mistaken for each other are an error', async () => {
  const v4 = await file('mistaken-6.mmdb', 6, { '2001:4ca0::/32': munich });
  const v6 = await file('mistaken-4.mmdb', 4, { '129.187.0.0/16': munich });
  await expect(createMmdbLocator({ v4, v6 })).rejects.toThrow('has only IPv4');
});

test('half a file is an error at the start, wherever it ends', async () => {
  const whole = writeMmdb(4, { '129.187.0.0/16': munich });
  const path = join(folder, 'half.mmdb');
  for (let length = 0; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    await expect(createMmdbLocator(path), `${length} of ${whole.length} bytes`).rejects.toThrow();
  }
});

test('a file that cannot be read at the start is an error', async () => {
  await expect(createMmdbLocator(join(folder, 'none.mmdb'))).rejects.toThrow(/ENOENT/);
  const path = join(folder, 'text.mmdb');
  await writeFile(path, 'no database');
  await expect(createMmdbLocator(path)).rejects.toThrow();
});

test('a detail of another kind is left out', async () => {
  const path = await file('odd-details.mmdb', 4, {
    '1.1.1.0/24': {
      country: { iso_code: 'DE' },
      city: { names: 'Munich' },
      location: { accuracy_radius: 'near', time_zone: 1 },
    },
    '1.0.0.0/24': { country: { iso_code: 'DE' }, city: 'Munich', location: 'here' },
    '8.8.8.0/24': { country: { iso_code: 'DE' }, city: { names: { en: '', de: 'München' } } },
    '9.9.9.0/24': { country_code: 'DE', city: 7, timezone: '' },
  });
  const locate = await createMmdbLocator(path, { assumedRadiusKm: 10 });
  const germany = { countryCode: 'DE', accuracyRadiusKm: 10 };
  expect(await locate('1.1.1.1')).toEqual(germany);
  expect(await locate('1.0.0.1')).toEqual(germany);
  expect(await locate('8.8.8.8')).toEqual({ ...germany, cityNames: { en: '', de: 'München' } });
  expect(await locate('9.9.9.9')).toEqual(germany);
});

test('a record of another kind, or none, gives no place', async () => {
  const path = await file('odd.mmdb', 4, {
    '1.1.1.0/24': 'AU',
    '1.0.0.0/24': { country: 'AU' },
    '8.8.8.0/24': { country_code: 7 },
  });
  const locate = await createMmdbLocator(path);
  for (const ip of ['1.1.1.1', '1.0.0.1', '8.8.8.8', '9.9.9.9']) expect(await locate(ip)).toBeUndefined();
});
