import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const manifest = JSON.parse(read('package.json')) as {
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional?: boolean }>;
};
const peers = Object.keys(manifest.peerDependencies);

/** The peers and all that they need, in every version that is in the lock file: what users may install beside the package. */
const installed = new Set<string>();
function addAll(name: string): void {
  for (const [path, { dependencies = {} }] of Object.entries(packages)) {
    if (!path.endsWith(`node_modules/${name}`) || installed.has(path)) continue;
    installed.add(path);
    Object.keys(dependencies).forEach(addAll);
  }
}
peers.forEach(addAll);

test('users install nothing that they do not ask for', () => {
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('optionalDependencies');
  for (const name of peers) expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
});

test('users install nothing under a copyleft licence', () => {
  expect(installed.size).toBeGreaterThan(peers.length);
  for (const path of installed) {
    expect(packages[path]?.license, path).toMatch(
      /^\(?(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|Unlicense)\b/,
    );
  }
});

test('nothing that users install runs a script when it is installed', () => {
  for (const path of installed) expect(packages[path]?.hasInstallScript, path).not.toBe(true);
});

test('every direct dependency has a reason in docs/runtimes.md', () => {
  const page = read('docs/runtimes.md');
  for (const name of peers) expect(page).toContain(`\`${name}\``);
});

test('the lock file names no place to download from', () => {
  expect(read('package-lock.json')).not.toMatch(
    /"resolved"|https?:\/\/(?!opencollective|github|tidelift|www\.patreon|feross)[^"]*\.tgz/,
  );
});
