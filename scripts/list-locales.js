// Writes src/i18n/shipped-locales.ts: an import for each folder in locales/, done when a reader needs the language, and the keys
// of the English words as a type. Bundlers and the type checker both understand such imports, so a new locale needs nothing but its
// file. Also writes a preview of each locale into emails/previews/locales/.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { localeTags } from './locale-tags.js';

const root = new URL('../', import.meta.url);
const notWords = new Set(['dir', 'numerals', 'dateTime', 'months', 'dayPeriods']);
const english = JSON.parse(readFileSync(new URL('locales/en/welcome.json', root), 'utf8'));

write('src/i18n/shipped-locales.ts', [
  '// Written by scripts/list-locales.js. Do not edit: add or remove a folder in locales/ instead.',
  "import type { Operation } from '../../emails/content.js';",
  "import type { MailSource } from '../template/template.js';",
  '',
  '/** What a locale holds. scripts/bundle.js puts the mails beside its words. */',
  'interface ShippedLocale {',
  '  readonly default: unknown;',
  '  readonly mails?: Readonly<Record<Operation, MailSource>>;',
  '}',
  '',
  '/** What gives each locale, by its tag, in the order of the tags. */',
  'export const shippedLocales: Readonly<Record<string, () => Promise<ShippedLocale>>> = {',
  ...localeTags.map((tag) => `  '${tag}': () => import('../../locales/${tag}/welcome.json'),`),
  '};',
  '',
  '/** What is said, with `{{slot}}` for what varies and `_registration` or `_recovery` where the operation matters. */',
  'export interface Words {',
  ...Object.entries(english)
    .filter(([key]) => !notWords.has(key))
    .map(([key, words]) => `  /** In English \`${words}\` */\n  readonly ${key}: string;`),
  '}',
  '',
]);

const previews = new URL('emails/previews/locales/', root);
mkdirSync(previews, { recursive: true });
for (const file of readdirSync(previews)) {
  if (!localeTags.includes(file.replace(/\.tsx$/, ''))) rmSync(new URL(file, previews));
}
for (const tag of localeTags) {
  write(`emails/previews/locales/${tag}.tsx`, [
    "import { preview } from '../_preview.js';",
    // The preview server reloads what is imported by name.
    `import '../../../locales/${tag}/welcome.json';`,
    '',
    `export default await preview({ locale: '${tag}' });`,
    '',
  ]);
}

/**
 * Left untouched when nothing changed, so that file watchers stay quiet.
 *
 * @param {string} path
 * @param {string[]} lines
 */
function write(path, lines) {
  const target = new URL(path, root);
  const text = lines.join('\n');
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}
