import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { localeTags } from '../locales.js';
import { install } from './commands.js';
import type { Source } from './consumer/mails.js';

export const sources: readonly Source[] = ['geoip-lite', 'locator', 'location', 'own words'];

const consumer = fileURLToPath(new URL('consumer/', import.meta.url));

/** Makes a project that uses the package, beside another version of React than the one in the package. */
export async function makeApp(app: string, tarball: string, countryCodes: readonly string[]): Promise<void> {
  install(app, [tarball, 'geoip-lite', 'react@18', 'react-dom@18']);
  for (const file of ['use.mts', 'use.cts']) cpSync(join(consumer, file), join(app, file));
  await build({
    entryPoints: ['mails.ts', 'worker.ts'],
    absWorkingDir: consumer,
    outdir: app,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['welcome-email'],
    define: { LOCALES: JSON.stringify(localeTags), COUNTRY_CODES: JSON.stringify(countryCodes) },
  });
  for (const source of sources) {
    const rest = `hashMails(createWelcomeEmailRenderer, '${source}').then(print);\n`;
    writeFileSync(
      join(app, `import-${source}.mjs`),
      `import { createWelcomeEmailRenderer } from 'welcome-email';\nimport { hashMails, print } from './mails.mjs';\n${rest}`,
    );
    writeFileSync(
      join(app, `require-${source}.cjs`),
      `const { createWelcomeEmailRenderer } = require('welcome-email');\nconst { hashMails, print } = require('./mails.mjs');\n${rest}`,
    );
  }
}
