import { readdirSync, readFileSync } from 'node:fs';
import type { LocaleFile } from '../src/i18n/locale-file.js';

const folder = new URL('../locales/', import.meta.url);

/** The tags (BCP 47) of the locales: the names of the folders in locales/. */
export const localeTags: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Reads `locales/<tag>/welcome.json`. */
export function readLanguage(tag: string): LocaleFile {
  return JSON.parse(readFileSync(new URL(`${tag}/welcome.json`, folder), 'utf8'));
}
