// Prints how often the platform is right and how often it is there: on the table of the tests, and on real traffic as
// `user-agents` samples and weighs it (5 MB of data, so not part of the tests). Then what a look-up costs. Fails if a
// statement is wrong, or under 99.5 % of the traffic gets a platform.
import { readFileSync } from 'node:fs';
import { userAgentRows } from '../test/fixtures/user-agents.js';
import { importSource } from './from-source.js';

/** @type {typeof import('../src/facts/platform.js')} */
const { describePlatform } = await importSource(['facts/platform.js']);

const words = /** @type {const} */ ({ dir: 'ltr', browserOnSystem: '{{browser}} on {{system}}' });
const hints = {
  'sec-ch-ua': '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"',
  'sec-ch-ua-platform': '"Windows"',
};

/** @param {string} userAgent */
const describe = (userAgent) => describePlatform(userAgent, {}, words);

/** @param {string} userAgent */
const describeWithHints = (userAgent) => describePlatform(userAgent, hints, words);

/** @param {number} part @param {number} whole */
const share = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`;

const rows = userAgentRows.map((row) => ({ ...row, said: describe(row.userAgent) }));
const said = rows.filter((row) => row.said !== undefined);
const sayable = rows.filter((row) => row.says !== undefined);
const right = said.filter((row) => row.said === row.says);
console.log(
  `test/fixtures/user-agents.tsv: ${rows.length} strings, ${sayable.length} of them with a platform`,
);
console.log(`  precision ${share(right.length, said.length)} (right, of those the mail says something of)`);
console.log(`  coverage  ${share(right.length, sayable.length)} (right, of those with a platform)`);
for (const row of rows.filter((row) => row.said !== row.says))
  console.log(`  not ${row.said} but ${row.says}: ${row.userAgent}`);

/** @type {Array<{ userAgent: string, weight: number }>} */
const traffic = JSON.parse(
  readFileSync(new URL('user-agents.json', import.meta.resolve('user-agents')), 'utf8'),
);
const weights = new Map([['in all', 0]]);
for (const { userAgent, weight } of traffic) {
  const platform = describe(userAgent) ?? 'nothing';
  const parts = platform === 'nothing' ? [platform] : ['in all', platform];
  for (const part of parts) weights.set(part, (weights.get(part) ?? 0) + weight);
}
const total = traffic.reduce((sum, { weight }) => sum + weight, 0);
console.log(`user-agents: ${traffic.length} requests, weighted`);
const covered = weights.get('in all') ?? 0;
console.log(`  coverage  ${share(covered, total)}`);
if (right.length < said.length || covered / total < 0.995) process.exitCode = 1;
for (const [platform, weight] of [...weights].sort(([, a], [, b]) => b - a).slice(1, 21))
  console.log(`  ${share(weight, total).padStart(9)}  ${platform}`);

const table = rows.map((row) => row.userAgent);
const real = traffic.map(({ userAgent }) => userAgent);
for (const [name, cost] of /** @type {const} */ ([
  ['the table', microseconds(table, describe)],
  ['real traffic', microseconds(real, describe)],
  ['real traffic, with client hints', microseconds(real, describeWithHints)],
])) {
  console.log(`a look-up of a header that was not seen before: ${cost.toFixed(1)} µs (${name})`);
}

const text = {
  'a letter': 'a',
  blanks: ' ',
  'opening parentheses': '(',
  'a User-Agent, repeated': rows[0]?.userAgent ?? '',
  'a product, repeated': 'Mozilla/5.0 ',
};
for (const [name, piece] of Object.entries(text)) {
  const long = piece.repeat(2 ** 20 / piece.length);
  const start = performance.now();
  describe(long);
  console.log(`1 MB of ${name}: ${(performance.now() - start).toFixed(2)} ms`);
}

/**
 * The mean of the fastest pass, after as many as it takes to be warm.
 *
 * @param {string[]} strings
 * @param {(userAgent: string) => unknown} lookUp
 */
function microseconds(strings, lookUp) {
  let number = 0;
  const passes = Array.from({ length: Math.ceil(50_000 / strings.length) }, () => {
    const start = performance.now();
    // Each with a number behind it, since headers are remembered.
    for (const string of strings) lookUp(`${string} ${number++}`);
    return performance.now() - start;
  });
  return (1000 * Math.min(...passes)) / strings.length;
}
