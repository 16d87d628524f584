import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';

/** Writes a page to `<name>.html` in a folder, and its picture to `<name>.png`. */
export async function photograph(
  browser: Browser,
  {
    folder,
    name,
    html,
    width,
    height,
  }: { folder: URL; name: string; html: string; width: number; height: number },
): Promise<void> {
  const file = new URL(`${name}.html`, folder);
  writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width, height } });
  // Large pages take long on a busy machine.
  page.setDefaultTimeout(120_000);
  await page.goto(file.href);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
  await page.close();
}
