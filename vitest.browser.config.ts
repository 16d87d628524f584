import { defineConfig } from 'vitest/config';

/** What needs Chromium, and so is apart from `npm test`, which needs only Node. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['browser/**/*.test.ts'],
    // One browser at a time: several only take the cores from each other.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
