// Has SpamAssassin judge every mail, and those in a few languages delivered in four ways. It must find next to nothing in them.
import nodemailer from 'nodemailer';
import { everyMail } from './every-mail.js';
import { reportProblem } from './problems.js';
import { runProgram } from './programs.js';

// It writes a Message-ID on the sender's domain, as most senders do: rules of SpamAssassin ask for it.
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

const mails: { locale: string; name: string; message: string; messageId: string }[] = [];
for await (const { locale, operation, ...mail } of everyMail()) {
  const { message, messageId } = await transport.sendMail({
    from: 'Acme <no-reply@acme.example>',
    to: 'ada@example.com',
    ...mail,
  });
  mails.push({ locale, name: `${locale} ${operation}`, message: String(message), messageId });
}

/** Most mails have none. */
const MAX_SCORE = 0.5;
/** These rules judge a language's letters, the length of its words, or a relay without a name, and not the mail. */
const notOfTheMail = /^(?:MIXED_ES|TVD_SPACE_RATIO.*|RDNS_NONE)$/;
/** The line that the receiver's server adds. The address is public, and a host's. */
const receivedFrom = (relay: string) =>
  `Received: from ${relay} by mx.example.com with ESMTPS id 1; ${new Date().toUTCString().replace('GMT', '+0000')}\n`;
// Many rules look only at a relay without a name, or skip one whose name contains mx, mail, mta or smtp.
const strictestDelivery = 'nameless relay';
const deliveries = {
  'without Received': '',
  [strictestDelivery]: receivedFrom('[81.2.69.142] ([81.2.69.142])'),
  'smtp-out-7.acme.example': receivedFrom('smtp-out-7.acme.example (smtp-out-7.acme.example [81.2.69.142])'),
  'mx.acme.example': receivedFrom('mx.acme.example (mx.acme.example [81.2.69.142])'),
};
// It must not use what it learned from other mails. The header that is added lists the rules with their points.
const settings = ['use_bayes 0', 'report_safe 0', 'fold_headers 0', 'add_header all Rules _TESTSSCORES_'];
const options = ['--local', '--nocreate-prefs', '--mbox', ...settings.map((setting) => `--cf=${setting}`)];
/** The languages of the mails that are delivered in every way: all mails would take minutes. */
const sample = new Set(['en', 'ar', 'ja', 'th']);
const nameById = new Map(mails.map(({ name, messageId }) => [messageId, name]));

const table: Record<string, object> = {};
for (const [delivery, received] of Object.entries(deliveries)) {
  const delivered = delivery === strictestDelivery ? mails : mails.filter(({ locale }) => sample.has(locale));
  // One process judges all mails: it takes two seconds to start.
  const mbox = delivered.map(
    ({ message }) => `From no-reply@acme.example Thu Jan  1 00:00:00 2026\n${received}${message}\n\n`,
  );
  const { stdout } = runProgram('spamassassin', options, {
    input: mbox.join(''),
    debianPackages: 'spamassassin',
  });
  // The mails come back in another order.
  const results = [...stdout.matchAll(/^X-Spam-Rules: ([^\n]*)$.*?^Message-ID: ([^\n]*)$/gms)].map(
    ([, rules = '', messageId = '']) => {
      const counted = rules.split(',').filter((rule) => !notOfTheMail.test(rule.replace(/=.*/, '')));
      const score = counted.reduce((sum, rule) => sum + Number(rule.replace(/.*=/, '')), 0);
      return { score: Number(score.toFixed(2)), mail: nameById.get(messageId), rules: counted.join(' ') };
    },
  );
  if (results.length !== delivered.length) {
    reportProblem(`SpamAssassin judged ${results.length} of ${delivered.length} mails (${delivery})`);
  }
  for (const { score, mail, rules } of results.filter(({ score }) => !(score <= MAX_SCORE))) {
    reportProblem(`SpamAssassin gives ${mail} ${score} points (${delivery}): ${rules}`);
  }
  table[delivery] = { mails: delivered.length, ...results.sort((a, b) => b.score - a.score)[0] };
}
console.log(`SpamAssassin's highest scores, delivered in each way. MIXED_ES and TVD_SPACE_RATIO*,
which judge the language, and RDNS_NONE, which judges the relay, are not counted.`);
console.table(table);
