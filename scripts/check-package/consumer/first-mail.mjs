// Prints what importing the package and its first mail take, and the memory of the process then. The argument is the address, if there is one.
const start = performance.now();
const { renderWelcomeEmail } = await import('welcome-email');
const imported = performance.now();
await renderWelcomeEmail({
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT',
  time: Date.now(),
  ip: process.argv[2] || undefined,
});
const rendered = performance.now();
globalThis.gc?.();
console.log(
  JSON.stringify({
    importMs: imported - start,
    firstMailMs: rendered - imported,
    megabytes: process.memoryUsage().rss / 1e6,
  }),
);
