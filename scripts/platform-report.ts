// Prints how often the platform is right and how often there is one: for the User-Agents of the tests, and for real traffic as
// `user-agents` samples and weights it (5 MB of data, so not part of the tests). Fails if a platform is wrong, or if less than 99.5 %
// of the traffic gets one.
import { readFileSync } from 'node:fs';
import { describePlatform } from '../src/facts/platform.js';
import { userAgentRows } from '../test/fixtures/user-agents.js';
import { readLanguage } from './locales.js';

const english = readLanguage('en');
const describe = (userAgent: string) => describePlatform(userAgent, {}, english);
const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;

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

const traffic: ReadonlyArray<{ userAgent: string; weight: number }> = JSON.parse(
  readFileSync(new URL('user-agents.json', import.meta.resolve('user-agents')), 'utf8'),
);
const weights = new Map<string, number>();
for (const { userAgent, weight } of traffic) {
  const platform = describe(userAgent) ?? 'nothing';
  weights.set(platform, (weights.get(platform) ?? 0) + weight);
}
const total = traffic.reduce((sum, { weight }) => sum + weight, 0);
const covered = total - (weights.get('nothing') ?? 0);
console.log(`user-agents: ${traffic.length} requests, weighted`);
console.log(`  coverage  ${share(covered, total)}`);
for (const [platform, weight] of [...weights].sort(([, a], [, b]) => b - a).slice(0, 20))
  console.log(`  ${share(weight, total).padStart(9)}  ${platform}`);

if (right.length < said.length || covered / total < 0.995) process.exitCode = 1;
