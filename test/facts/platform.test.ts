import { describe, expect, it, test } from 'vitest';
import { randomNumbers } from '../../scripts/random-numbers.js';
import { browsers, systems } from '../../src/facts/platform/words.js';
import { describePlatform } from '../../src/facts/platform.js';
import { renderWelcomeEmail, type WelcomeEmailFacts } from '../../src/index.js';
import { userAgentRows } from '../fixtures/user-agents.js';
import { NOTHING_KNOWN } from '../support/inputs.js';

const words = { dir: 'ltr' as const, browserOnSystem: '{{browser}} on {{system}}' };
const platformOf = (userAgent: string | undefined, clientHints: Record<string, string> = {}) =>
  describePlatform(userAgent, clientHints, words);

const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const CHROME_ON_LINUX = CHROME_ON_WINDOWS.replace('Windows NT 10.0; Win64; x64', 'X11; Linux x86_64');
const CHROME_ON_ANDROID = CHROME_ON_WINDOWS.replace('Windows NT 10.0; Win64; x64', 'Linux; Android 10; K');

describe('a User-Agent', () => {
  test.each(userAgentRows)('makes the mail say $says: $userAgent', ({ userAgent, says }) => {
    expect(platformOf(userAgent)).toBe(says);
  });

  it.each([undefined, '', ' ', ' \t ', '\u0000', '\u202e', '\ud800'])(
    'without text says nothing',
    (userAgent) => {
      expect(platformOf(userAgent)).toBeUndefined();
    },
  );

  it('says it alone where there are no client hints', () => {
    expect(describePlatform(CHROME_ON_WINDOWS, undefined, words)).toBe('Chrome on Windows');
  });

  it('may have spaces around it', () => {
    expect(platformOf(` ${CHROME_ON_WINDOWS} `)).toBe('Chrome on Windows');
  });

  it('is described in the words of the locale', () => {
    const arabic = { dir: 'rtl', browserOnSystem: '{{browser}} على {{system}}' } as const;
    expect(describePlatform(CHROME_ON_WINDOWS, {}, arabic)).toBe(
      '\u2068Chrome\u2069 على \u2068Windows\u2069',
    );
  });

  it('is read from the beginning of a megabyte of text, and nothing of it is shown', async () => {
    const deviceOf = async (input: Partial<WelcomeEmailFacts>) => {
      const { text } = await renderWelcomeEmail({ ...NOTHING_KNOWN, ...input });
      return /^Device: (.*)$/m.exec(text)?.[1];
    };
    for (const piece of ['a', ' ', '(', '"Chrome";v="1", ']) {
      const long = piece.repeat(2 ** 20 / piece.length);
      expect(await deviceOf({ userAgent: long })).toBeUndefined();
      expect(
        await deviceOf({
          userAgent: CHROME_ON_WINDOWS + long.replaceAll('"', ' '),
          clientHints: { 'sec-ch-ua-platform': long },
        }),
      ).toMatch(/^(?:Chrome on )?Windows$/);
    }
  });

  it('never gets a word of its own into the mail', () => {
    const ours = new Set<string | undefined>([
      undefined,
      ...browsers,
      ...systems,
      ...browsers.flatMap((browser) => systems.map((system) => `${browser} on ${system}`)),
    ]);
    const random = randomNumbers(20_111);
    const pick = <T>(from: ArrayLike<T>) => from[Math.floor(random() * from.length)] as T;
    const strings = userAgentRows.map((row) => row.userAgent);
    for (let i = 0; i < 20_000; i++) {
      // Pieces of real headers, put together anew, with anything in between.
      const pieces = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
        random() < 0.8 ? pick(pick(strings).split(/(?<=[ ;()/])/)) : String.fromCharCode(random() * 0xffff),
      );
      const text = pick([pieces.join(''), pieces.join(' '), pick(strings).slice(Math.floor(random() * 60))]);
      const hint = `"${pick(pieces)}";v="1", "${pick([...browsers, 'Google Chrome', 'Android WebView'])}";v="2"`;
      const said = platformOf(text, random() < 0.3 ? { 'sec-ch-ua': hint, 'sec-ch-ua-platform': hint } : {});
      if (!ours.has(said)) expect.fail(`${JSON.stringify(text)} makes the mail say ${said}`);
    }
  });
});

describe('client hints', () => {
  const rows: Array<[says: string | undefined, brands: string, platform: string, userAgent: string]> = [
    // GREASE, in the punctuations that browsers have used for it
    [
      'Chrome on Windows',
      '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    [
      'Chrome on Windows',
      '"Not;A=Brand";v="24", "Chromium";v="128", "Google Chrome";v="128"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    ['Chrome on Windows', '" Not A;Brand";v="99", "Google Chrome";v="96"', '"Windows"', CHROME_ON_WINDOWS],
    ['Chrome on Windows', '"(Not(A:Brand";v="8", "Google Chrome";v="120"', '"Windows"', CHROME_ON_WINDOWS],
    [
      'Chrome on Windows',
      String.raw`"\\Not\"A;Brand";v="99", "Google Chrome";v="90"`,
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    // Browsers that call themselves Chrome in the User-Agent
    [
      'Brave on macOS',
      '"Chromium";v="142", "Brave";v="142", "Not_A Brand";v="99"',
      '"macOS"',
      CHROME_ON_WINDOWS,
    ],
    [
      'Edge on Windows',
      '"Chromium";v="142", "Microsoft Edge";v="142", "Not_A Brand";v="99"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    [
      'Opera on Windows',
      '"Opera GX";v="122", "Chromium";v="138", "Not)A;Brand";v="8"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    [
      'Vivaldi on Linux',
      '"Vivaldi";v="7.6", "Google Chrome";v="140", "Chromium";v="140"',
      '"Linux"',
      CHROME_ON_LINUX,
    ],
    [
      'Samsung Internet on Android',
      '"Samsung Internet";v="29", "Chromium";v="136"',
      '"Android"',
      CHROME_ON_ANDROID,
    ],
    // The engine alone
    ['Chromium on Linux', '"Chromium";v="142", "Not_A Brand";v="99"', '"Linux"', CHROME_ON_LINUX],
    [
      'Slack on Linux',
      '"Chromium";v="140", "Not_A Brand";v="99"',
      '"Linux"',
      `${CHROME_ON_LINUX} Slack/4.46`,
    ],
    ['Linux', '"Chromium";v="140", "Not_A Brand";v="99"', '"Linux"', `${CHROME_ON_LINUX} AcmeDesk/3.1`],
    ['Android', '"Android WebView";v="142", "Chromium";v="142"', '"Android"', CHROME_ON_ANDROID],
    [
      'Instagram on Android',
      '"Android WebView";v="142", "Chromium";v="142"',
      '"Android"',
      `${CHROME_ON_ANDROID} Instagram 405.1`,
    ],
    [
      'Windows',
      '"Microsoft Edge";v="142", "Microsoft Edge WebView2";v="142"',
      '"Windows"',
      `${CHROME_ON_WINDOWS} Edg/142.0`,
    ],
    // A brand that we have no word for is not Chrome
    [
      'Windows',
      '"Acme Browser";v="3", "Chromium";v="142", "Not_A Brand";v="99"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    ['Windows', '"constructor";v="3", "__proto__";v="142"', '"Windows"', CHROME_ON_WINDOWS],
    [
      'Vivaldi on Windows',
      '"Acme Shell";v="1", "Vivaldi";v="7.6", "Chromium";v="140"',
      '"Windows"',
      CHROME_ON_WINDOWS,
    ],
    // The hints decide
    ['Chrome on Android', '"Google Chrome";v="142"', '"Android"', CHROME_ON_LINUX],
    ['Chrome on ChromeOS', '"Google Chrome";v="142"', '"Chrome OS"', CHROME_ON_LINUX],
    // where they say something
    ['Chrome on Windows', '"Google Chrome";v="142"', '"Unknown"', CHROME_ON_WINDOWS],
    ['Chrome on Windows', '"Google Chrome";v="142"', '""', CHROME_ON_WINDOWS],
    ['Chrome on Windows', 'nonsense', '<b>Windows</b>', CHROME_ON_WINDOWS],
    ['Chrome on Windows', '', '', CHROME_ON_WINDOWS],
    // save for devices, of which they give what they are built on
    [
      'Meta Quest',
      '"Oculus Browser";v="40", "Chromium";v="138"',
      '"Android"',
      `${CHROME_ON_LINUX.replace(')', '; Quest 3)')} OculusBrowser/40`,
    ],
    [
      'Edge on Xbox',
      '"Microsoft Edge";v="142"',
      '"Windows"',
      `${CHROME_ON_WINDOWS.replace(')', '; Xbox; Xbox One)')} Edg/142`,
    ],
    // and for crawlers
    [undefined, '"Google Chrome";v="142"', '"Android"', `${CHROME_ON_ANDROID} (compatible; Googlebot/2.1)`],
  ];
  test.each(rows)('make the mail say %s: %s, %s', (says, brands, platform, userAgent) => {
    expect(platformOf(userAgent, { 'sec-ch-ua': brands, 'sec-ch-ua-platform': platform })).toBe(says);
  });

  it.each([
    ['Brave', 'Brave'],
    ['Coc Coc', 'Coc Coc'],
    ['CocCoc', 'Coc Coc'],
    ['DuckDuckGo', 'DuckDuckGo'],
    ['Ecosia', 'Ecosia'],
    ['HuaweiBrowser', 'Huawei Browser'],
    ['Opera', 'Opera'],
    ['Opera Air', 'Opera'],
    ['Opera GX', 'Opera'],
    ['Opera Mini', 'Opera Mini'],
    ['OperaMini', 'Opera Mini'],
    ['OperaMobile', 'Opera'],
    ['Samsung Internet', 'Samsung Internet'],
    ['Silk', 'Silk'],
    ['Amazon Silk', 'Silk'],
    ['UCBrowser', 'UC Browser'],
    ['Vivaldi', 'Vivaldi'],
    ['Whale', 'Whale'],
    ['YaBrowser', 'Yandex Browser'],
    ['Yandex', 'Yandex Browser'],
    ['Microsoft Edge', 'Edge'],
  ])('name the browser before its engine, in whatever order: %s', (brand, browser) => {
    for (const brands of [
      `"${brand}";v="142", "Chromium";v="142", "Not_A Brand";v="99"`,
      `"Not_A Brand";v="99", "Chromium";v="142", "${brand}";v="142"`,
    ]) {
      expect(platformOf(CHROME_ON_ANDROID, { 'sec-ch-ua': brands })).toBe(`${browser} on Android`);
    }
  });

  it.each([
    ['Android', 'Android'],
    ['Chrome OS', 'ChromeOS'],
    ['Chromium OS', 'ChromeOS'],
    ['HarmonyOS', 'HarmonyOS'],
    ['Linux', 'Linux'],
    ['macOS', 'macOS'],
    ['Windows', 'Windows'],
  ])('name the system: %s', (platform, system) => {
    expect(platformOf(undefined, { 'sec-ch-ua-platform': `"${platform}"` })).toBe(system);
  });

  const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  it.each([
    ['Android TV', 'Android', `Mozilla/5.0 (Linux; Android 12; BRAVIA 4K VH22) ${webKit} Chrome/130.0.0.0`],
    ['Fire OS', 'Android', `Mozilla/5.0 (Linux; Android 11; KFTRWI) ${webKit} Chrome/137.0.0.0`],
    ['Fire TV', 'Android', `Mozilla/5.0 (Linux; Android 11; AFTKRT) ${webKit} Chrome/128.0.0.0`],
    ['HarmonyOS', 'Android', 'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00)'],
    ['Meta Quest', 'Android', `Mozilla/5.0 (Linux; Android 14; Quest 3) ${webKit} Chrome/138.0.0.0`],
    [
      'Tesla',
      'Linux',
      `Mozilla/5.0 (X11; GNU/Linux) ${webKit} Chrome/136.0.0.0 Safari/537.36 Tesla/2025.32.3`,
    ],
    ['Tizen', 'Linux', `Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) ${webKit} Chrome/94.0.4606.31 TV`],
    ['Wear OS', 'Android', `Mozilla/5.0 (Linux; Android 13; SM-R960) ${webKit} Chrome/130.0.0.0`],
    ['webOS', 'Linux', `Mozilla/5.0 (Web0S; Linux/SmartTV) ${webKit} Chrome/120.0.6099.270`],
    [
      'Xbox',
      'Windows',
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) ${webKit} Chrome/142.0.0.0`,
    ],
  ])(
    'leave a device its name, where they name the system it is built on: %s',
    (device, builtOn, userAgent) => {
      expect(platformOf(userAgent, { 'sec-ch-ua-platform': `"${builtOn}"` })).toBe(device);
      expect(platformOf(userAgent, { 'sec-ch-ua-platform': '"macOS"' })).toMatch(/macOS$/);
    },
  );

  it.each([
    ['FreeBSD', 'X11; FreeBSD amd64'],
    ['OpenBSD', 'X11; OpenBSD amd64'],
    ['NetBSD', 'X11; NetBSD amd64'],
    ['Windows', 'Windows NT 10.0; Win64; x64'],
    ['macOS', 'Macintosh; Intel Mac OS X 10_15_7'],
    ['Android', 'Linux; Android 10; K'],
  ])('name Chromium where there is one: %s', (system, comment) => {
    const userAgent = CHROME_ON_LINUX.replace('X11; Linux x86_64', comment);
    expect(platformOf(userAgent, { 'sec-ch-ua': '"Chromium";v="142"' })).toBe(`Chromium on ${system}`);
  });

  it('do not name it on a television', () => {
    const userAgent = CHROME_ON_LINUX.replace('X11; Linux x86_64', 'Web0S; Linux/SmartTV');
    expect(platformOf(userAgent, { 'sec-ch-ua': '"Chromium";v="120"' })).toBe('webOS');
  });

  it('may come as the list of full versions', () => {
    const hints = { 'sec-ch-ua-full-version-list': '"Brave";v="142.0.0.0", "Chromium";v="142.0.7444.60"' };
    expect(platformOf(CHROME_ON_WINDOWS, hints)).toBe('Brave on Windows');
  });

  it('say it alone where there is no User-Agent', () => {
    const hints = { 'sec-ch-ua': '"Google Chrome";v="142"', 'sec-ch-ua-platform': '"macOS"' };
    expect(platformOf(undefined, hints)).toBe('Chrome on macOS');
  });
});
