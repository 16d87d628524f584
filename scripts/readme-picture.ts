// Renders the README's picture to out/readme.png: a mail in light, in dark and in Arabic. Copy it to docs/mail.png to renew that.
import { mkdirSync } from 'node:fs';
import { launchChromium } from '../browser/chromium.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { ALL_KNOWN, BRAND } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { frame } from './gallery/pages.js';
import { photograph } from './gallery/photograph.js';
import { inTheDark } from './views.js';

const folder = new URL('../out/', import.meta.url);
mkdirSync(folder, { recursive: true });

const { render } = createWelcomeEmailRenderer({
  brand: { name: 'Acme', accentColor: '#0b6e4f', supportUrl: BRAND.supportUrl, address: BRAND.address },
  locate: () => darmstadt,
});
const english = await render({ ...ALL_KNOWN, locale: 'en' });
const arabic = await render({ ...ALL_KNOWN, locale: 'ar' });
const frames = [english.html, inTheDark(english.html), arabic.html].map((html) =>
  frame(html, { width: 600, height: 1060 }),
);

const browser = await launchChromium();
try {
  await photograph(browser, {
    folder,
    name: 'readme',
    html: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex}iframe{border:0}</style>${frames.join('')}`,
    width: 1800,
    height: 1060,
  });
} finally {
  await browser.close();
}
