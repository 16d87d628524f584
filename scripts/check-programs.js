// Shows the mails to programs that others read and judge mail with: SpamAssassin must find next to nothing in them, and w3m and lynx must
// show every word of the plaintext part, and nothing else.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import nodemailer from 'nodemailer';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { operations } from '../emails/words.js';
import { localeTags } from './locales.js';

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

const renderer = createWelcomeEmailRenderer({
  brand: {
    name: 'Acme',
    url: 'https://acme.example/',
    supportUrl: 'https://acme.example/help',
    supportEmail: 'help@acme.example',
  },
  locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
});
// It writes a Message-ID on the sender's domain, as most senders do: rules of SpamAssassin ask for it.
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

let failed = false;
/** @param {string} problem */
const fail = (problem) => {
  failed = true;
  console.log(problem);
};

/** @param {string} program @param {string[]} args @param {string} input */
function run(program, args, input) {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    console.error(`${program} is missing: install it (Debian: apt-get install spamassassin w3m lynx).`);
    process.exit(1);
  }
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Where lines break, how letters are composed, and whether a colon (Armenian has its own) stands between label and value, is each part's own affair. @param {string} text */
const bare = (text) => text.normalize('NFC').replace(/[\s\u2066-\u2069:：՝]/g, '');

/** @type {{ name: string, message: string, messageId: string }[]} */
const mails = [];
for (const locale of localeTags) {
  const words = JSON.parse(
    readFileSync(new URL(`../locales/${locale}/welcome.json`, import.meta.url), 'utf8'),
  );
  for (const operation of operations) {
    const mail = await renderer.render({
      name: 'Ada',
      resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      ip: '130.83.47.181',
      time: Date.now() - 60_000,
      expiresAt: Date.now() + 3_600_000,
      locale,
      operation,
    });
    for (const [program, args] of Object.entries(browsers)) {
      let shown = bare(run(program, args, mail.html));
      // What each part has of its own: the button, and what leads to the link.
      const own = [words[`preheader_${operation}`], words[`action_${operation}`], words.linkFallback].map(
        bare,
      );
      const lines = mail.text.split('\n').map(bare).filter(Boolean);
      const textOnly = [bare(words[`linkIntro_${operation}`]), 'https//acme.example/'];
      // The longest first, so that none is found within another.
      const expected = [...own, ...lines.filter((line) => !textOnly.includes(line))].sort(
        (a, b) => b.length - a.length,
      );
      for (const line of expected) {
        if (!shown.includes(line)) fail(`${locale} ${operation}: ${program} does not show ${line}`);
        shown = shown.replace(line, () => '\n');
      }
      const junk = shown.replaceAll('\n', '');
      if (junk !== '') fail(`${locale} ${operation}: ${program} also shows ${JSON.stringify(junk)}`);
    }
    const { message, messageId } = await transport.sendMail({
      from: 'Acme <no-reply@acme.example>',
      to: 'ada@example.com',
      ...mail,
    });
    mails.push({ name: `${locale} ${operation}`, message: String(message), messageId });
  }
}
console.log(`${mails.length} mails shown by ${Object.keys(browsers).join(' and ')}`);

const MAX_SCORE = 0.5;
/** Says something of the letters of a language, of the length of its words, or of a relay without a name: not of the mail. */
const notOfTheMail = /^(?:MIXED_ES|TVD_SPACE_RATIO.*|RDNS_NONE)$/;
/** The line that the receiver's server adds. The address is public, and a host's. @param {string} relay */
const receivedFrom = (relay) =>
  `Received: from ${relay} by mx.example.com with ESMTPS id 1; ${new Date().toUTCString().replace('GMT', '+0000')}\n`;
// Many rules look only at a relay without a name, or spare one whose name holds mx, mail, mta or smtp.
const deliveries = {
  'without Received': '',
  'nameless relay': receivedFrom('[81.2.69.142] ([81.2.69.142])'),
  'smtp-out-7.acme.example': receivedFrom('smtp-out-7.acme.example (smtp-out-7.acme.example [81.2.69.142])'),
  'mx.acme.example': receivedFrom('mx.acme.example (mx.acme.example [81.2.69.142])'),
};
// What it learned of other mails does not count. The header that is added lists rules with their points.
const settings = ['use_bayes 0', 'report_safe 0', 'fold_headers 0', 'add_header all Rules _TESTSSCORES_'];
const options = ['--local', '--nocreate-prefs', '--mbox', ...settings.map((setting) => `--cf=${setting}`)];
const nameById = new Map(mails.map(({ name, messageId }) => [messageId, name]));

/** @type {Record<string, object>} */
const table = {};
for (const [delivery, received] of Object.entries(deliveries)) {
  // One process for many mails: it takes two seconds to start.
  const mbox = mails.map(
    ({ message }) => `From no-reply@acme.example Thu Jan  1 00:00:00 2026\n${received}${message}\n\n`,
  );
  const judged = run('spamassassin', options, mbox.join(''));
  // The mails come back in another order.
  const results = [...judged.matchAll(/^X-Spam-Rules: ([^\n]*)$.*?^Message-ID: ([^\n]*)$/gms)].map(
    ([, rules = '', messageId = '']) => {
      const counted = rules.split(',').filter((rule) => !notOfTheMail.test(rule.replace(/=.*/, '')));
      const score = counted.reduce((sum, rule) => sum + Number(rule.replace(/.*=/, '')), 0);
      return { score: Number(score.toFixed(2)), mail: nameById.get(messageId), rules: counted.join(' ') };
    },
  );
  if (results.length !== mails.length) {
    fail(`SpamAssassin judged ${results.length} of ${mails.length} mails (${delivery})`);
  }
  const above = results.filter(({ score }) => !(score <= MAX_SCORE));
  if (above.length > 0)
    fail(`SpamAssassin gives ${above.length} of ${mails.length} mails more than ${MAX_SCORE} (${delivery})`);
  table[delivery] = results.sort((a, b) => b.score - a.score)[0] ?? {};
}
console.log(`SpamAssassin's highest scores for ${mails.length} mails, delivered in each way. Not counted are MIXED_ES and TVD_SPACE_RATIO*,
which judge the language, and RDNS_NONE, which judges the relay.`);
console.table(table);
if (failed) process.exitCode = 1;
