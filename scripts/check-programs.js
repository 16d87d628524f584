// Shows the mails to programs that others read and judge mail with: SpamAssassin must find next to nothing in them, and w3m and lynx must
// show every word of the plaintext part, and nothing else.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import nodemailer from 'nodemailer';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { localeTags } from './locale-tags.js';

const MAX_SCORE = 0.5;
const scored = ['en', 'de', 'ar', 'ja'];
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
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });

let failed = false;
/** @param {string} problem */
const fail = (problem) => {
  failed = true;
  console.log(problem);
};

/** @param {string} program @param {string[]} args @param {string | Buffer} input */
function run(program, args, input) {
  const { error, stdout } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 24 });
  if (error) {
    console.error(`${program} is missing: install it (Debian: apt-get install spamassassin w3m lynx).`);
    process.exit(1);
  }
  return stdout;
}

/** Where lines break, how letters are composed, and whether a colon (Armenian has its own) stands between label and value, is each part's own affair. @param {string} text */
const bare = (text) => text.normalize('NFC').replace(/[\s\u2066-\u2069:：՝]/g, '');

for (const locale of localeTags) {
  const words = JSON.parse(
    readFileSync(new URL(`../locales/${locale}/welcome.json`, import.meta.url), 'utf8'),
  );
  for (const operation of /** @type {const} */ (['registration', 'recovery'])) {
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
    if (!scored.includes(locale)) continue;
    const { message } = await transport.sendMail({
      from: 'Acme <no-reply@acme.example>',
      to: 'ada@example.com',
      ...mail,
    });
    // Without a trace of the way it took, a mail is suspect (RFC 5321, 4.4). The address is public, and a host's.
    const received = `Received: from mail.acme.example (mail.acme.example [81.2.69.142])\r\n\tby mx.example.com with ESMTPS id 1;\r\n\t${new Date().toUTCString().replace('GMT', '+0000')}\r\n`;
    const report = run('spamassassin', ['-L', '-t'], `${received}${message}`);
    const score = Number(/Content analysis details:\s+\((-?[\d.]+) points/.exec(report)?.[1]);
    console.log(`${locale} ${operation}: SpamAssassin gives ${score}`);
    if (!(score <= MAX_SCORE)) fail(report.slice(report.indexOf('Content analysis details')));
  }
}
console.log(`${localeTags.length * 2} mails shown by ${Object.keys(browsers).join(' and ')}`);
if (failed) process.exitCode = 1;
