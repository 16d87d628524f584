// Prints the entry of a version in CHANGELOG.md, for its release on GitHub. Fails if there is none.
import { readFileSync } from 'node:fs';
import { entryOf } from './changelog.js';

const [version = ''] = process.argv.slice(2);
const entry = entryOf(readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8'), version);
if (entry === undefined) {
  console.error(
    `CHANGELOG.md has no entry for this version. Expected a heading "## [x.y.z] - date" with text below it.`,
  );
  process.exitCode = 1;
} else {
  console.log(entry);
}
