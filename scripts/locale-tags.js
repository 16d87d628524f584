import { readdirSync } from 'node:fs';

/** The tags (BCP 47) of the locales, by the folders in locales/. */
export const localeTags = readdirSync(new URL('../locales/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
