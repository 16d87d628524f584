import { addAbortSignal } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brandFrom, type Flags, UsageError } from './flags.js';
import { type BatchTally, renderLines } from './render-lines.js';
import { type Streams, warnOn } from './streams.js';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs `welcome-email batch`: renders a mail for each line.
 *
 * @returns the exit status
 */
export async function batch(flags: Flags, { stdin, stdout, stderr }: Streams): Promise<number> {
  const other = Object.keys(flags).find((flag) => !flag.startsWith('brand-'));
  if (other !== undefined) throw new UsageError(`--${other} is a field of each line of a batch`);
  const tally: BatchTally = { mails: 0, failed: 0 };
  const start = performance.now();
  const stop = new AbortController();
  let stopStatus: number | undefined;
  const stopReading = (_name: string, number: number) => {
    stopStatus = 128 + number;
    stop.abort();
  };
  addAbortSignal(stop.signal, stdin);
  const lines = renderLines(stdin, brandFrom(flags), tally, warnOn(stderr));
  // The same signal again ends the process at once.
  for (const signal of STOP_SIGNALS) process.once(signal, stopReading);
  const watch = stderr.isTTY ? setInterval(report, 1000, '\r') : undefined;
  try {
    await pipeline(lines, stdout, { end: false });
  } catch (error) {
    // bin.ts reports that the output is full or closed.
    if ((error as NodeJS.ErrnoException).syscall === 'write') return 2;
    throw error;
  } finally {
    clearInterval(watch);
    for (const signal of STOP_SIGNALS) process.off(signal, stopReading);
    if (stderr.isTTY) report('\n');
  }
  return stopStatus ?? (tally.failed > 0 ? 1 : 0);

  function report(end: string) {
    const rate = (1000 * (tally.mails + tally.failed)) / (performance.now() - start);
    stderr.write(`\r${tally.mails} mails, ${tally.failed} failed, ${rate.toFixed(0)} a second${end}`);
  }
}
