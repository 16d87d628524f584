// The process that loads the config and renders the emails. The imports of an ES module cannot be loaded again, so each change of the
// config needs a new process. It also protects the server from a config that hangs or calls `process.exit`.
import { Worker } from 'node:worker_threads';
import { ConfigError, describeError, loadConfig } from '../config.js';
import { reportImports } from './report-imports.js';
import { createSession, type Session } from './session.js';

/** What this process sends. */
export type FromRenderer =
  /** The path of a file or folder that the config imports. */
  | { readonly imported: string }
  /** A `Catalog`, as JSON: the config has loaded. */
  | { readonly catalog: string }
  /** Why the config cannot be used. */
  | { readonly problem: string }
  /** A `MailView` as JSON, for the request with this number. */
  | { readonly id: number; readonly view: string };

/** What this process receives: the JSON of a `MailRequest`. */
export interface ToRenderer {
  readonly id: number;
  readonly input: unknown;
}

const send = (message: FromRenderer) => process.send?.(message);
const [path] = process.argv.slice(2);

// Ends with the server. A config in an endless loop handles no events, so a worker thread also checks whether the server is alive.
process.on('disconnect', () => process.exit());
const watchdog = `setInterval(() => process.ppid === ${process.ppid} || process.kill(process.pid, 'SIGKILL'), 1000)`;
new Worker(watchdog, { eval: true, execArgv: [] }).unref();
process.on('uncaughtException', (error) => {
  process.send?.({ problem: describe(error) } satisfies FromRenderer, () => process.exit(1));
});

reportImports((imported) => send({ imported }));
try {
  const session = await createSession(await loadConfig(path), 'live');
  process.on('message', (request: ToRenderer) => void answer(session, request));
  send({ catalog: JSON.stringify(session.catalog) });
} catch (error) {
  send({ problem: describe(error) });
}

async function answer({ render }: Session, { id, input }: ToRenderer): Promise<void> {
  const view = await render(input).catch((error) => ({
    error: { field: '', code: 'failed', message: describe(error) },
  }));
  send({ id, view: JSON.stringify(view) });
}

function describe(error: unknown): string {
  return error instanceof ConfigError ? error.message : describeError(error, path);
}
