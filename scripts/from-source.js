// What the build and the reports share: they ask the source, so that there is nothing to build first.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Gives what modules of src/ export, bundled as they are now.
 *
 * @param {string[]} paths from src/
 * @param {import('esbuild').BuildOptions} options
 */
export async function importSource(paths, options = {}) {
  const { outputFiles } = await build({
    ...options,
    stdin: {
      contents: paths.map((path) => `export * from './${path}';`).join('\n'),
      resolveDir: fileURLToPath(new URL('../src/', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
  );
}

/** The mean of the fastest of several passes. @param {(i: number) => unknown} action */
export function microseconds(action) {
  const size = 1000;
  const passes = Array.from({ length: 50 }, (_, pass) => {
    const start = performance.now();
    for (let i = 0; i < size; i++) action(pass * size + i);
    return performance.now() - start;
  });
  return (1000 * Math.min(...passes)) / size;
}
