import { createServer } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
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
    SIGN_IN_URL: 'https://app.example.com/sign-in',
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

/** Makes the last link of a user old enough for the page to issue another. */
const ageLink = (name: string) =>
  sender.database.query(
    `update sender.links set issued_at = issued_at - interval '1 hour' from sender.users
     where users.id = links.user_id and users.name = $1`,
    [name],
  );

/** Opens a mail in a page, clicks its button, and gives the page that opens. */
async function followLink(context: BrowserContext, html: unknown): Promise<Page> {
  const program = await context.newPage();
  await program.setContent(String(html));
  // Links in emails open in a new window.
  const opening = context.waitForEvent('page');
  await program.locator('a.action').click();
  const page = await opening;
  await page.waitForLoadState();
  return page;
}

test.each([
  {
    locale: 'en',
    button: 'Set password',
    rule: 'at least 15 characters',
    done: 'Your password is set',
    signIn: 'Sign in',
    notice: 'Your Acme password was changed',
    dead: 'This link no longer works',
    newLink: 'Email me a new link',
    sent: 'Check your email',
  },
  {
    locale: 'ar',
    button: 'تعيين كلمة المرور',
    rule: '15 حرفًا',
    done: 'تم تعيين كلمة المرور',
    signIn: 'تسجيل الدخول',
    notice: 'Acme',
    dead: 'لم يعد هذا الرابط صالحًا',
    newLink: 'إرسال رابط جديد بالبريد الإلكتروني',
    sent: 'يُرجى تفقّد بريدك الإلكتروني',
  },
  {
    locale: 'ja',
    button: 'パスワードを設定',
    rule: '15文字以上',
    done: 'パスワードを設定しました',
    signIn: 'ログイン',
    notice: 'Acme',
    dead: 'このリンクは使用できません',
    newLink: '新しいリンクをメールで受け取る',
    sent: 'メールを確認してください',
  },
])('in $locale: mail, link, password, notice, dead link, new link, without script', async (words) => {
  const { locale } = words;
  const email = `${locale}@example.com`;
  await saveUser(sender.database, 7, { name: locale, email, locale });
  expect(await sender.call({ token: TOKEN, account_id: 7, name: locale })).toBe(0);
  const [mail] = await smtp.mailsTo(email);

  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    requests.push(
      `${request.method()} ${new URL(request.url()).pathname} from ${request.headers()['referer']}`,
    );
  });
  context.on('console', (message) => complaints.push(message.text()));

  let page = await followLink(context, mail?.html);
  const link = page.url();
  const heading = () => page.getByRole('heading').textContent();
  const fields = () => page.locator('input[type=password]');
  const submit = async (password: string) => {
    for (const field of await fields().all()) await field.fill(password);
    await page.getByRole('button', { name: words.button }).click();
  };
  expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  await submit('short');
  expect(await page.getByRole('alert').textContent()).toContain(words.rule);
  await submit(PASSWORD);
  expect(await heading()).toBe(words.done);
  const signIn = page.getByRole('link', { name: words.signIn });
  expect(await signIn.getAttribute('href')).toBe('https://app.example.com/sign-in');
  // The style sheet is let through by the policy: the button is as wide as the line.
  expect((await signIn.boundingBox())?.width).toBe(320 - 2 * 22);
  expect((await smtp.mailsTo(email, 2))[1]?.subject).toContain(words.notice);

  await ageLink(locale);
  await page.goto(link);
  expect(await heading()).toBe(words.dead);
  expect(await fields().count()).toBe(0);
  await page.getByRole('button', { name: words.newLink }).click();
  expect(await heading()).toBe(words.sent);

  const again = (await smtp.mailsTo(email, 3))[2];
  page = await followLink(context, again?.html);
  await submit(PASSWORD);
  expect(await heading()).toBe(words.done);

  const page1 = '/set-password from undefined';
  expect(requests).toEqual([
    `GET ${page1}`,
    `POST ${page1}`,
    `POST ${page1}`,
    `GET ${page1}`,
    'POST /new-link from undefined',
    `GET ${page1}`,
    `POST ${page1}`,
  ]);
  // Chromium tells of the statuses 422 and 410; a breach of the policy would be told, too.
  expect(complaints).toEqual([expect.stringContaining('422'), expect.stringContaining('410')]);
  await context.close();
});

test.each(['light', 'dark'] as const)(
  'in %s mode the button has the colors of the mail',
  async (colorScheme) => {
    const name = `in ${colorScheme}`;
    const email = `${colorScheme}@example.com`;
    await saveUser(sender.database, 7, { name, email });
    expect(await sender.call({ token: TOKEN, account_id: 7, name })).toBe(0);
    const [mail] = await smtp.mailsTo(email);
    const context = await browser.newContext({ colorScheme });
    const page = await followLink(context, mail?.html);
    const color = (of: Page | undefined, selector: string, property: string) =>
      of?.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`);
    const [program] = context.pages();
    for (const [selector, inMail, property] of [
      ['button', 'a.action', 'color'],
      ['main', 'td.card', 'background-color'],
      ['body', 'body', 'background-color'],
      ['main', 'td.card', 'border-top-color'],
      ['h1', 'h1', 'color'],
    ] as const) {
      expect(await color(page, selector, property), selector).toBe(await color(program, inMail, property));
    }
    await context.close();
  },
);
