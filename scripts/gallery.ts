// Renders every locale in every state and every view into out/gallery/: a page and a picture of each locale, and of all together.
// `npm run gallery -- de ar` renders these locales only.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { launchChromium } from '../browser/chromium.js';
import { operationNames } from '../emails/operations.js';
import { createWelcomeEmailRenderer, type WelcomeEmailInput } from '../src/index.js';
import { BRAND, everythingFor, NOTHING_KNOWN } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { frame, page } from './gallery/pages.js';
import { photograph } from './gallery/photograph.js';
import { localeTags } from './locales.js';
import { inTheDark, withoutStyleSheet } from './views.js';

const folder = new URL('../out/gallery/', import.meta.url);
const branded = { ...everythingFor('registration'), brand: BRAND };
const states: Readonly<Record<string, WelcomeEmailInput>> = {
  ...Object.fromEntries(operationNames.map((operation) => [operation, everythingFor(operation)])),
  'nothing known': NOTHING_KNOWN,
  branded,
};

interface View {
  readonly width: number;
  readonly height: number;
  readonly show: (html: string) => string;
}

const views: Readonly<Record<string, View>> = {
  light: { width: 640, height: 1280, show: (html) => html },
  dark: { width: 640, height: 1280, show: inTheDark },
  'no style sheet': { width: 640, height: 1280, show: withoutStyleSheet },
  '320 px': { width: 320, height: 1600, show: (html) => html },
};

const asked = process.argv.slice(2);
const locales = localeTags.filter((tag) => asked.length === 0 || asked.includes(tag));
const renderer = createWelcomeEmailRenderer({ locate: () => darmstadt });
const browser = await launchChromium();
try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sheets: string[] = [];
  for (const [i, locale] of locales.entries()) {
    const sheet = await sheetOf(locale);
    sheets.push(sheet);
    const html = page(locale, sheet);
    await photograph(browser, { folder, name: locale, html, width: 2700, height: 2770 });
    console.log(`${String(i + 1).padStart(2)} of ${locales.length}  ${locale}`);
  }
  writeFileSync(new URL('index.html', folder), page('welcome-email', sheets.join('')));
  await photograph(browser, {
    folder,
    name: 'all',
    html: await sheetOfAll(),
    width: 2500,
    height: 4640,
  });
} finally {
  await browser.close();
}
console.log(
  'The gallery is out/gallery/index.html; contact sheets: out/gallery/<locale>.png, and out/gallery/all.png of all languages',
);

/** Returns a table of one locale, with a row for each view and a column for each state. */
async function sheetOf(locale: string): Promise<string> {
  const mails = await Promise.all(
    Object.values(states).map((state) => renderer.render({ ...state, locale })),
  );
  const names = Object.keys(states).map((state) => `<th>${state}</th>`);
  const rows = Object.entries(views).map(([name, view]) => {
    const cells = mails.map(({ html }) => `<td>${frame(view.show(html), view)}</td>`);
    return `<tr><th>${name}</th>${cells.join('')}</tr>`;
  });
  return `<table><tr><th>${locale}</th>${names.join('')}</tr>${rows.join('')}</table>`;
}

/** Returns a page that shows the branded mail in every locale. */
async function sheetOfAll(): Promise<string> {
  const mails = await Promise.all(locales.map((locale) => renderer.render({ ...branded, locale })));
  const figures = mails.map(
    ({ locale, html }) => `<figure>${locale}<br>${frame(html, { width: 600, height: 1280 })}</figure>`,
  );
  return `${page('all languages', figures.join(''))}<style>body{display:grid;grid-template-columns:repeat(8,600px);gap:16px}figure{margin:0}</style>`;
}
