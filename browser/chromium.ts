import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Asks nothing of the network by itself, and draws the same on every machine that has the same fonts. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--font-render-hinting=none',
  '--disable-lcd-text',
];

export function launchChromium(): Promise<Browser> {
  const name = process.env['CHROMIUM'] ?? 'chromium';
  // Playwright looks for no program on the PATH: its executablePath is a path.
  const path = [
    name,
    ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  ].find(isProgram);
  if (path === undefined) {
    throw new Error(
      `Chromium is missing: install it (Debian: apt-get install chromium fonts-noto-core fonts-noto-cjk), or give its path in CHROMIUM (looked for "${name}").`,
    );
  }
  return chromium.launch({ executablePath: path, args: flags });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path.includes('/');
  } catch {
    return false;
  }
}
