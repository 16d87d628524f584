// Prints a table of the locales: a subject, a time and the direction of each.
import { createWelcomeEmailRenderer } from '../src/index.js';
import { NOTHING_KNOWN } from '../test/support/inputs.js';
import { localeTags } from './locales.js';

const renderer = createWelcomeEmailRenderer({ brand: { name: 'Acme' } });
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

console.log('| locale | language | subject | time | direction |\n| --- | --- | --- | --- | --- |');
for (const locale of localeTags) {
  // An afternoon and a minute below ten show how the locale writes both.
  const { subject, html, dir } = await renderer.render({
    ...NOTHING_KNOWN,
    time: '2026-07-01T14:05:00Z',
    locale,
  });
  // A mail of which nothing else is known has only the row of the time.
  const [, cell = ''] = /<span [^>]*class="strong"[^>]*>(.*?)<\/p>/.exec(html) ?? [];
  const time = cell.replace(/<[^>]+>/g, '').replace(/\s*[(（]UTC.*/, '');
  console.log(`| \`${locale}\` | ${languageNames.of(locale)} | ${subject} | ${time} | ${dir} |`);
}
