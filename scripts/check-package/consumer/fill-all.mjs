// Fills the design of docs/own-layout in each locale.
import { createWelcomeEmailRenderer } from 'welcome-email';

/** @param {import('welcome-email').CompiledTemplate} template */
export async function fillAll(template) {
  const { render } = createWelcomeEmailRenderer({ template });
  const mails = [];
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
    mails.push(mail);
  }
  return JSON.stringify(mails);
}
