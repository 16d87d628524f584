import { inspect } from 'node:util';
import { readConfig } from './config.js';
import { startSender } from './sender.js';

try {
  const starting = startSender(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Also one that comes while it starts. A second signal ends the process at once.
    process.once(signal, async () => (await starting).close());
  }
  await starting;
} catch (error) {
  // Postgres in WASM throws what is no error.
  process.stderr.write(`${error instanceof Error ? error.message : inspect(error)}\n`);
  // What is open already would keep the process.
  process.exit(1);
}
