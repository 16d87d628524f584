// Renders the README's picture to out/readme.png: three mails, the second in dark mode, and one in Arabic. Copy it to docs/mail.png to renew
// that.
import { mkdirSync } from 'node:fs';
import { launchChromium } from '../browser/chromium.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { ALL_KNOWN, BRAND, everythingFor } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { frame } from './gallery/pages.js';
import { photograph } from './gallery/photograph.js';
import { inTheDark } from './views.js';

const folder = new URL('../out/', import.meta.url);
mkdirSync(folder, { recursive: true });

const MARK =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='28' height='28'%3E%3Crect width='28' height='28' rx='6' fill='%230b6e4f'/%3E%3C/svg%3E";
const { supportUrl, logo } = BRAND;
const { render } = createWelcomeEmailRenderer({
  brand: {
    name: 'Acme',
    logo: { src: logo.src, darkSrc: logo.src, width: 28, height: 28 },
    accentColor: '#0b6e4f',
    supportUrl,
  },
  locate: () => darmstadt,
});
const registration = await render({ ...ALL_KNOWN, invitedBy: 'Grace Hopper' });
const recovery = await render(everythingFor('recovery'));
const notice = await render(everythingFor('password-changed'));
const arabic = await render({ ...ALL_KNOWN, locale: 'ar', name: 'ليلى' });
const size = { width: 520, height: 1080 };
const frames = [registration.html, inTheDark(recovery.html), notice.html, arabic.html].map((html) =>
  frame(html.replaceAll(logo.src, MARK), size),
);

const browser = await launchChromium();
try {
  await photograph(browser, {
    folder,
    name: 'readme',
    html: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex}iframe{border:0}</style>${frames.join('')}`,
    width: frames.length * size.width,
    height: size.height,
  });
} finally {
  await browser.close();
}
