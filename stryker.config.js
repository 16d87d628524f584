/** Mutation testing: changes the code in many small ways, one at a time, and tells which changes no test notices. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutate.config.ts' },
  mutate: [
    'src/**/*.ts',
    'emails/**/*.{ts,tsx}',
    '!emails/previews/**',
    // Generated.
    '!src/i18n/shipped-locales.ts',
    '!src/i18n/shipped/**',
    // Runs in browsers, where browser/preview.test.ts tests it.
    '!src/preview/page/**',
    // Runs in a process of its own, where no mutant is active.
    '!src/cli/bin.ts',
  ],
  mutator: {
    excludedMutations: [
      // Stryker 9.6 writes `\V`, which is a syntax error under the `u` flag and ends the run.
      'Regex',
      // Most strings are class names, messages and words.
      'StringLiteral',
    ],
  },
  // A mutant in what a file does on loading, such as a row of a table, needs a new process and all tests: together they take 97 % of
  // the time. They are tried only where TESTS names the tests that matter. (With `--testFiles`, Stryker 9.6 turns such a mutant on
  // after the file is loaded, so that none is ever noticed.)
  ignoreStatic: process.env.TESTS === undefined,
  // Of what is built, and of other runs, the tests need nothing.
  ignorePatterns: ['build', 'dist', 'out'],
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { logTests: false },
  htmlReporter: { fileName: 'out/mutation/index.html' },
  jsonReporter: { fileName: 'out/mutation/mutation.json' },
  tempDirName: 'out/mutation/sandbox',
};
