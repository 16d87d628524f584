// Reports what a process imports. Node 20 runs these hooks in a separate thread.
import type { MessagePort } from 'node:worker_threads';
import type { Resolution, Resolve, Resolved } from './report-imports.js';

let port: MessagePort | undefined;

/** Called by Node. */
export function initialize(data: MessagePort): void {
  port = data;
}

/** Called by Node. */
export const resolve: Resolve<Promise<Resolved>> = async (specifier, context, nextResolve) => {
  const { parentURL } = context;
  const report = (url: string | undefined) =>
    port?.postMessage({ specifier, parentURL, url } satisfies Resolution);
  try {
    const resolved = await nextResolve(specifier, context);
    report(resolved.url);
    return resolved;
  } catch (error) {
    report(undefined);
    throw error;
  }
};
