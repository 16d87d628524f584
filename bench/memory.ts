// Checks that memory does not grow: renders a million mails, each with a different name, User-Agent, address and brand, in all operations,
// locales and time zones. Every thousandth has fields of 100,000 characters. Fails if memory grows by more than 10 % after the first 100,000.
// With `--no-place`, no location data is loaded.
import { shippedLocales } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { makeRequests } from './requests.js';

const renderer = createWelcomeEmailRenderer(
  process.argv.includes('--no-place') ? { locate: () => undefined } : {},
);
await renderer.warmUp();
const requests = makeRequests(10_000);
const zones = Intl.supportedValuesOf('timeZone');
const of = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
};

let early = 0;
const start = performance.now();
for (let i = 1; i <= 1_000_000; i++) {
  const request = of(requests, i);
  const long = i % 1000 === 0 ? 'x '.repeat(50_000) : '';
  await renderer.render({
    ...request,
    name: `${request.name}, ${i}${long}`,
    userAgent: `${request.userAgent} Build/${i}${long}`,
    ip: `${81 + (i % 7)}.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
    locale: `${of(shippedLocales, i)},${long}`,
    // Every other mail is in the zone of its place.
    timeZone: i % 2 === 0 ? of(zones, i >> 1) : null,
    brand: { name: `Acme ${i}` },
  });
  if (i % 100_000 === 0) console.log(`${i} mails: ${megabytes().toFixed(0)} MB`);
  if (i === 100_000) early = megabytes();
}
const growth = megabytes() / early - 1;
console.log(
  `${(100 * growth).toFixed(1)} % more at the end; ${(1e9 / (performance.now() - start)).toFixed(0)} mails a second, brands and all`,
);
if (growth > 0.1) process.exitCode = 1;
