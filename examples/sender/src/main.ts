import { readConfig } from './config.js';
import { startSender } from './sender.js';

try {
  const sender = await startSender(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal ends the process at once.
    process.once(signal, () => sender.close());
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
