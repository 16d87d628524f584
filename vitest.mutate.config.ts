import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

const tests = process.env['TESTS'];

/** The tests as mutation testing runs them, by stryker.config.js. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    ...(tests && { include: [tests] }),
    // Runs all of the code a little, and loads the TypeScript compiler to do so.
    exclude: ['test/docs.test.ts'],
    setupFiles: ['test/support/load-all.ts'],
    // Stryker's own comes first: it says which mutant is active.
    sequence: { setupFiles: 'list' },
  },
});
