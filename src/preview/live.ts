import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../config.js';
import type { Events } from './protocol.js';
import type { FromRenderer, ToRenderer } from './renderer-process.js';
import { watchFolders } from './watch.js';

/** If a config takes longer to load, or an email to render, that is reported. Compiling a template for all locales takes 5 s. */
const PATIENCE_MS = 15_000;

/** An event for the page. `data` is JSON. */
export interface LiveEvent {
  readonly name: keyof Events;
  readonly data: string;
}

/** Renders with the current config. */
export interface Live {
  /** Returns the events that a new page needs. Empty while the first config is loading. */
  current(): LiveEvent[];
  /** Calls back with each further event. Returns a function that stops it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  /** Renders a `MailRequest`. Returns a `MailView` as JSON; `undefined` if no config has loaded, or if the renderer does not answer. */
  render(input: unknown): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A process that has loaded the config. */
interface Renderer {
  readonly child: ChildProcess;
  /** The requests that it has not answered. */
  readonly waiting: Map<number, (view: string | undefined) => void>;
}

/**
 * Loads the config in a process. When a file changes, it loads it again in a new process. The old one renders until the new one is ready.
 *
 * @param find - finds the config file
 * @param program - the URL of the built renderer-process.ts
 * @param reportError - called with errors for the terminal, which the page does not show
 */
export function startLive(
  find: () => string | undefined,
  program: URL,
  reportError: (message: string) => void,
): Live {
  const listeners = new Set<(event: LiveEvent) => void>();
  const watcher = watchFolders(load, (folder, code) =>
    reportError(`${folder} cannot be watched (${code}): restart the preview after a change`),
  );
  let ready: Renderer | undefined;
  let loading: ChildProcess | undefined;
  let catalog: LiveEvent | undefined;
  let problem: LiveEvent | undefined;
  let lastId = 0;

  function load(): void {
    loading?.kill('SIGKILL');
    let path: string | undefined;
    try {
      path = find();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      fail(error.message);
      return;
    }
    watcher.add(path === undefined ? process.cwd() : dirname(path));
    const child = fork(fileURLToPath(program), path === undefined ? [] : [path]);
    const renderer: Renderer = { child, waiting: new Map() };
    let hasFailed = false;
    loading = child;
    const slow = setTimeout(
      () =>
        fail(
          `The config has been loading for ${PATIENCE_MS / 1000} seconds. It may be waiting for something.`,
        ),
      PATIENCE_MS,
    );
    child.on('message', (message: FromRenderer) => {
      if ('imported' in message) return watcher.add(dirname(message.imported));
      if ('id' in message) return renderer.waiting.get(message.id)?.(message.view);
      clearTimeout(slow);
      if (child !== loading && child !== ready?.child) return;
      if ('problem' in message) {
        hasFailed = true;
        return fail(message.problem);
      }
      loading = undefined;
      ready?.child.kill('SIGKILL');
      ready = renderer;
      problem = undefined;
      catalog = emit('catalog', message.catalog);
    });
    child.on('exit', (code) => {
      clearTimeout(slow);
      const isUsed = child === loading || child === ready?.child;
      if (child === loading) loading = undefined;
      if (child === ready?.child) ready = undefined;
      for (const answer of renderer.waiting.values()) answer(undefined);
      if (isUsed && !hasFailed) fail(`The config ended its process (exit code ${code})`);
    });
    child.on('error', (error) => reportError(`The config's process cannot be used: ${error.message}`));
  }

  function fail(message: string): void {
    problem = emit('problem', JSON.stringify({ message }));
  }

  function emit(name: keyof Events, data: string): LiveEvent {
    const event = { name, data };
    for (const listener of listeners) listener(event);
    return event;
  }

  function request({ child, waiting }: Renderer, input: unknown): Promise<string | undefined> {
    const id = ++lastId;
    return new Promise<string | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
      waiting.set(id, (view) => {
        clearTimeout(timer);
        resolve(view);
      });
      // If the process has ended, the listener of `exit` answers.
      child.send({ id, input } satisfies ToRenderer, () => {});
    }).finally(() => waiting.delete(id));
  }

  load();
  return {
    current: () => [catalog, problem].filter((event) => event !== undefined),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async render(input) {
      for (let renderer = ready; renderer !== undefined; renderer = ready) {
        const view = await request(renderer, input);
        // The process may have been replaced in between.
        if (view !== undefined || renderer === ready) return view;
      }
      return undefined;
    },
    async close() {
      watcher.close();
      const children = [loading, ready?.child].filter((child) => child !== undefined);
      loading = ready = undefined;
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map((child) => once(child, 'exit')));
    },
  };
}
