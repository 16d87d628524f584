import { readFileSync } from 'node:fs';

const english = JSON.parse(readFileSync(new URL('../locales/en/welcome.json', import.meta.url), 'utf8'));

/** The operations, by the subjects of their mails. */
export const operations = /** @type {import('welcome-email').Operation[]} */ (
  Object.keys(english).flatMap((key) => /^subject_(.+)/.exec(key)?.[1] ?? [])
);
