import { run } from './commands/command.js';
import { readConfig } from './config.js';
import { startSender } from './sender.js';

await run(async () => {
  const starting = startSender(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Also works during the start. A second signal ends the process at once.
    process.once(signal, async () => (await starting).close());
  }
  await starting;
});
