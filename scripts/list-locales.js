// Writes src/i18n/locale-files.ts: one static import for each folder in locales/, and the keys of the English words as a
// type. Static imports are what bundlers, the preview server's hot reload and the type checker all understand, so a new
// locale needs nothing but its file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const target = new URL('src/i18n/locale-files.ts', root);
const tags = readdirSync(new URL('locales/', root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const english = JSON.parse(readFileSync(new URL('locales/en/welcome.json', root), 'utf8'));

const lines = [
  '// Written by scripts/list-locales.js. Do not edit: add or remove a folder in locales/ instead.',
  "import type { LocaleFile } from './locales.js';",
  ...tags.map((tag, i) => `import file${i} from '../../locales/${tag}/welcome.json';`),
  '',
  '/** The file of each locale by its tag, in the order of the tags. */',
  'export const localeFiles = {',
  ...tags.map((tag, i) => `  '${tag}': file${i} as LocaleFile,`),
  '} as const;',
  '',
  '/** The keys of the words, as `en` has them. */',
  'export type FileKey =',
  ...Object.keys(english.words).map((key) => `  | '${key}'`),
  ';',
  '',
].join('\n');

// Left untouched when nothing changed, so that file watchers stay quiet.
if (!existsSync(target) || readFileSync(target, 'utf8') !== lines) writeFileSync(target, lines);
