// Takes the pictures of the README, of docs/own-layout.md and of docs/preview.md: out/readme.png, out/own-layout.png and out/preview.png.
// Copy them to docs/mail.png, docs/own-layout/mail.png and docs/preview.png to renew those.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../browser/chromium.js';
import { CONFIG, createProject } from '../browser/preview-site.js';
import { AcmeEmail, slots } from '../docs/own-layout/email.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { compileTemplate } from '../src/template.js';
import { ALL_KNOWN, BRAND, everythingFor } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { frame } from './gallery/pages.js';
import { photograph } from './gallery/photograph.js';
import { inTheDark } from './views.js';

const folder = new URL('../out/', import.meta.url);
mkdirSync(folder, { recursive: true });

// These take the place of the images, so that the pages need no network.
const MARK =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='28' height='28'%3E%3Crect width='28' height='28' rx='6' fill='%230b6e4f'/%3E%3C/svg%3E";
const HEADER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='600' height='140'%3E%3Crect width='600' height='140' fill='%230b6e4f'/%3E%3Ccircle cx='510' cy='50' r='100' fill='%23f2b84b'/%3E%3Ccircle cx='400' cy='150' r='80' fill='%23d9572b'/%3E%3C/svg%3E";

const { supportUrl, address, logo } = BRAND;
const brand = { name: 'Acme', accentColor: '#0b6e4f', supportUrl } as const;
const options = { locate: () => darmstadt };
const ours = createWelcomeEmailRenderer({
  ...options,
  brand: { ...brand, logo: { src: logo.src, darkSrc: logo.src, width: 28, height: 28 } },
});
const template = await compileTemplate({ html: AcmeEmail, slots, locales: ['en', 'ar'] });
const acme = createWelcomeEmailRenderer({ ...options, brand: { ...brand, address }, template });
const values = { plan: 'Team', guide: 'https://acme.example/first-steps' };

const registration = await ours.render(ALL_KNOWN);
const recovery = await ours.render(everythingFor('recovery'));
const notice = await ours.render({ ...everythingFor('password-changed'), locale: 'ja', name: '田中' });
const arabic = await ours.render({ ...ALL_KNOWN, locale: 'ar', name: 'ليلى' });
const ownEnglish = await acme.render({ ...ALL_KNOWN, values });
const ownArabic = await acme.render({ ...ALL_KNOWN, locale: 'ar', values });

const browser = await launchChromium();
try {
  await take('readme', 520, 1080, [registration.html, inTheDark(recovery.html), notice.html, arabic.html]);
  await take('own-layout', 660, 800, [ownEnglish.html, inTheDark(ownEnglish.html), ownArabic.html]);
  await takePreview();
} finally {
  await browser.close();
}

/** Photographs mails side by side. */
async function take(name: string, width: number, height: number, mails: readonly string[]): Promise<void> {
  const frames = mails.map((html) =>
    frame(html.replaceAll(logo.src, MARK).replace('https://acme.example/header.png', HEADER), {
      width,
      height,
    }),
  );
  await photograph(browser, {
    folder,
    name,
    html: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex}iframe{border:0}</style>${frames.join('')}`,
    width: mails.length * width,
    height,
  });
}

/** Photographs the preview of the built package. */
async function takePreview(): Promise<void> {
  const project = await createProject(fileURLToPath(new URL('../dist/cli.js', import.meta.url)));
  try {
    await project.configure(CONFIG);
    const address = await project.start();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: null });
    await page.goto(`${address}#operation=recovery&locale=ar&preset=link-and-code`);
    for (const scheme of ['light', 'dark'])
      await page.frameLocator(`iframe[title$=", ${scheme}"]`).getByRole('link').first().waitFor();
    await page.screenshot({ path: fileURLToPath(new URL('preview.png', folder)) });
  } finally {
    await project.remove();
  }
}
