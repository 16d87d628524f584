import type { Readable } from 'node:stream';
import type { WelcomeEmailWarning } from '../warnings.js';
import { flagFor } from './flags.js';

/** The standard streams. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Makes a listener that writes each warning on a line. */
export function warnOn(stderr: Streams['stderr']) {
  return ({ field, code, reason }: WelcomeEmailWarning) =>
    void stderr.write(
      `welcome-email: ${flagFor(field)} is ignored: ${code}${reason === undefined ? '' : ` (${reason})`}\n`,
    );
}
