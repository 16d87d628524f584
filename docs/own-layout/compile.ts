// Run this when you build: it writes the file that your program fills.
import { writeFile } from 'node:fs/promises';
import { compileTemplate } from 'welcome-email/template';
import { AcmeEmail, slots } from './email.js';
import { acmeText } from './text.js';
import { locales } from './words.js';

const template = await compileTemplate({ html: AcmeEmail, text: acmeText, slots, locales });
for (const warning of template.warnings) process.emitWarning(JSON.stringify(warning));
await writeFile('template.json', JSON.stringify(template));
