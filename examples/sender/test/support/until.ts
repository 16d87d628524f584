import { setTimeout } from 'node:timers/promises';

/** Waits until `look` sees what it looks for, and gives that. Only what hangs is given up. */
export async function until<Seen>(
  look: () => Seen | false | undefined | Promise<Seen | false | undefined>,
  seconds = 120,
) {
  // Not by the clock of the day, which some tests set.
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await setTimeout(20)) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
  }
  throw new Error(`not seen within ${seconds} s: ${look}`);
}
