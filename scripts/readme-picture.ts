// Renders the pictures of the README and of docs/own-layout.md to out/readme.png and out/own-layout.png: a mail in light, in dark and in
// Arabic. Copy them to docs/mail.png and docs/own-layout/mail.png to renew those.
import { mkdirSync } from 'node:fs';
import { launchChromium } from '../browser/chromium.js';
import { AcmeEmail, slots } from '../docs/own-layout/email.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { compileTemplate } from '../src/template.js';
import { ALL_KNOWN, BRAND } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { frame } from './gallery/pages.js';
import { photograph } from './gallery/photograph.js';
import { inTheDark } from './views.js';

const folder = new URL('../out/', import.meta.url);
mkdirSync(folder, { recursive: true });

// Takes the place of the picture in docs/own-layout, so that the page needs no network.
const HEADER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='600' height='140'%3E%3Crect width='600' height='140' fill='%230b6e4f'/%3E%3Ccircle cx='510' cy='50' r='100' fill='%23f2b84b'/%3E%3Ccircle cx='400' cy='150' r='80' fill='%23d9572b'/%3E%3C/svg%3E";

const options = {
  brand: { name: 'Acme', accentColor: '#0b6e4f', supportUrl: BRAND.supportUrl, address: BRAND.address },
  locate: () => darmstadt,
} as const;
const ours = createWelcomeEmailRenderer(options);
const template = await compileTemplate({ html: AcmeEmail, slots, locales: ['en', 'ar'] });
const acme = createWelcomeEmailRenderer({ ...options, template });
const values = { plan: 'Team', guide: 'https://acme.example/first-steps' };

const browser = await launchChromium();
try {
  await take('readme', { width: 600, height: 1060 }, (locale) => ours.render({ ...ALL_KNOWN, locale }));
  await take('own-layout', { width: 660, height: 800 }, (locale) =>
    acme.render({ ...ALL_KNOWN, locale, values }),
  );
} finally {
  await browser.close();
}

async function take(
  name: string,
  { width, height }: { readonly width: number; readonly height: number },
  render: (locale: string) => Promise<{ readonly html: string }>,
): Promise<void> {
  const english = await render('en');
  const arabic = await render('ar');
  const frames = [english.html, inTheDark(english.html), arabic.html].map((html) =>
    frame(html.replace('https://acme.example/header.png', HEADER), { width, height }),
  );
  await photograph(browser, {
    folder,
    name,
    html: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex}iframe{border:0}</style>${frames.join('')}`,
    width: 3 * width,
    height,
  });
}
