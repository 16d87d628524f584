import { inspect } from 'node:util';
import { readConfig } from './config.js';
import { startSender } from './sender.js';

try {
  const sender = await startSender(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal ends the process at once.
    process.once(signal, () => sender.close());
  }
} catch (error) {
  // Postgres in WASM throws what is no error.
  process.stderr.write(`${error instanceof Error ? error.message : inspect(error)}\n`);
  // What is open already would keep the process.
  process.exit(1);
}
