import { createHash } from 'node:crypto';
import { operationNames } from '../../emails/operations.js';
import { localeTags } from '../locales.js';
import { reportProblem } from '../problems.js';
import type { Outcome } from './outcome.js';

/** Prints a row for each outcome, and reports mails that differ between two of them. Only geoip-lite may say another place. */
export function compareMails(outcomes: readonly Outcome[]): void {
  console.log(
    '\n| runtime | way | place, words | mails | sha256, but for the country |\n| --- | --- | --- | --- | --- |',
  );
  for (const { name, way, source, mails } of outcomes) {
    const hashes = Object.values(mails);
    const hash = createHash('sha256').update(hashes.join()).digest('hex').slice(0, 12);
    console.log(`| ${name} | ${way} | ${source} | ${hashes.length} | \`${hash}\` |`);
    const first = outcomes.find((other) => (other.source === 'geoip-lite') === (source === 'geoip-lite'));
    const differing = Object.entries(first?.mails ?? {}).filter(([mail, sha256]) => mails[mail] !== sha256);
    if (differing.length > 0 || hashes.length !== operationNames.length * localeTags.length)
      reportProblem(
        `${name}, ${way}, ${source}: other bytes in ${differing.map(([mail]) => mail).join(', ')}`,
      );
  }
}

/** Prints the countries that a runtime names differently from the first one. The names come from the runtime's CLDR, so they may differ. */
export function compareCountries(
  [first, ...others]: readonly Outcome[],
  countryCodes: readonly string[],
): void {
  const runtimes = new Map<string, Set<string>>();
  for (const { name, countries } of others) {
    for (const locale of localeTags) {
      const pairs = countryCodes.flatMap((code, i) => {
        const [before, after] = [first?.countries[locale]?.[i], countries[locale]?.[i]];
        return before === after ? [] : [`${code} ${before} → ${after}`];
      });
      if (pairs.length === 0) continue;
      // Some runtimes have no names in some languages.
      const shown = pairs.length > 20 ? [...pairs.slice(0, 2), `… ${pairs.length} in all`] : pairs;
      const row = `${locale} | ${shown.join('; ')}`;
      runtimes.set(row, (runtimes.get(row) ?? new Set()).add(name));
    }
  }
  console.log(`\n| locale | countries named otherwise than in ${first?.name} | in |\n| --- | --- | --- |`);
  for (const [row, names] of runtimes) console.log(`| ${row} | ${[...names].join(', ')} |`);
}
