// Renders real input in every locale into out/, through the package as its users import it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { operations } from '../emails/words.js';
import { localeTags } from './locales.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'out');
mkdirSync(folder, { recursive: true });

const input = {
  name: 'Ada',
  resetUrl: 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  ip: '81.2.69.142',
  time: new Date(),
  expiresAt: Date.now() + 24 * 60 * 60 * 1000,
};

const renderer = createWelcomeEmailRenderer({ brand: { name: 'Acme', supportEmail: 'help@acme.example' } });
let shown = '';
for (const locale of localeTags) {
  for (const operation of operations) {
    const mail = await renderer.render({ ...input, locale, operation });
    const file = join(folder, `${locale}-${operation}`);
    writeFileSync(`${file}.html`, mail.html);
    writeFileSync(`${file}.txt`, mail.text);
    if (locale === 'en' && operation === 'registration') shown = `Subject: ${mail.subject}\n\n${mail.text}`;
  }
}
console.log(shown);
console.log(
  `${localeTags.length * operations.length} mails in ${localeTags.length} locales, as .html and .txt, are in ${relative(process.cwd(), folder)}/`,
);
