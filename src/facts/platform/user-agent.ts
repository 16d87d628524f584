import { isbot } from 'isbot';
import QuickLRU from 'quick-lru';
import { UAParser } from 'ua-parser-js';
import { getOrCreate } from '../../cache.js';
import { systemOf, withoutModel } from './system.js';
import type { Browser, Platform, System } from './words.js';

/**
 * Names from ua-parser-js -> our words. Its other names are not shown: engines (`WebKit`), WebViews (`Chrome WebView`), pieces of the
 * header, and the names that other browsers borrow (see `plainBrowser`).
 */
const parsedBrowsers: ReadonlyMap<string, Browser> = new Map([
  ['Brave', 'Brave'],
  ['Coc Coc', 'Coc Coc'],
  ['DuckDuckGo', 'DuckDuckGo'],
  ['Epiphany', 'Epiphany'],
  ['Falkon', 'Falkon'],
  ['Huawei Browser', 'Huawei Browser'],
  ['IE', 'Internet Explorer'],
  ['IEMobile', 'Internet Explorer'],
  ['Konqueror', 'Konqueror'],
  ['Maxthon', 'Maxthon'],
  ['Midori', 'Midori'],
  ['MIUI Browser', 'Mi Browser'],
  ['Opera', 'Opera'],
  ['Opera GX', 'Opera'],
  ['Opera Mini', 'Opera Mini'],
  ['Opera Mobi', 'Opera'],
  ['Opera Touch', 'Opera'],
  ['PaleMoon', 'Pale Moon'],
  ['Puffin', 'Puffin'],
  ['QQBrowser', 'QQ Browser'],
  ['Quark', 'Quark'],
  ['Samsung Internet', 'Samsung Internet'],
  ['SeaMonkey', 'SeaMonkey'],
  ['Silk', 'Silk'],
  ['UCBrowser', 'UC Browser'],
  ['Vivaldi', 'Vivaldi'],
  ['Vivo Browser', 'Vivo Browser'],
  ['Waterfox', 'Waterfox'],
  ['Whale', 'Whale'],
  ['Yandex', 'Yandex Browser'],
]);

/**
 * Products (RFC 9110, 10.1.5: `name/version`) in lower case -> the app that shows the page. The first product in the header counts: WeCom
 * names itself before WeChat, which it is built on. ua-parser-js 1 does not know all of these, and confuses some: Messenger with Facebook,
 * DuckDuckGo on Windows with Edge.
 */
const apps: ReadonlyMap<string, Browser> = new Map([
  ['alipayclient', 'Alipay'],
  ['aweme', 'Douyin'],
  ['baiduboxapp', 'Baidu'],
  ['barcelona', 'Threads'],
  ['code', 'VS Code'],
  ['com.zhiliaoapp.musically', 'TikTok'],
  ['daumapps', 'Daum'],
  ['ddg', 'DuckDuckGo'],
  ['dingtalk', 'DingTalk'],
  ['discord', 'Discord'],
  ['ecosia', 'Ecosia'],
  ['fb_iab/fb4a', 'Facebook'],
  ['fb_iab/messenger', 'Messenger'],
  ['fb_iab/orca-android', 'Messenger'],
  ['fban/ema', 'Facebook'],
  ['fban/fb4a', 'Facebook'],
  ['fban/fbios', 'Facebook'],
  ['fban/messengerforios', 'Messenger'],
  ['fban/messengerliteforios', 'Messenger'],
  ['feishu', 'Feishu'],
  ['gsa', 'Google'],
  ['instagram', 'Instagram'],
  ['kakaotalk', 'KakaoTalk'],
  ['lark', 'Lark'],
  ['line', 'LINE'],
  ['linkedinapp', 'LinkedIn'],
  ['micromessenger', 'WeChat'],
  ['musical_ly', 'TikTok'],
  ['naver', 'NAVER'],
  ['notion', 'Notion'],
  ['pinterest', 'Pinterest'],
  ['powershell', 'PowerShell'],
  ['qq', 'QQ'],
  ['reddit', 'Reddit'],
  ['slack', 'Slack'],
  ['slack_ssb', 'Slack'],
  ['snapchat', 'Snapchat'],
  ['teams', 'Teams'],
  ['teamsmobile-android', 'Teams'],
  ['teamsmobile-ios', 'Teams'],
  ['telegram-android', 'Telegram'],
  ['thunderbird', 'Thunderbird'],
  ['trill', 'TikTok'],
  ['twitter', 'X'],
  ['twitterandroid', 'X'],
  ['viber', 'Viber'],
  ['vkandroidapp', 'VK'],
  ['vkclient', 'VK'],
  ['weibo', 'Weibo'],
  ['windowspowershell', 'PowerShell'],
  ['wxwork', 'WeCom'],
  ['yandexsearch', 'Yandex'],
  ['yasearchapp', 'Yandex'],
  ['zalo', 'Zalo'],
  ['zoomapp', 'Zoom'],
]);

/**
 * The first product of a header, in lower case -> the command-line client, the library, or the app without a browser. isbot takes most of
 * them for crawlers, but here they made the request.
 */
const clients: ReadonlyMap<string, Browser> = new Map([
  ['apache-httpclient', 'Apache HttpClient'],
  ['aria2', 'aria2'],
  ['axios', 'axios'],
  ['bruno-runtime', 'Bruno'],
  ['bun', 'Bun'],
  ['curl', 'curl'],
  ['deno', 'Deno'],
  ['go-http-client', 'Go-http-client'],
  ['guzzlehttp', 'Guzzle'],
  ['httpie', 'HTTPie'],
  ['insomnia', 'Insomnia'],
  ['java', 'Java'],
  ['java-http-client', 'Java'],
  ['libwww-perl', 'libwww-perl'],
  ['lwp', 'libwww-perl'],
  ['lynx', 'Lynx'],
  ['node', 'Node.js'],
  ['node-fetch', 'node-fetch'],
  ['outlook-android', 'Outlook'],
  ['outlook-ios', 'Outlook'],
  ['postmanruntime', 'Postman'],
  ['python', 'Python'],
  ['python-httpx', 'python-httpx'],
  ['python-requests', 'python-requests'],
  ['python-urllib', 'Python'],
  ['restsharp', 'RestSharp'],
  ['ruby', 'Ruby'],
  ['slack_ssb', 'Slack'],
  ['undici', 'undici'],
  ['w3m', 'w3m'],
  ['wget', 'Wget'],
]);

const BSD = ['FreeBSD', 'OpenBSD', 'NetBSD'] as const;

/**
 * Browsers whose names other programs borrow -> the systems that they run on. TVs call themselves Chrome, and consoles Safari, so on any
 * other system it is not that browser.
 */
const systemsOfImitated: Readonly<Partial<Record<Browser, readonly System[]>>> = {
  Chrome: ['Windows', 'macOS', 'Linux', 'ChromeOS', 'Android', 'HarmonyOS', 'iPhone', 'iPad'],
  Chromium: [...BSD, 'Windows', 'macOS', 'Linux', 'Android'],
  Edge: ['Windows', 'macOS', 'Linux', 'Android', 'iPhone', 'iPad', 'Xbox', 'Windows Phone'],
  Firefox: [...BSD, 'Windows', 'macOS', 'Linux', 'Android', 'iPhone', 'iPad', 'iPod touch'],
  Safari: ['macOS', 'iPhone', 'iPad', 'iPod touch'],
};

/** The products of the imitated browsers, more specific ones first: every Edge also names Chrome, and every Chrome also names Safari. */
const imitatedProducts: ReadonlyArray<readonly [product: string, browser: Browser]> = [
  ['edg', 'Edge'],
  ['edga', 'Edge'],
  ['edge', 'Edge'],
  ['edgios', 'Edge'],
  ['crios', 'Chrome'],
  ['fxios', 'Firefox'],
  ['focus', 'Firefox'],
  ['firefox', 'Firefox'],
  ['chromium', 'Chromium'],
  ['chrome', 'Chrome'],
  ['safari', 'Safari'],
];

/** The products in the header of an imitated browser. The first six do not tell which one it is. */
const plainProducts: ReadonlySet<string> = new Set([
  ...['mozilla', 'applewebkit', 'gecko', 'mobile', 'ubuntu', 'version'],
  ...imitatedProducts.map(([product]) => product),
]);

/** Matches `Valve Steam GameOverlay/1709` in the first comment, but not Android's `Build/UD1A`. */
const PRODUCT_IN_COMMENT = /^[^(]*\([^)]*\b(?!Build\/)[A-Z][A-Za-z]+\/\d/;

/** Browsers for phones and tablets. They name Linux when they request the desktop version of a page. */
const mobileBrowsers: ReadonlySet<Browser> = new Set<Browser>([
  'Huawei Browser',
  'Mi Browser',
  'Puffin',
  'Samsung Internet',
  'Silk',
  'UC Browser',
  'Vivo Browser',
]);

/** Bounded, since anyone may send any header. Ten thousand real requests have a thousand different ones: a few megabytes at most. */
const knownHeaders = new QuickLRU<string, Platform | undefined>({ maxSize: 1000 });

/**
 * Reads a `User-Agent`.
 *
 * @returns `undefined` for crawlers, link scanners and link previews. They are not the reader, whatever browser they imitate.
 */
export function readUserAgent(userAgent: string): Platform | undefined {
  return getOrCreate(knownHeaders, userAgent, () => parse(userAgent));
}

function parse(text: string): Platform | undefined {
  const products = productsOf(text);
  const client = clients.get(products[0] ?? '');
  if (client !== undefined) return { browser: client, system: systemOf(text) };
  // isbot treats every header with `http` as a crawler, so also Android apps that use OkHttp.
  if (isbot(withoutModel(text).replace('okhttp/', ''))) return undefined;
  return { browser: browserOf(text, products), system: systemOf(text) };
}

/** Checks whether other programs put this browser's name into their `User-Agent`. */
export function isOftenImitated(browser: Browser | undefined): boolean {
  return browser !== undefined && browser in systemsOfImitated;
}

/** Removes a part of a platform if the browser does not exist on the system. */
export function removeImpossible({ browser, system }: Platform): Platform {
  if (browser === undefined || system === undefined) return { browser, system };
  if (systemsOfImitated[browser]?.includes(system) === false) return { system };
  if (mobileBrowsers.has(browser) && system === 'Linux') return { browser };
  return { browser, system };
}

function browserOf(text: string, products: readonly string[]): Browser | undefined {
  const app = products.find((product) => apps.has(product));
  if (app !== undefined) return apps.get(app);
  return plainBrowser(text, products) ?? parsedBrowsers.get(new UAParser(text).getBrowser().name ?? '');
}

/**
 * Returns an imitated browser, if the header names no other product. With one, it is another browser. Nine in ten requests
 * are plain and skip the parser, which takes as long as everything else here.
 */
function plainBrowser(text: string, products: readonly string[]): Browser | undefined {
  if (PRODUCT_IN_COMMENT.test(text) || !products.every((product) => plainProducts.has(product)))
    return undefined;
  // `Version/4.0 Chrome/…` is an Android WebView in some app. Safari always has a `Version`.
  const isVersioned = products.includes('version');
  if (isVersioned && products.includes('chrome')) return undefined;
  const browser = imitatedProducts.find(([product]) => products.includes(product))?.[1];
  return browser === 'Safari' && !isVersioned ? undefined : browser;
}

/**
 * Lists the products' names in lower case: `mozilla`, `applewebkit`, `mobile`, `instagram`. The first comment is skipped, since it is about
 * the system. Facebook's products keep their values: `fban/fbios`.
 */
function productsOf(text: string): string[] {
  return text
    .replace(/\([^)]*\)/, ' ')
    .replace('(KHTML, like Gecko)', ' ')
    .toLowerCase()
    .split(/[\s;,()[\]]+/)
    .map((product) =>
      /^(?:fban|fb_iab)\//.test(product) ? product : product.replace(/\/.*|_[\d.]+$|^[\d.]+$/, ''),
    )
    .filter((product) => product !== '');
}
