// Shows every mail in w3m and lynx. They must show every word of the plaintext part, and nothing else.
import { operations } from '../emails/operations.js';
import { BRAND, LINK } from '../test/support/inputs.js';
import { everyMail } from './every-mail.js';
import { readLanguage } from './locales.js';
import { reportProblem } from './problems.js';
import { runProgram } from './programs.js';

const browsers = {
  w3m: ['-dump', '-T', 'text/html', '-I', 'UTF-8', '-O', 'UTF-8', '-cols', '998'],
  lynx: [
    '-dump',
    '-stdin',
    '-nolist',
    '-nonumbers',
    '-width=990',
    '-assume_charset=utf-8',
    '-display_charset=utf-8',
  ],
};

/** Removes what may differ between the parts: line breaks, the composition of letters, the colon after a label (Armenian has its own), and the scheme of a link. */
const bare = (text: string) => text.normalize('NFC').replace(/https:\/\/|[\s\u2066-\u2069:：՝]/g, '');

let count = 0;
for await (const { locale, operation, html, text } of everyMail()) {
  count += 1;
  const words = readLanguage(locale);
  const isNotice = operations[operation].kind === 'notice';
  // Each part has something of its own: the HTML the preheader, the brand's name above the heading, the button and the words for when it
  // does not work, the plaintext the sentence before the link, and in a notice the link, which only the button has in the HTML.
  const htmlOnly = [
    words[`preheader_${operation}`],
    BRAND.name,
    words[`action_${operation}`],
    ...(isNotice ? [] : [words.linkFallback]),
  ];
  const textOnly = [words[`linkIntro_${operation}`], BRAND.url, ...(isNotice ? [LINK] : [])].map(bare);
  const lines = text.split('\n').map(bare).filter(Boolean);
  // The longest first, so that none is found within another.
  const expected = [...htmlOnly.map(bare), ...lines.filter((line) => !textOnly.includes(line))].sort(
    (a, b) => b.length - a.length,
  );
  for (const [program, args] of Object.entries(browsers)) {
    const { stdout } = runProgram(program, args, { input: html, debianPackages: 'w3m lynx' });
    let shown = bare(stdout);
    for (const line of expected) {
      if (!shown.includes(line)) reportProblem(`${locale} ${operation}: ${program} does not show ${line}`);
      shown = shown.replace(line, () => '\n');
    }
    const rest = shown.replaceAll('\n', '');
    if (rest !== '') reportProblem(`${locale} ${operation}: ${program} also shows ${JSON.stringify(rest)}`);
  }
}
console.log(`${count} mails shown by ${Object.keys(browsers).join(' and ')}`);
