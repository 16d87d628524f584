import type { Readable } from 'node:stream';
import type { Config } from '../config.js';
import { warningSentences } from '../warning-sentences.js';
import type { WelcomeEmailWarning } from '../warnings.js';
import { flagFor } from './flags.js';

/** The standard streams. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Makes a listener that writes each warning about the flags on a line. */
export function warnOn(stderr: Streams['stderr'], nameOf = flagFor) {
  return ({ field, code, reason }: WelcomeEmailWarning) => {
    const codeAndReason = [code, reason].filter(Boolean).join(': ');
    stderr.write(`welcome-email: ${nameOf(field)}: ${warningSentences[code]} (${codeAndReason})\n`);
  };
}

/** Makes a listener that writes each warning about a config on a line. */
export function warnOfConfig(stderr: Streams['stderr'], { name }: Config) {
  return warnOn(stderr, (field) => `${name}: ${field}`);
}
