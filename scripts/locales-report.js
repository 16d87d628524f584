// Prints a table of the locales: a subject, a time and the direction of each.
import { createWelcomeEmailRenderer } from 'welcome-email';
import { localeTags } from './locales.js';

const renderer = createWelcomeEmailRenderer({ brand: { name: 'Acme' } });
const input = {
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4',
  time: '2026-07-01T14:05:00Z',
};

console.log('| locale | language | subject | time | direction |\n| --- | --- | --- | --- | --- |');
for (const locale of localeTags) {
  const { subject, html, dir } = await renderer.render({ ...input, locale });
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(locale);
  // The only row of a mail of which nothing else is known.
  const [, cell = ''] = /<td [^>]*class="text line"[^>]*>(.*?)<\/td>/.exec(html) ?? [];
  const time = cell.replace(/<[^>]+>/g, '').replace(/\s*[(（]UTC.*/, '');
  console.log(`| \`${locale}\` | ${language} | ${subject} | ${time} | ${dir} |`);
}
