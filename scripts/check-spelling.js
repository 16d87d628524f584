// Looks each word of each locale up in the dictionaries of hunspell, as Debian packs them, and prints those that neither they nor
// spelling-allowed.js know. Fails for such a word, and for an allowed one that no longer stands anywhere.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { localeTags } from './locales.js';
import { allowedWords, withoutDictionary } from './spelling-allowed.js';

let failed = false;
/** @param {string} problem */
const fail = (problem) => {
  failed = true;
  console.log(problem);
};

const { error, stderr } = spawnSync('hunspell', ['-D'], { encoding: 'utf8', input: '' });
if (error) {
  console.error('hunspell is missing: install it, with its dictionaries (Debian: see .ci/run).');
  process.exit(1);
}
const dictionaries = new Set([...stderr.matchAll(/\/([^/\s]+)$/gm)].map(([, name]) => name));

let checked = 0;
for (const tag of localeTags) {
  if (tag in withoutDictionary) continue;
  const dictionary = dictionaryOf(tag);
  if (dictionary === undefined) {
    fail(`${tag}: no dictionary is installed. If there is none, say so in scripts/spelling-allowed.js`);
    continue;
  }
  const words = wordsOf(tag);
  const { stdout } = spawnSync('hunspell', ['-d', dictionary, '-i', 'utf-8', '-l'], {
    encoding: 'utf8',
    input: `${words.map((word) => word.replaceAll('’', "'")).join('\n')}\n`,
  });
  const refused = new Set(stdout.split('\n').filter(Boolean));
  const unknown = words.filter((word) => refused.has(word.replaceAll('’', "'")));
  const allowed = Object.keys(allowedWords[tag] ?? {});
  for (const word of unknown) if (!allowed.includes(word)) fail(`${tag}: ${word}`);
  for (const word of allowed) if (!unknown.includes(word)) fail(`${tag}: ${word} need not be allowed`);
  checked += words.length;
}
console.log(
  `${checked} words of ${localeTags.length - Object.keys(withoutDictionary).length} locales looked up; no dictionary for ${Object.keys(withoutDictionary).join(', ')}`,
);
if (failed) process.exitCode = 1;

/** @param {string} tag */
function dictionaryOf(tag) {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  // 419 is Latin America, for which each country has a dictionary of its own.
  const names = [`${language}_${script}_${region}`, `${language}_${region === '419' ? 'MX' : region}`];
  return names.find((name) => dictionaries.has(name));
}

/** Each word once: those of the sentences, of the months and of the date, without slots and pattern letters. @param {string} tag */
function wordsOf(tag) {
  const file = JSON.parse(readFileSync(new URL(`../locales/${tag}/welcome.json`, import.meta.url), 'utf8'));
  const { dir, numerals, dateTime, months, dayPeriods = [], ...sentences } = file;
  const quoted = [...dateTime.matchAll(/'([^']*)'/g)].map(([, words]) => words);
  const text = [...Object.values(sentences), ...months, ...dayPeriods, ...quoted]
    .join('\n')
    .replace(/\{\{\w+\}\}/g, ' ');
  const segments = [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(text)];
  return [...new Set(segments.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment))].filter(
    // Single letters are abbreviations (ru “г.”), or stand before a hyphen (cs “e-mail”).
    (word) => /\p{L}.*\p{L}/u.test(word),
  );
}
