/**
 * Loads, before the first test, what the package loads with the first mail. Stryker takes what a file does on loading for part of the
 * test that loads it, and would try those mutants with that test alone.
 */
import '../../src/facts/facts.js';
import '../../src/template/compile.js';
