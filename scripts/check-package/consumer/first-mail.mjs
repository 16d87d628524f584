// Prints the processor time of importing the package and of its first mail, and the memory of the process then. The argument is the address,
// if there is one.
import { cpuUsage } from 'node:process';

const start = cpuUsage();
const { renderWelcomeEmail } = await import('welcome-email');
const ofImport = cpuUsage(start);
const imported = cpuUsage();
await renderWelcomeEmail({
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT',
  time: Date.now(),
  ip: process.argv[2] || undefined,
});
const ofFirstMail = cpuUsage(imported);
globalThis.gc?.();
console.log(
  JSON.stringify({
    importMs: (ofImport.user + ofImport.system) / 1000,
    firstMailMs: (ofFirstMail.user + ofFirstMail.system) / 1000,
    megabytes: process.memoryUsage().rss / 1e6,
  }),
);
