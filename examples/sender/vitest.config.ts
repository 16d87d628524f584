import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/prepare.ts',
    // Each file starts senders of its own, and a Postgres in WASM with each of them.
    pool: 'forks',
    maxWorkers: 2,
    // Only what hangs is stopped: a busy machine takes its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
