// Renders a real request in every locale into out/, with the built package, as its users import it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWelcomeEmailRenderer } from 'welcome-email';
import { operationNames } from '../emails/operations.js';
import { everythingFor } from '../test/support/inputs.js';
import { localeTags } from './locales.js';

const folder = fileURLToPath(new URL('../out/', import.meta.url));
mkdirSync(folder, { recursive: true });

const now = Date.now();
const renderer = createWelcomeEmailRenderer({ brand: { name: 'Acme', supportEmail: 'help@acme.example' } });
let shown = '';
for (const locale of localeTags) {
  for (const operation of operationNames) {
    const mail = await renderer.render({ ...everythingFor(operation, now), locale });
    const file = join(folder, `${locale}-${operation}`);
    writeFileSync(`${file}.html`, mail.html);
    writeFileSync(`${file}.txt`, mail.text);
    if (locale === 'en' && operation === 'registration') shown = `Subject: ${mail.subject}\n\n${mail.text}`;
  }
}
console.log(shown);
console.log(
  `${localeTags.length * operationNames.length} mails in ${localeTags.length} locales, as .html and .txt, are in ${relative(process.cwd(), folder)}/`,
);
