import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { bundle } from '../../scripts/bundle.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a folder that is removed after all tests. */
    scratch: string;
  }
}

let built: ReturnType<typeof build> | undefined;

/** Builds the package from the current source, for tests that start programs. Test files in the same process share the build. */
export function buildPackage(): ReturnType<typeof build> {
  built ??= build();
  return built;
}

async function build() {
  const folder = await mkdtemp(join(inject('scratch'), 'built-'));
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await bundle(pathToFileURL(join(folder, 'dist/')), pathToFileURL(join(folder, 'build/')));

  return {
    /** The path of the command. */
    command: join(folder, 'dist/cli.js'),
    /** Runs a module in which `welcome` is the package and `useUp` opens files until no more can be opened; gives what it prints, as JSON. */
    async run(code: string) {
      const script = join(folder, `${crypto.randomUUID()}.mjs`);
      await writeFile(script, `${HEAD}${code}`);
      const limited = ['-c', 'ulimit -n 256 && exec "$0" "$@"', process.execPath, script];
      const { stdout } = await promisify(execFile)('sh', limited);
      return JSON.parse(stdout);
    },
  };
}

const HEAD = `
import { closeSync, openSync } from 'node:fs';
import * as welcome from './dist/index.js';

function useUp() {
  const open = [];
  try {
    for (;;) open.push(openSync('/dev/null'));
  } catch {}
  return () => open.forEach((descriptor) => closeSync(descriptor));
}
`;
