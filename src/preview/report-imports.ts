import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

/** An import. Without a `url`, the file was not found. */
export interface Resolution {
  readonly specifier: string;
  readonly parentURL: string | undefined;
  readonly url: string | undefined;
}

/** The hook `resolve` of node:module. The types of Node 20 have only its asynchronous form. */
export type Resolve<Result> = (
  specifier: string,
  context: { readonly parentURL?: string | undefined },
  nextResolve: (specifier: string, context?: object) => Result,
) => Result;
export interface Resolved {
  readonly url: string;
}
type RegisterHooks = (hooks: { readonly resolve: Resolve<Resolved> }) => void;

/** How often the list of loaded CommonJS modules is read in Node 20. */
const INTERVAL_MS = 100;

/** Calls back with the path of each file that is imported or required from now on, even if it is not found. Omits files of packages. */
export function reportImports(report: (path: string) => void): void {
  const reportPath = (path: string) => {
    if (!/[\\/]node_modules[\\/]/.test(path)) report(path);
  };
  const reportResolution = ({ specifier, parentURL, url }: Resolution) => {
    const isPath = /^\.{0,2}\//.test(specifier);
    const href = url ?? (isPath && parentURL ? new URL(specifier, parentURL).href : '');
    if (href.startsWith('file:')) reportPath(fileURLToPath(href));
  };

  const { registerHooks } = module as { readonly registerHooks?: RegisterHooks };
  if (registerHooks !== undefined) {
    registerHooks({
      resolve(specifier, context, nextResolve) {
        const { parentURL } = context;
        try {
          const resolved = nextResolve(specifier, context);
          reportResolution({ specifier, parentURL, url: resolved.url });
          return resolved;
        } catch (error) {
          reportResolution({ specifier, parentURL, url: undefined });
          throw error;
        }
      },
    });
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.on('message', reportResolution);
  port1.unref();
  module.register(new URL('import-hooks.js', import.meta.url), { data: port2, transferList: [port2] });
  // These hooks do not see what CommonJS modules require.
  const { cache } = module.createRequire(import.meta.url);
  setInterval(() => Object.keys(cache).forEach(reportPath), INTERVAL_MS).unref();
}
