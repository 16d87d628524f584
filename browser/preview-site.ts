import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export const CONFIG = {
  brand: { name: 'Acme', url: 'https://acme.example/', accentColor: '#0b6e4f' },
};

/**
 * A folder with a config, and the built command that previews it.
 *
 * @param command - the path of the built command
 */
export async function createProject(command: string) {
  const folder = await mkdtemp(join(tmpdir(), 'welcome-email-preview-'));
  let server: ChildProcess | undefined;

  async function stop() {
    if (server?.exitCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    await exit;
  }

  return {
    /** Writes the config: options of the renderer, or any text. */
    configure: (config: unknown) =>
      writeFile(
        join(folder, 'welcome-email.config.mjs'),
        typeof config === 'string' ? config : `export default ${JSON.stringify(config)};`,
      ),

    /** Starts the preview. Returns its address. */
    async start(port = 0): Promise<string> {
      const child = spawn(process.execPath, [command, 'preview', '--port', String(port)], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      server = child;
      child.stdout.setEncoding('utf8');
      let printed = '';
      for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
        printed += text;
        const [address] = /http:\/\/\S+/.exec(printed) ?? [];
        if (address) {
          child.stdout.resume();
          return address;
        }
      }
      throw new Error(`The preview has ended: ${printed}`);
    },
    stop,

    /** Writes the preview as static files. Returns the address of its page. */
    async writeFiles(): Promise<string> {
      await promisify(execFile)(process.execPath, [command, 'preview', '--out', 'site'], { cwd: folder });
      return pathToFileURL(join(folder, 'site/index.html')).href;
    },

    async remove() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
