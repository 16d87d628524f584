import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** For a password that is the only factor (NIST SP 800-63B-4, 3.1.1.2). Counted in code points, as there. */
export const MIN_PASSWORD_LENGTH = 15;

export function isLongEnough(password: string): boolean {
  return [...normalize(password)].length >= MIN_PASSWORD_LENGTH;
}

export function isSamePassword(password: string, repetition: unknown): boolean {
  return typeof repetition === 'string' && normalize(password) === normalize(repetition);
}

/** One core is left to everything else. Others wait, but not more than are done in a few seconds. */
const limit = pLimit(Math.max(1, availableParallelism() - 1));
const MAX_WAITING = 50;

/** There are too many passwords to hash. */
export class BusyError extends Error {
  readonly statusCode = 503;
}

/**
 * Argon2id in the PHC format, with the library's own costs, which are those of OWASP: 19 MiB, 2 passes, 1 lane.
 *
 * @throws BusyError
 */
export async function hashPassword(password: string): Promise<string> {
  if (limit.pendingCount >= MAX_WAITING) throw new BusyError();
  return limit(hash, normalize(password));
}

/** The same characters can be typed as different code points. Whoever compares a password must do the same (RFC 8265, 4.2). */
function normalize(password: string): string {
  return password.normalize('NFC');
}
