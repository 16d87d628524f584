import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const manifest = JSON.parse(read('package.json')) as {
  readonly optionalDependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
};

/** What comes with `npm install welcome-email`. */
const installed = Object.entries(lock.packages).filter(
  ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
);

test('users install nothing under a copyleft licence', () => {
  expect(installed.length).toBeGreaterThan(Object.keys(manifest.optionalDependencies).length);
  for (const [path, { license }] of installed) {
    expect(license, path).toMatch(
      /^\(?(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|Unlicense)\b/,
    );
  }
});

test('nothing that users install runs a script when it is installed', () => {
  for (const [path, { hasInstallScript }] of installed) expect(hasInstallScript, path).not.toBe(true);
});

test('every direct dependency has a reason in docs/runtimes.md', () => {
  const page = read('docs/runtimes.md');
  for (const name of Object.keys({ ...manifest.optionalDependencies, ...manifest.peerDependencies }))
    expect(page).toContain(`\`${name}\``);
});

test('the lock file names no place to download from', () => {
  expect(read('package-lock.json')).not.toMatch(
    /"resolved"|https?:\/\/(?!opencollective|github|tidelift|www\.patreon|feross)[^"]*\.tgz/,
  );
});
