import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Package>;
};

/** What runs in production, apart from the package in this repository. */
const installed = Object.entries(lock.packages).filter(
  ([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link,
);

test('nothing is under a copyleft licence, and nothing runs a script when it is installed', () => {
  expect(installed.length).toBeGreaterThan(50);
  for (const [path, { license, hasInstallScript }] of installed) {
    expect(license, path).toMatch(
      /^(?:MIT|MIT-0|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|\(MIT OR CC0-1\.0\))$/,
    );
    expect(hasInstallScript, path).not.toBe(true);
  }
});
