import { run } from './command.js';

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  process.exitCode = 2;
  // Whoever read it has gone (`| head`), and wants no more: nothing to speak of.
  if (code !== 'EPIPE') process.stderr.write(`welcome-email: standard output: ${code}\n`);
});
process.stderr.on('error', () => {});

const status = await run(process.argv.slice(2), process);
if (status !== 0) process.exitCode = status;
