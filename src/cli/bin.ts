import { run } from './command.js';

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  process.exitCode = 2;
  // EPIPE means that the reader closed the pipe (`| head`). That is no error worth a message.
  if (code !== 'EPIPE')
    process.stderr.write(`welcome-email: standard output cannot be written to (${code})\n`);
});
// There is nowhere left to report this.
process.stderr.on('error', () => {});

const status = await run(process.argv.slice(2), process);
if (status !== 0) process.exitCode = status;
