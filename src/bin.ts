import { run } from './cli.js';

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // Whoever read it has gone (`| head`), and wants no more.
  if (code === 'EPIPE') return;
  process.stderr.write(`welcome-email: standard output: ${code}\n`);
  process.exitCode = 2;
});
process.stderr.on('error', () => {});

const status = await run(process.argv.slice(2), process);
if (status !== 0) process.exitCode = status;
