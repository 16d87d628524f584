// Renders every locale in every state and every way it may be seen into out/gallery/: one page for each locale, one page with all,
// a contact sheet of each locale and one of all as PNG, through Chromium.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { localeTags } from './locales.js';
import { inTheDark, withoutStyleSheet } from './views.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'out', 'gallery');
const chromium = process.env['CHROMIUM'] ?? 'chromium';

const known = {
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token='.padEnd(100, 'Zk3vQ9yT2mX7bLr4'),
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  ip: '130.83.47.181',
  time: '2026-07-01T12:00:00Z',
  expiresAt: '2026-07-02T12:00:00Z',
};
// A picture that needs no network, so that the page can be looked at anywhere. It takes the place of the logo's address.
const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='32'%3E%3Crect width='32' height='32' rx='8' fill='%23e0570b'/%3E%3Crect x='44' y='10' width='76' height='12' rx='6' fill='%23e0570b'/%3E%3C/svg%3E";
const brand = {
  name: 'Acme',
  url: 'https://acme.example/',
  logo: { src: 'https://acme.example/logo.png', width: 120, height: 32 },
  accentColor: /** @type {const} */ ('#ffb000'),
  supportUrl: 'https://acme.example/help',
  supportEmail: 'help@acme.example',
};

/** @type {Record<string, import('welcome-email').WelcomeEmailInput>} */
const states = {
  'all known': known,
  'nothing known': { name: known.name, resetUrl: known.resetUrl, time: known.time },
  recovery: { ...known, operation: 'recovery', brand: { name: 'Acme' } },
  branded: { ...known, brand },
};

/** @type {Record<string, { width: number, show: (html: string) => string }>} */
const views = {
  light: { width: 640, show: (html) => html },
  dark: { width: 640, show: inTheDark },
  'no style sheet': { width: 640, show: withoutStyleSheet },
  '320 px': { width: 320, show: (html) => html },
};

const renderer = createWelcomeEmailRenderer({
  locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
});

/** @param {string} html */
const attribute = (html) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** @param {string} html @param {number} width */
const frame = (html, width) =>
  `<iframe width="${width}" height="${width < 600 ? 1400 : 1120}" srcdoc="${attribute(html.replaceAll(brand.logo.src, logo))}"></iframe>`;

/** @param {string} title @param {string} body */
const page = (title, body) => `<!DOCTYPE html><meta charset="utf-8"><title>${title}</title><style>
body{margin:0;padding:16px;background:#888;font:600 20px sans-serif;zoom:.5}iframe{border:0;background:#fff}
td{vertical-align:top;padding:8px}</style>${body}`;

/** @param {string} locale */
async function sheetOf(locale) {
  const mails = await Promise.all(
    Object.values(states).map((state) => renderer.render({ ...state, locale })),
  );
  const rows = Object.entries(views).map(
    ([view, { width, show }]) =>
      `<tr><th>${view}</th>${mails.map(({ html }) => `<td>${frame(show(html), width)}</td>`).join('')}</tr>`,
  );
  const head = `<tr><th>${locale}</th>${Object.keys(states)
    .map((state) => `<th>${state}</th>`)
    .join('')}</tr>`;
  return `<table>${head}${rows.join('')}</table>`;
}

/** @param {string} file @param {string} picture @param {number} width @param {number} height */
async function photograph(file, picture, width, height) {
  const profile = mkdtempSync(join(tmpdir(), 'gallery-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'];
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ];
  const shot = [`--user-data-dir=${profile}`, `--window-size=${width},${height}`, `--screenshot=${picture}`];
  try {
    await run(chromium, [...flags, ...quiet, ...shot, pathToFileURL(file).href], { timeout: 120_000 });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const sheets = [];
for (const [i, locale] of localeTags.entries()) {
  const sheet = await sheetOf(locale);
  sheets.push(sheet);
  const file = join(folder, `${locale}.html`);
  writeFileSync(file, page(locale, sheet));
  try {
    await photograph(file, join(folder, `${locale}.png`), 1460, 2500);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    console.error(
      missing ? `Chromium is missing: install it, or name it in CHROMIUM (looked for "${chromium}").` : error,
    );
    process.exit(1);
  }
  console.log(`${String(i + 1).padStart(2)} of ${localeTags.length}  ${locale}`);
}
writeFileSync(join(folder, 'index.html'), page('welcome-email', sheets.join('')));

// All languages on one sheet.
const everyone = await Promise.all(localeTags.map((locale) => renderer.render({ ...known, brand, locale })));
const all = join(folder, 'all.html');
const figures = everyone
  .map(({ locale, html }) => `<figure>${locale}<br>${frame(html, 600)}</figure>`)
  .join('');
writeFileSync(
  all,
  `${page('all languages', figures)}<style>body{display:grid;grid-template-columns:repeat(8,600px);gap:16px}figure{margin:0}</style>`,
);
await photograph(all, join(folder, 'all.png'), 2500, 4080);

// The picture in the README: light, dark and Arabic.
const [english, arabic] = await Promise.all(
  ['en', 'ar'].map((locale) => renderer.render({ ...known, brand: { name: 'Acme' }, locale })),
);
if (english && arabic) {
  const three = [english.html, inTheDark(english.html), arabic.html];
  const file = join(folder, 'readme.html');
  const frames = three.map((html) => frame(html, 620).replace('1120', '1000')).join('');
  writeFileSync(
    file,
    `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex}iframe{border:0}</style>${frames}`,
  );
  await photograph(file, join(folder, 'readme.png'), 1860, 960);
}
console.log(
  'The gallery is out/gallery/index.html; contact sheets: out/gallery/<locale>.png, and out/gallery/all.png of all languages',
);
