import { join } from 'node:path';
import { findConfig, loadConfig } from '../config.js';
import { type Flags, UsageError } from './flags.js';
import type { Streams } from './streams.js';

const DEFAULT_PORT = 4040;

/** Runs `welcome-email preview`: serves the preview, or writes it into a folder. */
export async function preview(flags: Flags, { stdout, stderr }: Streams): Promise<number> {
  const { config, open = false, out } = flags;
  const port = portFrom(flags.port);
  if (out !== undefined && (open || flags.port !== undefined))
    throw new UsageError('--out cannot be used with --port or --open: it writes files and starts no server');
  // The other commands do not need it.
  const { builtFolder, servePreview } = await import('../preview/preview.js');
  if (out !== undefined) {
    const { writeStaticSite } = await import('../preview/static-site.js');
    const loaded = await loadConfig(findConfig(config));
    const { mails, bytes } = await writeStaticSite(loaded, out, builtFolder).catch((error) => {
      throw error.syscall === undefined
        ? error
        : new UsageError(`--out cannot be written to (${error.code})`);
    });
    stdout.write(`${mails} emails, ${(bytes / 1e6).toFixed(1)} MB: open ${join(out, 'index.html')}\n`);
    return 0;
  }
  const print = (line: string) => void stdout.write(`${line}\n`);
  const printError = (line: string) => void stderr.write(`welcome-email: ${line}\n`);
  await servePreview({ config, port, open, print, printError }).catch((error) => {
    throw error.syscall === 'listen'
      ? new UsageError(`the preview cannot listen on --port (${error.code})`)
      : error;
  });
  return 0;
}

function portFrom(flag: string | undefined): number {
  if (flag === undefined) return DEFAULT_PORT;
  if (!/^\d{1,5}$/.test(flag) || Number(flag) > 65_535)
    throw new UsageError('--port must be a number from 0 to 65535');
  return Number(flag);
}
