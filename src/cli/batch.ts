import { addAbortSignal } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.js';
import { brandFrom, type Flags, UsageError } from './flags.js';
import { type BatchTally, renderLines } from './render-lines.js';
import { type Streams, warnOfConfig, warnOn } from './streams.js';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs `welcome-email batch`: renders an email for each line.
 *
 * @returns the exit status
 */
export async function batch(
  flags: Flags,
  config: Config,
  { stdin, stdout, stderr }: Streams,
): Promise<number> {
  const tally: BatchTally = { mails: 0, failed: 0 };
  const start = performance.now();
  const abort = new AbortController();
  let stopStatus: number | undefined;
  const stopReading = (_name: string, number: number) => {
    stopStatus = 128 + number;
    abort.abort();
  };
  addAbortSignal(abort.signal, stdin);
  const brand = brandFrom(flags);
  const warn = brand === undefined ? warnOfConfig(stderr, config) : warnOn(stderr);
  const lines = renderLines(stdin, config, brand, tally, warn);
  // With `once`, a second signal of the same kind ends the process at once.
  for (const signal of STOP_SIGNALS) process.once(signal, stopReading);
  const progressTimer = stderr.isTTY ? setInterval(reportProgress, 1000, '\r') : undefined;
  try {
    await pipeline(lines, stdout, { end: false });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    // bin.ts reports that the output is full or closed.
    if (syscall === 'write') return 2;
    if (syscall === 'read') throw new UsageError(`standard input cannot be read (${code})`);
    throw error;
  } finally {
    clearInterval(progressTimer);
    for (const signal of STOP_SIGNALS) process.off(signal, stopReading);
    if (stderr.isTTY) reportProgress('\n');
  }
  return stopStatus ?? (tally.failed > 0 ? 1 : 0);

  function reportProgress(end: string) {
    const rate = (1000 * (tally.mails + tally.failed)) / (performance.now() - start);
    const emails = `${tally.mails} email${tally.mails === 1 ? '' : 's'}`;
    stderr.write(`\r${emails}, ${tally.failed} failed, ${rate.toFixed(0)} per second${end}`);
  }
}
