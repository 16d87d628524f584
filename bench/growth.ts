// Measures how the time of a mail grows: with the length of each field, the number of locales and the number of renderers. Writes a table and
// a plot to docs/growth.md and docs/growth.svg.
import { writeFileSync } from 'node:fs';
import { shippedLocales } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer, type WelcomeEmailInput } from '../src/index.js';
import { ALL_KNOWN, BRAND } from '../test/support/inputs.js';

const LENGTHS = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
const ROUNDS = 7;

const place = { countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 };
const renderer = createWelcomeEmailRenderer({ brand: BRAND });
const input: WelcomeEmailInput = { ...ALL_KNOWN, ip: null, location: place };

/** The fields that take text of any length. A URL, a code or a date that is too long is refused, which is faster. */
const fields: Readonly<Record<string, (text: string) => object>> = {
  name: (name) => ({ name }),
  invitedBy: (invitedBy) => ({ invitedBy }),
  userAgent: (text) => ({ userAgent: `Mozilla/5.0 (${text}` }),
  clientHints: (text) => ({ clientHints: { 'sec-ch-ua': `"${text}";v="1"` } }),
  locale: (text) => ({ locale: `de;q=0.5, ${text}` }),
  'location.city': (city) => ({ location: { ...place, city } }),
  'brand.name': (name) => ({ brand: { ...BRAND, name } }),
  'brand.address': (address) => ({ brand: { ...BRAND, address } }),
};

/** Returns the microseconds of a call: the least of several rounds, since other programs only add to them. */
async function microseconds(call: (i: number) => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  let calls = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) await call(i);
    const took = performance.now() - start;
    least = Math.min(least, (1000 * took) / calls);
    // Rounds of about 20 ms.
    calls = Math.max(1, Math.min(5000, Math.round((20 / Math.max(took, 0.001)) * calls)));
  }
  return least;
}

const timesOf: Record<string, number[]> = {};
for (const [field, partOf] of Object.entries(fields)) {
  timesOf[field] = [];
  for (const length of LENGTHS) {
    // A letter in two scripts, as an attacker would mix them. No two inputs are equal.
    const text = 'aж'.repeat(length / 2 - 2);
    const parts = Array.from({ length: 8 }, (_, i) => ({ ...input, ...partOf(`${text}${i}b`) }));
    const time = await microseconds((i) =>
      renderer.render(parts[i % 8] as WelcomeEmailInput).catch(() => {}),
    );
    timesOf[field].push(time);
  }
}

const localeCounts = [1, 8, shippedLocales.length];
const byLocales: number[] = [];
for (const count of localeCounts)
  byLocales.push(await microseconds((i) => renderer.render({ ...input, locale: shippedLocales[i % count] })));

const rendererCounts = [1, 100, 10_000];
const byRenderers: number[] = [];
for (const count of rendererCounts) {
  const renderers = Array.from({ length: count }, (_, i) =>
    createWelcomeEmailRenderer({ brand: { name: `Acme ${i}` } }),
  );
  byRenderers.push(await microseconds(async (i) => renderers[i % count]?.render(input)));
}

const short = (n: number) => (n >= 1_000_000 ? `${n / 1_000_000}M` : n >= 1000 ? `${n / 1000}k` : String(n));
const row = (cells: ReadonlyArray<string | number>) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : cell)).join(' | ')} |`;
const table = (head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>) =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

const page = `# How the time per email grows

Written by \`npm run growth --prefix bench\`, with Node ${process.version}. All figures are microseconds per email.

## With the length of a field

${table(
  ['field', ...LENGTHS.map(short)],
  Object.entries(timesOf).map(([field, times]) => [field, ...times]),
)}

![The time per email by the length of a field, on logarithmic scales](growth.svg)

Each field is cut before anything else reads it, so an email with a megabyte in a field takes about as long as one with a few kilobytes.

## With the number of locales

${table(['locales', ...localeCounts.map(String)], [['µs', ...byLocales]])}

## With the number of renderers

${table(['renderers', ...rendererCounts.map(short)], [['µs', ...byRenderers]])}
`;
writeFileSync(new URL('../../docs/growth.md', import.meta.url), page);
writeFileSync(new URL('../../docs/growth.svg', import.meta.url), plot());
console.log(page);

/** Draws a line for each field. */
function plot(): string {
  const [width, height, left, bottom] = [640, 360, 56, 40];
  const highest = Math.max(...Object.values(timesOf).flat());
  const decades = Math.ceil(Math.log10(highest));
  const x = (i: number) => left + (i * (width - left - 130)) / (LENGTHS.length - 1);
  const y = (time: number) =>
    height - bottom - ((height - bottom - 16) * Math.log10(Math.max(1, time))) / decades;
  const colors = ['#0b6e4f', '#1a4fb4', '#b45309', '#7c3aed', '#be123c', '#0e7490', '#4d7c0f', '#57534e'];
  const text = (at: number, top: number, words: string, more = '') =>
    `<text x="${at.toFixed(0)}" y="${top.toFixed(0)}" ${more}>${words}</text>`;
  const grid = Array.from({ length: decades + 1 }, (_, decade) => {
    const top = y(10 ** decade);
    return `<path d="M${left} ${top.toFixed(0)}H${width - 130}" stroke="#d4d4d4"/>${text(left - 8, top + 4, `${short(10 ** decade)} µs`, 'text-anchor="end"')}`;
  });
  const lengths = LENGTHS.map((length, i) => text(x(i), height - 16, short(length), 'text-anchor="middle"'));
  const lines = Object.entries(timesOf).map(([field, times], i) => {
    const points = times.map((time, j) => `${x(j).toFixed(0)},${y(time).toFixed(0)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${colors[i]}" stroke-width="2"/>${text(width - 120, 28 + 18 * i, field, `fill="${colors[i]}"`)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">
<title>The time per email by the length of a field</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${[...grid, ...lengths, ...lines].join('\n')}
</svg>
`;
}
