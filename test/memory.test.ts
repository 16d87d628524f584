import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { renderWelcomeEmail, type WelcomeEmailFacts } from '../src/index.js';
import { NOTHING_KNOWN } from './support/inputs.js';

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** Twice, since what the first collection frees may hold something else. */
function collectGarbage() {
  gc();
  gc();
}

const render = (part: Partial<WelcomeEmailFacts>) => renderWelcomeEmail({ ...NOTHING_KNOWN, ...part });

/** What is still held after an action was repeated, in megabytes. */
async function heldAfter(times: number, action: (i: number) => Promise<unknown>): Promise<number> {
  await action(0);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let i = 1; i <= times; i++) await action(i);
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / 2 ** 20;
}

test('of a long header no more is kept than was read of it', async () => {
  const held = await heldAfter(500, async (i) => {
    const long = (start: string) => start + 'x'.repeat(200_000);
    await render({
      userAgent: long(`Mozilla/5.0 (X11; Linux x86_64) Test/${i}`),
      locale: long(`de, x-${i}`),
    });
    await render({ clientHints: { 'sec-ch-ua': long(`"Brand ${i}";v="1"`) }, timeZone: long(`A/${i}`) });
  });
  // Kept whole, they would take 200 MB.
  expect(held).toBeLessThan(10);
});

test('of the tags of cities no long ones are kept', async () => {
  const held = await heldAfter(50, async (i) => {
    const cityNames = { [`de-x-${i}${'x'.repeat(1_000_000)}`]: 'München' };
    await render({ location: { countryCode: 'DE', city: 'Munich', cityNames, accuracyRadiusKm: 5 } });
  });
  expect(held).toBeLessThan(10);
});

test('of language tags that nobody speaks none is kept', async () => {
  const letters = (n: number) =>
    Array.from({ length: 7 }, (_, k) => String.fromCharCode(97 + (Math.floor(n / 26 ** k) % 26))).join('');
  const held = await heldAfter(1000, async (i) => {
    const tags = Array.from({ length: 40 }, (_, k) => letters(i * 40 + k));
    await render({ locale: tags.map((tag) => `${tag}-Latn-DE`) });
    await render({ locale: tags.map((tag) => `${tag.slice(0, 3)}-${tag.slice(3)}-DE`) });
  });
  // @formatjs/intl-localematcher 0.10 would keep seven megabytes of them.
  expect(held).toBeLessThan(3);
});
