import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Config } from '../config.js';
import type { MailView, StaticMails } from './protocol.js';
import { createSession } from './session.js';

/** The number of emails and bytes that were written. */
export interface StaticSite {
  readonly mails: number;
  readonly bytes: number;
}

/**
 * Writes the preview as files that need no server: the page, and the emails of all presets. protocol.ts describes the files.
 *
 * @param page - the folder of the built page
 * @throws ConfigError if an option is invalid; an `Error` with the system's `code` if a file cannot be written
 */
export async function writeStaticSite(config: Config, folder: string, page: URL): Promise<StaticSite> {
  const { catalog, render } = await createSession(config, 'static');
  let mails = 0;
  let bytes = 0;
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    bytes += Buffer.byteLength(content);
  };

  for (const { name } of catalog.operations) mkdirSync(join(folder, 'mails', name), { recursive: true });
  for (const name of ['page.js', 'page.css']) write(name, readFileSync(new URL(name, page)));
  const html = readFileSync(new URL('index.html', page), 'utf8');
  write('index.html', html.replace('data-mode="live"', 'data-mode="static"'));
  write('catalog.js', `welcomeEmailPreview(${JSON.stringify(catalog)});\n`);
  for (const { name: operation } of catalog.operations) {
    for (const { tag: locale } of catalog.locales) {
      const views: Record<string, MailView> = {};
      for (const { id, inputs } of catalog.presets) {
        const input = inputs[operation];
        if (input === undefined) continue;
        views[id] = await render({ ...input, operation, locale });
        mails += 1;
      }
      write(`mails/${operation}/${locale}.js`, `welcomeEmailPreview('${compress(views)}');\n`);
    }
  }
  return { mails, bytes };
}

function compress(mails: StaticMails): string {
  return gzipSync(JSON.stringify(mails)).toString('base64');
}
