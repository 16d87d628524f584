import { run } from './commands.js';
import type { HashedMails, Source } from './consumer/mails.js';

/** The mails that a runtime rendered, and how. */
export interface Outcome extends HashedMails {
  /** The runtime. */
  readonly name: string;
  /** How the package got there. */
  readonly way: string;
  readonly source: Source;
}

/** Runs a file that prints its mails. */
export function render(runtime: string, args: readonly string[], cwd: string): HashedMails {
  return JSON.parse(run(runtime, args, cwd));
}
