import { readFileSync } from 'node:fs';
import { type Operation, operationNames, operations } from '../emails/operations.js';
import { randomNumbers } from '../scripts/random-numbers.js';
import type { WelcomeEmailInput } from '../src/index.js';

export type Request = WelcomeEmailInput & {
  readonly userAgent: string;
  readonly ip: string;
  readonly time: number;
  readonly expiresAt?: number;
  readonly locale: string;
  readonly operation: Operation;
};

export const locales = ['en', 'de', 'ru', 'ar', 'tr', 'hu', 'el', 'ka', 'hy', 'kk'];

/** One in each of ten scripts. */
const names = [
  'Ada Lovelace',
  'Владимир Петров',
  'محمد بن سلمان',
  '山田太郎',
  '김민준',
  'นภา ใจดี',
  'राम कुमार',
  'Ελένη Παπαδοπούλου',
  'נועה לוי',
  'Անի Գրիգորյան',
];

const agents: ReadonlyArray<{ readonly userAgent: string }> = JSON.parse(
  readFileSync(new URL('user-agents.json', import.meta.resolve('user-agents')), 'utf8'),
);

/**
 * Distinct requests, the same in each run: real User-Agents, random public addresses (one in four IPv6), instants over a year, names in
 * ten scripts, ten locales, all operations.
 */
export function makeRequests(count: number): Request[] {
  const random = randomNumbers(2026);
  const below = (n: number) => Math.floor(random() * n);
  const from = Date.UTC(2026, 0, 1);
  const year = 365 * 24 * 60 * 60 * 1000;
  return Array.from({ length: count }, (_, i) => {
    const time = from + below(year);
    const operation = operationNames[below(operationNames.length)] ?? 'registration';
    const { kind, link } = operations[operation];
    return {
      name: `${names[i % names.length]} ${(i % 676).toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`,
      [link]: `https://app.example.com/set-password?token=${i}Zk3vQ9yT2mX7bLr4Zk3vQ9yT2mX7bLr4`,
      userAgent: agents[below(agents.length)]?.userAgent ?? '',
      ip:
        i % 4 === 0
          ? `2a0${below(10)}:${below(65536).toString(16)}:${below(65536).toString(16)}::${below(65535).toString(16)}`
          : `${[5, 31, 46, 62, 77, 81, 91, 109, 151, 188][below(10)]}.${below(256)}.${below(256)}.${below(256)}`,
      time,
      ...(kind === 'request' && { expiresAt: time + 24 * 60 * 60 * 1000 }),
      locale: locales[below(locales.length)] ?? 'en',
      operation,
    } as Request;
  });
}
