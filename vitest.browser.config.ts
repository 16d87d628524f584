import { defineConfig } from 'vitest/config';

// React as senders run it. In development, it takes nearly twice as long.
process.env['NODE_ENV'] = 'production';

/** What needs Chromium, and so is apart from `npm test`, which needs only Node. */
export default defineConfig({
  // package.json's import leads to what is built.
  resolve: {
    alias: { '#default-locator': new URL('src/geo/geoip-lite.ts', import.meta.url).pathname },
  },
  test: {
    include: ['browser/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    // One browser at a time: several only take the cores from each other.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Pages are slow on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
