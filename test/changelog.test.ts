import { expect, test } from 'vitest';
import { entryOf } from '../scripts/changelog.js';

const changelog = `# Changelog

## [Unreleased]: 1.1.0

- not yet

## [1.0.0] - 2026-12-01

### Added

- the first

## [0.1.0] - 2026-11-01

[1.0.0]: https://a.example/
`;

test('the entry of a version is the text below its heading', () => {
  expect(entryOf(changelog, '1.0.0')).toBe('### Added\n\n- the first');
});

test.each(['1.1.0', '2.0.0', '1.0', '1.0.0-beta', ''])('there is no entry for %j', (version) => {
  expect(entryOf(changelog, version)).toBeUndefined();
});

test('a heading without text is no entry', () => {
  expect(entryOf(changelog, '0.1.0')).toBeUndefined();
});
