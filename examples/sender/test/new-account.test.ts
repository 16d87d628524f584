import { expect, test } from 'vitest';
import { runCommand } from './support/command.js';
import { startTestSender, temporaryFolder } from './support/sender.js';
import { startSmtp } from './support/smtp.js';

test('an account that is made can be used with the token that is printed', async () => {
  const smtp = await startSmtp();
  const { folder, remove } = await temporaryFolder();
  const token = await runCommand(folder, 'new-account', '9', 'Hooli', 'gavin', 'gavin@example.com');
  const sender = await startTestSender(folder, { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@example.com' });
  expect(await sender.call({ token: token.trim(), account_id: 9, name: 'gavin' })).toBe(0);
  expect(await sender.call({ token: token.trim(), account_id: 8, name: 'example' })).toBe(403);
  const [mail] = await smtp.mailsTo('gavin@example.com');
  expect(mail?.subject).toBe('Welcome to Hooli: set your password');
  await sender.close();
  await smtp.close();
  for (const wrong of [[], ['nine', 'Hooli', 'gavin', 'gavin@example.com'], ['9', 'Hooli', 'gavin', 'gavin']])
    await expect(runCommand(folder, 'new-account', ...wrong)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^usage: /),
    });
  await remove();
});
