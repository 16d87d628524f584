import { setTimeout } from 'node:timers/promises';

/** Waits until `look` sees what it looks for, and gives that. */
export async function until<Seen>(look: () => Seen | false | undefined | Promise<Seen | false | undefined>) {
  for (const end = Date.now() + 30_000; Date.now() < end; await setTimeout(20)) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
  }
  throw new Error(`not seen within 30 s: ${look}`);
}
