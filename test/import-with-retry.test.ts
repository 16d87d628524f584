import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoadError } from '../src/errors.js';
import { importWithRetry } from '../src/import-with-retry.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'welcome-email-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Imports a module that fails as if too many files were open, with the error's `path`. */
const importFailing = (path?: unknown) => {
  const error = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE', path });
  return importWithRetry<{ readonly words: string }>('the words', 'words', () => Promise.reject(error));
};

/** Fails unless the import fails with the first error. */
async function expectFailure(imported: Promise<unknown>) {
  const error = await imported.catch((error) => error);
  expect(error).toBeInstanceOf(LoadError);
  expect(error).toMatchObject({
    message: 'Could not load the words: EMFILE',
    code: 'EMFILE',
    cause: { message: 'EMFILE: too many open files' },
  });
}

async function file(name: string, content: string) {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('a module that can be loaded is not imported again', async () => {
  const module = { words: 'Hello' };
  expect(await importWithRetry('the words', 'words', async () => module)).toBe(module);
});

describe('a module that cannot be loaded', () => {
  test('is imported again from the file that the error names', async () => {
    const path = await file('a file with #, ? and "quotes".mjs', "export const words = 'Hello';");
    expect((await importFailing(path)).words).toBe('Hello');
  });

  test('is an error while the file cannot be read, and no longer', async () => {
    const path = join(folder, 'late.mjs');
    await expectFailure(importFailing(path));
    await file('late.mjs', "export const words = 'Hello';");
    expect((await importFailing(path)).words).toBe('Hello');
  });

  test('is an error while the file cannot be run, and no longer', async () => {
    const path = await file('broken.mjs', 'throw new Error();');
    await expectFailure(importFailing(path));
    await file('broken.mjs', "export const words = 'Hello';");
    expect((await importFailing(path)).words).toBe('Hello');
  });

  test('is an error if the file that failed is one that the module imports', async () => {
    await expectFailure(importFailing(await file('other.mjs', 'export const other = 1;')));
  });

  test.each([undefined, null, 7, {}])('is an error if no file is named: %j', async (path) => {
    await expectFailure(importFailing(path));
  });

  test.each([undefined, null, 'secret'])('is an error if it fails with no error: %j', async (reason) => {
    const imported = importWithRetry('the words', 'words', () => Promise.reject(reason));
    await expect(imported).rejects.toMatchObject({ name: 'Error', message: 'Could not load the words' });
  });
});
