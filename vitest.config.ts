import { defineConfig } from 'vitest/config';

// React as senders run it. In development, it takes nearly twice as long.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  // package.json leads to what is built.
  resolve: {
    alias: {
      '#default-locator': new URL('src/geo/geoip-lite.ts', import.meta.url).pathname,
      'welcome-email/template': new URL('src/template.ts', import.meta.url).pathname,
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/scratch.ts',
    // Processes, not threads: a test sets the server's time zone, which Node reads for the whole process.
    pool: 'forks',
    // One for each core, which loads React Email once for all its files: that takes longer than most of them.
    maxWorkers: '100%',
    isolate: false,
    // Only what hangs is stopped: a busy machine takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      include: ['src/**', 'emails/**'],
      // Run in processes of their own, where test/preview and .ci/run try them, or in a browser.
      exclude: [
        'src/cli/{bin,preview}.ts',
        'src/preview/preview.ts',
        'src/preview/{renderer-process,import-hooks,report-imports}.ts',
        'src/preview/page/**',
      ],
      reporter: ['text-summary', ['text', { skipFull: true }]],
      thresholds: { lines: 95, branches: 95 },
    },
  },
});
