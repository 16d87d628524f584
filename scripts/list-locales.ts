// Writes what follows from the folders in locales/: a module for each locale, the table that imports them, and a preview of each.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { localeTags, readLanguage } from './locales.js';

const root = new URL('../', import.meta.url);
const notice =
  '// Written by scripts/list-locales.ts. Do not edit: add or remove a folder in locales/ instead.';
const tagsWithDayPeriods = localeTags.filter((tag) => readLanguage(tag).dayPeriods !== undefined);

write('src/i18n/shipped-locales.ts', [
  notice,
  "import type { LoadedLocale } from './loaded-locale.js';",
  '',
  '/** Imports the locale with each tag (BCP 47). */',
  'export const localeImports: Readonly<Record<string, () => Promise<{ readonly default: LoadedLocale }>>> = {',
  ...localeTags.map((tag) => `  '${tag}': () => import('./shipped/${tag}.js'),`),
  '};',
  '',
  '/** The locales whose date pattern has an `a`. Only these have words for AM and PM. */',
  `export const tagsWithDayPeriods: readonly string[] = ${JSON.stringify(tagsWithDayPeriods)};`,
  '',
]);

writeForEachLocale('src/i18n/shipped/', '.ts', (tag) => [
  notice,
  `import language from '../../../locales/${tag}/welcome.json';`,
  "import type { LoadedLocale } from '../loaded-locale.js';",
  "import type { LocaleFile } from '../locale-file.js';",
  '',
  'const locale: LoadedLocale = { language: language as LocaleFile };',
  'export default locale;',
  '',
]);

writeForEachLocale('emails/previews/locales/', '.tsx', (tag) => [
  "import { EXPIRES_AT, FACTS, LINK, preview } from '../_preview.js';",
  '// The preview server reloads a preview when a file that it imports changes.',
  `import '../../../locales/${tag}/welcome.json';`,
  '',
  `export default await preview({ ...FACTS, locale: '${tag}', resetUrl: LINK, expiresAt: EXPIRES_AT });`,
  '',
]);

/** Writes a file for each locale, and removes those of locales that no longer exist. */
function writeForEachLocale(folder: string, extension: string, linesFor: (tag: string) => string[]) {
  const target = new URL(folder, root);
  mkdirSync(target, { recursive: true });
  const files = localeTags.map((tag) => `${tag}${extension}`);
  for (const file of readdirSync(target)) if (!files.includes(file)) rmSync(new URL(file, target));
  for (const tag of localeTags) write(`${folder}${tag}${extension}`, linesFor(tag));
}

/** Leaves a file that would not change untouched, so that file watchers do not react. */
function write(path: string, lines: string[]) {
  const target = new URL(path, root);
  const text = lines.join('\n');
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}
