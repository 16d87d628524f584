// Looks each word of each locale up in the hunspell dictionaries that Debian packs, and prints those that neither they nor
// spelling-allowed.ts know. Fails for such a word, and for an allowed word that is no longer needed.
import { localeTags, readLanguage } from './locales.js';
import { reportProblem } from './problems.js';
import { runProgram } from './programs.js';
import { allowedWords, withoutDictionary } from './spelling-allowed.js';

const dictionaries = new Set(
  [...hunspell(['-D'], '').stderr.matchAll(/\/([^/\s]+)$/gm)].map(([, name]) => name),
);

let checked = 0;
for (const tag of localeTags) {
  if (tag in withoutDictionary) continue;
  const dictionary = dictionaryOf(tag);
  if (dictionary === undefined) {
    reportProblem(
      `${tag}: no dictionary is installed. If there is none, say so in scripts/spelling-allowed.ts`,
    );
    continue;
  }
  const words = wordsOf(tag);
  const { stdout } = hunspell(['-d', dictionary, '-i', 'utf-8', '-l'], `${words.map(plain).join('\n')}\n`);
  const refused = new Set(stdout.split('\n').filter(Boolean));
  const unknown = words.filter((word) => refused.has(plain(word)));
  const allowed = Object.keys(allowedWords[tag] ?? {});
  for (const word of unknown) if (!allowed.includes(word)) reportProblem(`${tag}: ${word}`);
  for (const word of allowed)
    if (!unknown.includes(word)) reportProblem(`${tag}: ${word} need not be allowed`);
  checked += words.length;
}
const skipped = Object.keys(withoutDictionary);
console.log(
  `${checked} words of ${localeTags.length - skipped.length} locales looked up; no dictionary for ${skipped.join(', ')}`,
);

function hunspell(args: readonly string[], input: string) {
  return runProgram('hunspell', args, {
    input,
    debianPackages: 'hunspell, and the dictionaries that .ci/checks installs',
  });
}

/** Dictionaries write the apostrophe in ASCII. */
function plain(word: string): string {
  return word.replaceAll('’', "'");
}

function dictionaryOf(tag: string): string | undefined {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  // 419 is Latin America, for which each country has a dictionary of its own.
  const names = [`${language}_${script}_${region}`, `${language}_${region === '419' ? 'MX' : region}`];
  return names.find((name) => dictionaries.has(name));
}

/** Returns each word of the sentences, the months and the date pattern once, without slots and pattern letters. */
function wordsOf(tag: string): string[] {
  const { dir, numerals, calendar, dateTime, months, dayPeriods = [], ...sentences } = readLanguage(tag);
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
