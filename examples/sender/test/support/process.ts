import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

export const LINK_SECRET = 'a secret that is long enough for tests';

/** A sender in a process of its own. */
export interface SenderProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

export type Command =
  | 'dead-letters'
  | 'demo'
  | 'migrate'
  | 'new-account'
  | 'tokens'
  | 'trace'
  | 'welcome-all';

/** The path of a built program of the service. */
export function program(name: 'main' | `commands/${Command}`): string {
  return fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
}

/** Starts the built service on a free port, and waits until it listens. */
export async function startProcess(env: Record<string, string>): Promise<SenderProcess> {
  const child = spawn(process.execPath, [program('main')], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      PUBLIC_URL: 'https://app.example.com/welcome/',
      MAIL_FROM: 'no-reply@example.com',
      SMTP_TLS: 'optional',
      USER_PAUSE_SECONDS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, url: await whenListening(child) };
}

/** Waits until a process of the service listens, and gives its URL. */
export function whenListening({ stdout }: ChildProcess): Promise<string> {
  let output = '';
  stdout?.on('data', (chunk) => {
    // Read to the end, so that it can go on.
    if (output.length < 10_000) output += chunk;
  });
  return until(() => /Server listening at (http:[^"]+)/.exec(output)?.[1]);
}
