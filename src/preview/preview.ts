// The preview, which the command loads only when it is needed. Built, it is beside the files of the page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findConfig } from '../config.js';
import { startLive } from './live.js';
import { createListener, listen } from './server.js';

/** The folder of the built page and of the built renderer-process.ts. */
export const builtFolder = new URL('.', import.meta.url);

export interface PreviewOptions {
  /** The config file that the user names. */
  readonly config: string | undefined;
  readonly port: number;
  /** Opens the page in a browser. */
  readonly open: boolean;
  /** Prints a line for the user. */
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/**
 * Serves the preview until the process gets SIGINT or SIGTERM.
 *
 * @throws ConfigError if the named config file does not exist; an `Error` with the system's `code` if there is no free port
 */
export async function servePreview({ config, port, open, print, printError }: PreviewOptions): Promise<void> {
  findConfig(config);
  const live = startLive(() => findConfig(config), new URL('renderer-process.js', builtFolder), printError);
  try {
    const server = await listen(createListener(live, builtFolder), port);
    if (server.port !== port && port !== 0) print(`Port ${port} is in use`);
    const address = `http://localhost:${server.port}/`;
    print(`Preview: ${address} (press Ctrl+C to stop)`);
    live.subscribe(({ name, data }) => {
      if (name === 'problem') printError(JSON.parse(data).message);
    });
    if (open) openBrowser(address, printError);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    server.close();
  } finally {
    await live.close();
  }
}

function openBrowser(address: string, printError: (line: string) => void): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '""', address]]
        : ['xdg-open', [address]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => printError(`No browser was found. Open ${address} yourself`));
  child.unref();
}
