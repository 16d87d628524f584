// Fills the design of docs/own-layout, where no React is installed. Prints the mails.
import { readFile } from 'node:fs/promises';
import { createWelcomeEmailRenderer } from 'welcome-email';

await import('react').then(
  () => Promise.reject(new Error('React is installed')),
  ({ code }) => code === 'ERR_MODULE_NOT_FOUND' || Promise.reject(code),
);
/** @type {import('welcome-email').CompiledTemplate} */
const template = JSON.parse(await readFile('template.json', 'utf8'));
const { render } = createWelcomeEmailRenderer({ template });
for (const locale of Object.keys(template.locales)) {
  const mail = await render({
    name: 'Ada',
    resetUrl: 'https://a.example/',
    code: '402718',
    time: '2026-07-01T12:00:00Z',
    location: { countryCode: 'DE' },
    locale,
    values: { plan: 'Team', guide: 'https://a.example/guide' },
  });
  if (mail.locale !== locale || !mail.html.includes('Team')) throw new Error(`no mail in ${locale}`);
  console.log(JSON.stringify(mail));
}
