import { createServer } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveUser } from '../src/database/accounts.js';
import { startTestSender, type TestSender, TOKEN, temporaryFolder } from '../test/support/sender.js';
import { type SmtpServer, startSmtp } from '../test/support/smtp.js';

const PASSWORD = 'correct horse battery';

let browser: Browser;
let smtp: SmtpServer;
let sender: TestSender;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  smtp = await startSmtp();
  const { folder, remove } = await temporaryFolder();
  removeFolder = remove;
  const port = String(await freePort());
  sender = await startTestSender(folder, {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'no-reply@example.com',
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
  });
});

afterAll(async () => {
  await browser.close();
  await sender.close();
  await smtp.close();
  await removeFolder();
});

/** The link leads to the port, so it must be known before the sender starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test.each([
  ['en', 'Set password', 'at least 15 characters', 'Your password is set', 'This link no longer works'],
  ['ar', 'تعيين كلمة المرور', '15 حرفًا', 'تم تعيين كلمة المرور', 'هذا الرابط لم يعد يعمل'],
])('the link of a mail in %s is followed, a password set, the link dead', async (locale, ...words) => {
  const [button = '', rule = '', done, dead] = words;
  const email = `${locale}@example.com`;
  await saveUser(sender.database, 7, { name: locale, email, locale });
  expect(await sender.call({ token: TOKEN, account_id: 7, name: locale })).toBe(0);
  const [mail] = await smtp.mailsTo(email);

  const context = await browser.newContext();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    requests.push(
      `${request.method()} ${new URL(request.url()).pathname} from ${request.headers()['referer']}`,
    );
  });
  context.on('console', (message) => complaints.push(message.text()));

  const program = await context.newPage();
  await program.setContent(String(mail?.html));
  // Links of mails open in a window of their own.
  const opening = context.waitForEvent('page');
  await program.getByRole('link', { name: button }).first().click();
  const page = await opening;
  await page.waitForLoadState();
  const link = page.url();
  expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  // The style sheet is let through by the policy.
  expect((await page.locator('main').boundingBox())?.width).toBe(480);

  const fields = page.locator('input[type=password]');
  const submit = async (password: string) => {
    for (const field of await fields.all()) await field.fill(password);
    await page.getByRole('button', { name: button }).click();
  };
  await submit('short');
  expect(await page.getByRole('alert').textContent()).toContain(rule);
  await submit(PASSWORD);
  expect(await page.getByRole('heading').textContent()).toBe(done);

  await page.goto(link);
  expect(await page.getByRole('heading').textContent()).toBe(dead);
  expect(await fields.count()).toBe(0);

  const path = '/set-password from undefined';
  expect(requests).toEqual([`GET ${path}`, `POST ${path}`, `POST ${path}`, `GET ${path}`]);
  // Chromium tells of the statuses 422 and 410; a breach of the policy would be told, too.
  expect(complaints).toEqual([expect.stringContaining('422'), expect.stringContaining('410')]);
  await context.close();
});
