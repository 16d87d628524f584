import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operationNames } from '../emails/operations.js';
import { shippedLocales } from '../src/i18n/locales.js';
import type { MailView } from '../src/preview/protocol.js';
import { buildPackage } from '../test/support/built-package.js';
import { launchChromium } from './chromium.js';
import { CONFIG, createProject } from './preview-site.js';

const LINK = 'https://app.example.com/typed?token=Typed1';
const CODE = '735219';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPackage>>;
let project: Awaited<ReturnType<typeof createProject>>;
let address: string;
let files: string;
let page: Page;
let requests: string[];

beforeAll(async () => {
  [browser, built] = await Promise.all([launchChromium(), buildPackage()]);
  project = await createProject(built.command);
  await project.configure(CONFIG);
  files = await project.writeFiles();
  address = await project.start();
});
afterAll(async () => {
  await browser?.close();
  await project?.remove();
});
beforeEach(async () => {
  await openPage();
});
afterEach(() => page.context().close());

/** Opens a new page. It emulates no color scheme, so that each frame's color scheme applies to its mail. */
async function openPage(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: null,
    ...options,
  });
  page = await context.newPage();
  requests = [];
  page.on('request', (request) => requests.push(request.url()));
}

const open = (fragment = '', start = address) => page.goto(`${start}#${fragment}`);

/** The text of the mail that is shown. */
const mailText = (scheme = 'light') =>
  page.evaluate((scheme) => {
    const frames = [...document.querySelectorAll<HTMLIFrameElement>(`iframe[title$=", ${scheme}"]`)];
    return frames.find(({ style }) => style.visibility === 'visible')?.contentDocument?.body.innerText ?? '';
  }, scheme);
const fragment = () => Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)));
const link = (name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Emails and languages' }).getByRole('link', { name });
const field = (name: string) => page.getByRole('complementary').getByLabel(name, { exact: true }).first();
const mailList = () => page.getByRole('region', { name: 'In a mail list' });

describe('choosing', () => {
  test('shows the chosen email in the chosen language', async () => {
    await open();
    await expect.poll(() => mailText()).toContain('Welcome to Acme');
    await link('Recovery').click();
    await link('Arabic').click();
    await expect.poll(() => mailText()).toContain('تم طلب كلمة مرور جديدة');
    expect(await link('Recovery').getAttribute('aria-current')).toBe('true');
    expect(await page.title()).toContain('Recovery in Arabic');
    await expect.poll(fragment).toEqual({ operation: 'recovery', locale: 'ar' });
  });

  test('finds a language by its tag, its own name and its English one', async () => {
    await open();
    const search = page.getByRole('searchbox', { name: 'Search languages' });
    for (const [text, tag] of [
      ['fr-CA', 'fr-CA'],
      ['русский', 'ru'],
      ['suomi', 'fi'],
      ['norsk bokmal', 'nb'],
      ['japanese', 'ja'],
    ] as const) {
      await search.fill(text);
      expect(await page.locator('#languages ~ ul code').allTextContents()).toEqual([tag]);
    }
    await search.press('Enter');
    await expect.poll(() => mailText()).toContain('Acmeへようこそ');
    await search.fill('Klingon');
    await expect.poll(() => page.getByText('No languages found').isVisible()).toBe(true);
  });

  test('moves through the languages with the arrow keys, and keeps the current one in sight', async () => {
    await open('locale=en');
    await link(/^English en$/).focus();
    for (const _ of 'moves') await page.keyboard.press('ArrowDown');
    const tag = shippedLocales[shippedLocales.indexOf('en') + 5] as string;
    await expect.poll(() => fragment()['locale']).toBe(tag);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe(tag);
    await page.keyboard.press('End');
    await expect.poll(() => fragment()['locale']).toBe(shippedLocales.at(-1));
    const [item, list] = await Promise.all([
      page.locator('[data-id][aria-current]').nth(1).boundingBox(),
      page.locator('#languages ~ ul').boundingBox(),
    ]);
    expect(item?.y).toBeGreaterThanOrEqual(list?.y ?? Number.NaN);
    expect((item?.y ?? 0) + (item?.height ?? 0)).toBeLessThanOrEqual(900);
  });

  test('goes back and forward, one step for each place', async () => {
    await open('operation=recovery');
    await link('Verification').click();
    await page.getByRole('radio', { name: 'Desktop' }).check();
    await field('Name').fill('Grace');
    await expect.poll(fragment).toEqual({ operation: 'verification', width: 'desktop', name: 'Grace' });
    await page.goBack();
    await expect.poll(fragment).toEqual({ operation: 'verification' });
    await expect.poll(() => mailText()).toContain('Hello Ada');
    await page.goForward();
    await expect.poll(() => mailText()).toContain('Hello Grace');
  });
});

describe('the mail', () => {
  test('is shown in light and in dark, at the width of a phone and of a desktop, as high as it is', async () => {
    await open();
    for (const width of [375, 640]) {
      await page.getByRole('radio', { name: width === 375 ? 'Phone' : 'Desktop' }).check();
      await expect
        .poll(() =>
          page.locator('iframe').evaluateAll((frames) =>
            (frames as HTMLIFrameElement[]).map(({ contentWindow: inside }) => ({
              isDark: inside?.matchMedia('(prefers-color-scheme: dark)').matches,
              width: inside?.innerWidth,
              fits: inside?.innerHeight === inside?.document.documentElement.scrollHeight,
              background: inside?.getComputedStyle(inside.document.body).backgroundColor,
            })),
          ),
        )
        .toEqual([
          { isDark: false, width, fits: true, background: expect.stringMatching(/255|245/) },
          { isDark: true, width, fits: true, background: expect.stringMatching(/24|15/) },
        ]);
    }
    expect(await page.getByText('This browser').count()).toBe(0);
  });

  test('has a note above it if the browser shows one color scheme only', async () => {
    await page.context().close();
    // Chromium uses an emulated color scheme in frames too.
    await openPage({ colorScheme: 'light' });
    for (const view of ['mail', 'locales', 'operations']) {
      await open(`view=${view}`);
      const note = page.getByText('This browser shows');
      await expect.poll(() => note.count(), { message: view }).toBe(1);
      const [above, frame] = await Promise.all([
        note.boundingBox(),
        page.locator('iframe').first().boundingBox(),
      ]);
      expect((above?.y ?? Number.NaN) + (above?.height ?? 0)).toBeLessThanOrEqual(frame?.y ?? Number.NaN);
    }
  });

  test('has its sender, subject and preheader as a mail list shows them', async () => {
    await open('operation=recovery&locale=ar');
    await expect
      .poll(() => mailList().getByRole('paragraph').allTextContents())
      .toEqual([
        'Acme',
        'تم طلب كلمة مرور جديدة لحسابك (Acme)',
        expect.stringMatching(/^إذا لم يكن هذا الطلب منك/),
      ]);
  });

  test('has tabs for its plaintext, its source and its headers', async () => {
    await open('operation=recovery&locale=he');
    const panel = page.getByRole('tabpanel');
    await page.getByRole('tab', { name: 'HTML' }).press('ArrowRight');
    const lines = panel.getByRole('paragraph');
    await expect.poll(() => lines.count()).toBeGreaterThan(10);
    const directions = await lines.evaluateAll((lines) =>
      lines.map((line) => [/\p{L}/u.exec(line.textContent)?.[0], getComputedStyle(line).direction]),
    );
    for (const [letter, direction] of directions)
      if (letter) expect(direction).toBe(/\p{sc=Hebr}/u.test(letter) ? 'rtl' : 'ltr');
    expect(directions.map(([, direction]) => direction)).toEqual(expect.arrayContaining(['rtl', 'ltr']));
    expect(await panel.getByRole('link').count()).toBe(0);

    await page.keyboard.press('ArrowRight');
    await expect.poll(() => panel.textContent()).toContain('<!DOCTYPE html');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => panel.textContent()).toContain('Content-Languagehe');
    await expect.poll(() => fragment()['tab']).toBe('headers');
  });

  test('has a size', async () => {
    await open();
    await expect
      .poll(() => page.getByRole('region', { name: 'Result' }).textContent())
      .toMatch(/\d\.\d KB of HTML. Gmail shows up to 102 KB/);
  });
});

describe('the input', () => {
  test('changes the mail', async () => {
    await open();
    await field('Name').fill('Grace');
    await expect.poll(() => mailText()).toContain('Hello Grace,');
    await page.getByLabel('User-Agent: typical values').selectOption('Safari on iPhone');
    await expect.poll(() => mailText()).toContain('Safari on iPhone');
    await page.getByLabel('Time, UTC').fill('2026-05-06T07:08:09');
    await field('Time zone').fill('Asia/Tokyo');
    await expect.poll(() => mailText()).toMatch(/May 6, 2026 at 4:08\sPM\s\(UTC\+09:00\)/);
    await page.getByText('Location', { exact: true }).click();
    await field('Country code').fill('JP');
    await expect.poll(() => mailText()).toContain('Japan');
  });

  test('has client hints, as pasted header lines', async () => {
    await open();
    await field('Client hints').fill(
      'Sec-CH-UA: "Brave";v="141", "Chromium";v="141"\nsec-ch-ua-platform: "macOS"\n',
    );
    await expect.poll(() => mailText()).toContain('Brave on macOS');
    await expect.poll(fragment).toHaveProperty('clientHints');
    await page.reload();
    await expect.poll(() => mailText()).toContain('Brave on macOS');
    expect(await field('Client hints').inputValue()).toContain('\nsec-ch-ua-platform: "macOS"');
    await field('Client hints').fill('no header');
    await expect.poll(() => field('Client hints').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => mailText()).toContain('Chrome on Windows');
    await field('Client hints').fill('');
    await expect.poll(() => field('Client hints').getAttribute('aria-invalid')).toBe('false');
  });

  test('has the brand, of which the other parts remain', async () => {
    await open();
    const brand = page.locator('details', { hasText: 'Brand' });
    await brand.getByLabel('Name', { exact: true }).fill('Globex');
    await brand.getByLabel('Accent color: palette').fill('#aa0033');
    await expect.poll(() => mailText()).toContain('Welcome to Globex');
    expect(await mailList().getByRole('paragraph').first().textContent()).toBe('Globex');
    await expect.poll(fragment).toEqual({ 'brand.name': 'Globex', 'brand.accentColor': '#aa0033' });
    const html = () => page.locator('iframe').first().getAttribute('srcdoc');
    await expect.poll(html).toContain('#aa0033');
    expect(await html()).toContain('https://acme.example/');
    await page.getByRole('button', { name: 'Undo changes' }).click();
    await expect.poll(() => mailText()).toContain('Welcome to Acme');
  });

  test('has states to choose, which replace what was typed except the brand', async () => {
    await open('name=Grace&brand.name=Globex');
    await expect.poll(() => mailText()).toContain('Hello Grace');
    await page.getByRole('radio', { name: 'Nothing known' }).check();
    await expect.poll(() => mailText()).not.toContain('Device');
    expect(await mailText()).toContain('Hello Ada');
    expect(await mailText()).toContain('Globex');
    await link('New sign-in').click();
    await expect.poll(fragment).toMatchObject({ operation: 'new-sign-in', preset: 'nothing-known' });
  });

  test('says what is wrong beside the field, and keeps the last good mail', async () => {
    await open();
    await expect.poll(() => mailText()).toContain('Hello Ada');
    await field('Name').fill('');
    await expect.poll(() => page.getByText('This field is required.').isVisible()).toBe(true);
    expect(await field('Name').getAttribute('aria-invalid')).toBe('true');
    expect(await mailText()).toContain('Hello Ada');
    await field('Name').fill('Grace');
    await expect.poll(() => mailText()).toContain('Hello Grace');
    expect(await page.getByText('This field is required.').count()).toBe(0);
  });

  test('says what was left out, and why', async () => {
    await open('timeZone=Nowhere&brand.accentColor=red');
    await expect
      .poll(() => page.getByRole('region', { name: 'Result' }).getByRole('listitem').allTextContents())
      .toEqual([
        expect.stringMatching(/^timeZone unknown-time-zone.*IANA/),
        expect.stringMatching(/^brand.accentColor invalid-color/),
      ]);
    expect(await field('Time zone').getAttribute('aria-invalid')).toBe('true');
  });

  test('survives a reload, but for the link and the code', async () => {
    await open('operation=recovery&locale=de');
    await field('Name').fill('Grace');
    await field('Link').fill(LINK);
    await field('Code').fill(CODE);
    await expect.poll(() => mailText()).toContain('735219');
    await expect.poll(fragment).toEqual({ operation: 'recovery', locale: 'de', name: 'Grace' });
    await page.reload();
    await expect.poll(() => mailText()).toContain('Guten Tag Grace');
    expect(await mailText()).not.toMatch(/Typed1|735219/);
    expect(await field('Link').inputValue()).toMatch(/^https:\/\/app\.example\.com\/set-password/);
  });

  test('takes neither a link nor a code from the address', async () => {
    await open(`operation=recovery&name=Grace&code=${CODE}&${new URLSearchParams({ resetUrl: LINK })}`);
    await expect.poll(() => mailText()).toContain('Hello Grace');
    expect(await mailText()).not.toMatch(/Typed1|735219/);
  });

  test('ignores an answer that comes after a newer one', async () => {
    await open();
    await expect.poll(() => mailText()).toContain('Hello Ada');
    let answerLate = async () => {};
    const isWaiting = new Promise<void>((resolve) => {
      page.route('**/mail', (route) => {
        if (!route.request().postData()?.includes('Slow')) return route.continue();
        answerLate = () => route.continue();
        resolve();
      });
    });
    await field('Name').fill('Slow');
    await isWaiting;
    await field('Name').fill('Quick');
    await expect.poll(() => mailText()).toContain('Hello Quick');
    await answerLate();
    await page.waitForTimeout(300);
    expect(await mailText()).toContain('Hello Quick');
  });
});

describe('the sheets', () => {
  test('show every language of an email, each when it comes near the screen, and lead to its mail', async () => {
    await open('operation=recovery&view=locales&scheme=light');
    const mails = page.getByRole('main').getByRole('listitem');
    await expect.poll(() => mails.count()).toBe(shippedLocales.length);
    await expect.poll(() => mailText()).toContain('تم طلب كلمة مرور جديدة');
    const loaded = await page.locator('iframe').count();
    expect(loaded).toBeLessThan(shippedLocales.length / 2);
    await mails.last().scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('iframe').count()).toBeGreaterThan(loaded);
    await mails.last().click();
    await expect
      .poll(fragment)
      .toEqual({ operation: 'recovery', locale: shippedLocales.at(-1), scheme: 'light' });
    await expect.poll(() => page.getByRole('tab').count()).toBe(4);
  });

  test('show every email of a language', async () => {
    await open('locale=ja&view=operations');
    const main = page.getByRole('main');
    await expect.poll(() => main.getByRole('heading').textContent()).toBe('All emails in Japanese');
    expect(await main.getByRole('listitem').count()).toBe(operationNames.length);
    await main.getByRole('link', { name: 'Password changed' }).press('Enter');
    await expect.poll(fragment).toEqual({ operation: 'password-changed', locale: 'ja' });
  });

  test.each([
    ['operations', 'Recovery', 'Verification', 'Japanese', { operation: 'verification', locale: 'ja' }],
    ['locales', 'Japanese', 'Arabic', 'Recovery', { operation: 'recovery', locale: 'ar' }],
  ])(
    'have no current entry among what they show, and each leads to its mail: %s',
    async (view, chosen, other, current, place) => {
      await open(`operation=recovery&locale=ja&view=${view}`);
      await expect.poll(() => link(current).getAttribute('aria-current')).toBe('true');
      expect(await link(chosen).getAttribute('aria-current')).toBeNull();
      await link(other).click();
      await expect.poll(fragment).toEqual(place);
      await expect.poll(() => link(other).getAttribute('aria-current')).toBe('true');
    },
  );
});

describe('the preview while it runs', () => {
  test('shows changes of the config without losing what is chosen and typed', async () => {
    await open('operation=recovery&locale=de&name=Grace');
    await expect.poll(() => mailText()).toContain('Acme');
    await project.configure({ brand: { name: 'Initech' } });
    await expect.poll(() => mailText()).toContain('Initech');
    expect(await mailText()).toContain('Guten Tag Grace');

    await project.configure('export default {');
    const banner = page.getByRole('alert');
    await expect.poll(() => banner.textContent()).not.toBe('');
    expect(await mailText()).toContain('Initech');

    await project.configure(CONFIG);
    await expect.poll(() => mailText()).toContain('Acme');
    await expect.poll(() => banner.textContent()).toBe('');
  });

  test('says that a language is no longer offered, and shows it when it is again', async () => {
    await open('locale=de');
    await expect.poll(() => mailText()).toContain('Guten Tag');
    await project.configure({ ...CONFIG, locales: ['en', 'ar'] });
    const banner = page.getByRole('alert');
    await expect
      .poll(() => banner.textContent())
      .toBe('The config does not offer the language de. The preview shows English instead.');
    await expect.poll(() => mailText()).toContain('Hello Ada');
    await project.configure(CONFIG);
    await expect.poll(() => mailText()).toContain('Guten Tag');
    await expect.poll(() => banner.textContent()).toBe('');
  });

  test('says that the connection is lost, and connects again', async () => {
    await open('name=Grace');
    await expect.poll(() => mailText()).toContain('Hello Grace');
    await project.stop();
    const banner = page.getByRole('alert');
    await expect.poll(() => banner.textContent()).toContain('stopped');
    await project.start(Number(new URL(address).port));
    await expect.poll(() => banner.textContent()).toBe('');
    await field('Name').fill('Alan');
    await expect.poll(() => mailText()).toContain('Hello Alan');
  });

  test('loads nothing from elsewhere', async () => {
    await open('view=operations');
    await expect.poll(() => mailText()).toContain('Acme');
    await page.getByRole('link', { name: 'Email', exact: true }).click();
    await expect.poll(() => mailText()).toContain('Welcome');
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => !url.startsWith(address) && !/^(data|about):/.test(url))).toEqual([]);
  });
});

describe('static files', () => {
  test('show the mails of all states from file:', async () => {
    await open('operation=recovery&locale=ja&name=Grace', files);
    await expect.poll(() => mailText()).toContain('パスワード再設定');
    expect(await mailText()).not.toContain('Grace');
    expect(await page.getByText('This is a static copy.').isVisible()).toBe(true);
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.getByRole('radio', { name: 'Nothing known' }).check();
    await expect.poll(() => mailText()).not.toContain('Windows');
    await page.getByRole('link', { name: 'All languages' }).click();
    await expect.poll(() => page.locator('iframe').count()).toBeGreaterThan(4);
    await link('Arabic').click();
    await page.reload();
    await expect.poll(fragment).toEqual({ operation: 'recovery', locale: 'ar', preset: 'nothing-known' });
    expect(requests.filter((url) => !/^(file|data|about):/.test(url))).toEqual([]);
  });
});

// The sandbox suffices without the policy (CSP).
describe.each([
  ['with the policy', false],
  ['without the policy', true],
])('a mail cannot act on the page, %s', (_, bypassCSP) => {
  const HOSTILE = `<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
    <script>parent.postMessage('ran', '*'); parent.document.title = 'ran'</script></head>
    <body onload="parent.document.title = 'ran'"><h1 onclick="parent.document.title = 'ran'">Hostile</h1>
    <img src="data:," onerror="parent.document.title = 'ran'"><svg onload="parent.document.title = 'ran'"></svg>
    <a href="javascript:parent.document.title='ran'">script</a> <a href="https://evil.example/self">self</a>
    <a href="https://evil.example/top" target="_top">top</a> <a href="https://evil.example/new" target="_blank">new</a>
    <form action="https://evil.example/form"><button>form</button></form></body></html>`;

  test('by scripts, links or forms', async () => {
    await page.context().close();
    await openPage({ bypassCSP });
    await page.route('**/mail', async (route) => {
      const response = await route.fetch();
      const view = (await response.json()) as MailView;
      await route.fulfill({ json: { ...view, html: HOSTILE } });
    });
    await open('scheme=light');
    await expect.poll(() => mailText()).toContain('Hostile');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading').click();
    for (const name of ['script', 'self', 'top', 'new']) {
      await frame.getByRole('link', { name }).click();
      await expect
        .poll(() => page.locator('.note').textContent())
        .toContain(name === 'script' ? 'javascript:' : name);
    }
    await frame.getByRole('button').click();
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('Registration in English · welcome-email preview');
    expect(await mailText()).toContain('Hostile');
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url()).toContain(address);
    expect(requests.filter((url) => url.includes('evil.example'))).toEqual([]);
  });
});

describe('readers of all kinds', () => {
  test('reach everything by keyboard alone', async () => {
    await open();
    await expect.poll(() => mailText()).toContain('Welcome');
    const names: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return '';
        // The outline of a radio button is that of its words.
        const isSeen =
          element.tagName === 'IFRAME' ||
          [element, element.nextElementSibling].some(
            (drawn) => drawn && getComputedStyle(drawn).outlineStyle !== 'none',
          );
        const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent;
        return `${isSeen ? '' : 'invisible: '}${label ?? document.querySelector(`label[for="${element.id}"]`)?.textContent ?? element.textContent}`;
      });
      if (names.at(-1) !== name) names.push(name);
    }
    expect(names.slice(0, 8)).toEqual([
      'Skip to the email',
      'Email',
      'All languages',
      'All emails',
      'Registration',
      'Search languages',
      expect.stringContaining('English'),
      'HTML',
    ]);
    expect(names).toEqual(
      expect.arrayContaining([
        'Phone',
        'Both',
        'Name',
        'Link',
        'User-Agent',
        'IP address',
        'Accent color',
        'Postal address',
      ]),
    );
    expect(names.filter((name) => name.startsWith('invisible'))).toEqual([]);

    await page.reload();
    await expect.poll(() => mailText()).toContain('Welcome');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('are told what was rendered', async () => {
    await open('operation=recovery&locale=ar&timeZone=Nowhere');
    await expect
      .poll(() => page.getByRole('main').getByRole('status').allTextContents())
      .toContain('Recovery in Arabic: 1 warning');
  });

  const views = {
    mail: 'locale=ar',
    'mail with problems': 'operation=recovery&timeZone=Nowhere&brand.url=x&expiresAt=2000-01-02T00:00',
    plaintext: 'locale=ar&tab=text',
    source: 'locale=ja&tab=source',
    headers: 'tab=headers',
    'all languages': 'view=locales',
    'all emails': 'view=operations&locale=ja&scheme=dark',
  };
  const screens = {
    light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    '360 px': { colorScheme: 'light', viewport: { width: 360, height: 800 } },
  } as const;

  describe.each(Object.entries(screens))('%s', (_, screen) => {
    test.each([...Object.entries(views), ['static files', 'locale=ar'] as const])(
      'axe finds nothing, and nothing is cut off: %s',
      async (view, fragment) => {
        await page.context().close();
        await openPage(screen);
        await open(fragment, view === 'static files' ? files : address);
        await page.waitForSelector('iframe, [role=tabpanel]:not(:empty), .failure');
        if (screen.viewport.width === 360) await page.getByRole('button', { name: '·' }).click();
        await page.evaluate(axe.source);
        const { violations, passes } = await page.evaluate(() =>
          (window as unknown as { axe: typeof axe }).axe.run(document, { iframes: false }),
        );
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([]);
        expect(passes.length).toBeGreaterThan(20);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          'pixels to scroll sideways',
        ).toBeLessThanOrEqual(0);
      },
    );
  });
});
