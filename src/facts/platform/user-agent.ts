import { isbot } from 'isbot';
import QuickLRU from 'quick-lru';
import { UAParser } from 'ua-parser-js';
import { getOrCreate } from '../../cache.js';
import { systemOf, withoutModel } from './system.js';
import type { Browser, Platform, System } from './words.js';

/**
 * Names that ua-parser-js gives -> our words. What is not in it is not shown: among the rest are engines (`WebKit`), a
 * WebView (`Chrome WebView`), pieces of the header itself, and the names that everything borrows (see `plainBrowser`).
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
 * Products (RFC 9110, 10.1.5: `name/version`) in lower case -> the app whose window the page is in. Of several the first
 * counts: WeCom writes WeChat, which it is built on, behind its own name. ua-parser-js does not know all of them, and
 * takes some for others: Messenger for Facebook, DuckDuckGo on Windows for Edge.
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
 * Products that stand first in the header of a command-line client, a library, or an app without a browser's header,
 * in lower case. To isbot most of them are crawlers; here they are what someone made the request with.
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

/**
 * The systems of the browsers whose names everything else borrows: televisions call themselves Chrome, and consoles
 * Safari. On another system it is not that browser.
 */
const homes: ReadonlyMap<Browser, ReadonlySet<System>> = new Map<Browser, ReadonlySet<System>>([
  [
    'Chrome',
    new Set<System>(['Windows', 'macOS', 'Linux', 'ChromeOS', 'Android', 'HarmonyOS', 'iPhone', 'iPad']),
  ],
  ['Chromium', new Set<System>(['Windows', 'macOS', 'Linux', 'FreeBSD', 'OpenBSD', 'NetBSD', 'Android'])],
  [
    'Edge',
    new Set<System>(['Windows', 'macOS', 'Linux', 'Android', 'iPhone', 'iPad', 'Xbox', 'Windows Phone']),
  ],
  [
    'Firefox',
    new Set<System>([
      'Windows',
      'macOS',
      'Linux',
      'FreeBSD',
      'OpenBSD',
      'NetBSD',
      'Android',
      'iPhone',
      'iPad',
      'iPod touch',
    ]),
  ],
  ['Safari', new Set<System>(['macOS', 'iPhone', 'iPad', 'iPod touch'])],
]);

/**
 * Products of the same five browsers, those that say more before those they stand beside: every Edge says Chrome, and
 * every Chrome says Safari.
 */
const borrowedNames: ReadonlyArray<readonly [product: string, browser: Browser]> = [
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

/** Products that say nothing of which browser it is. */
const commonProducts = ['mozilla', 'applewebkit', 'gecko', 'mobile', 'ubuntu', 'version'];

const plainProducts: ReadonlySet<string> = new Set([
  ...commonProducts,
  ...borrowedNames.map(([product]) => product),
]);

/** In the first comment, `Valve Steam GameOverlay/1709`; not Android's `Build/UD1A`. */
const PRODUCT_IN_COMMENT = /^[^(]*\([^)]*\b(?!Build\/)[A-Z][A-Za-z]+\/\d/;

/** Browsers of phones and tablets: when they say Linux, they ask for the desktop version of a page. */
const mobileBrowsers: ReadonlySet<Browser> = new Set<Browser>([
  'Huawei Browser',
  'Mi Browser',
  'Puffin',
  'Samsung Internet',
  'Silk',
  'UC Browser',
  'Vivo Browser',
]);

/** Ten thousand requests of real traffic bring a thousand different headers. Anyone may send any, so it is bounded: a few megabytes at most. */
const knownHeaders = new QuickLRU<string, Platform | undefined>({ maxSize: 1000 });

/**
 * What a `User-Agent` says; `undefined` if it is that of a crawler, a link scanner or a preview of a link: not the
 * reader, whatever browser it pretends to be.
 */
export function readUserAgent(userAgent: string): Platform | undefined {
  return getOrCreate(knownHeaders, userAgent, () => readText(userAgent));
}

function readText(text: string): Platform | undefined {
  const products = productsOf(text);
  const client = clients.get(products[0] ?? '');
  if (client !== undefined) return { browser: client, system: systemOf(text) };
  // To isbot whatever holds `http` is a crawler, and so is every Android app with this library.
  if (isbot(withoutModel(text).replace('okhttp/', ''))) return undefined;
  return { browser: browserOf(text, products), system: systemOf(text) };
}

/** Whether everything else borrows the name of this browser. */
export function isBorrowed(browser: Browser | undefined): boolean {
  return browser !== undefined && homes.has(browser);
}

/** Takes out of a platform what cannot be, as there is no such browser on such a system. */
export function reconcile({ browser, system }: Platform): Platform {
  if (browser === undefined || system === undefined) return { browser, system };
  if (homes.get(browser)?.has(system) === false) return { system };
  if (mobileBrowsers.has(browser) && system === 'Linux') return { browser };
  return { browser, system };
}

function browserOf(text: string, products: readonly string[]): Browser | undefined {
  const app = products.find((product) => apps.has(product));
  if (app !== undefined) return apps.get(app);
  return plainBrowser(text, products) ?? parsedBrowsers.get(new UAParser(text).getBrowser().name ?? '');
}

/**
 * One of the browsers whose names are borrowed, if nothing else is in the header: with any other product in it, it is
 * another browser. Nine in ten requests are plain, and ask no parser, which takes as long as all else here.
 */
function plainBrowser(text: string, products: readonly string[]): Browser | undefined {
  if (PRODUCT_IN_COMMENT.test(text) || !products.every((product) => plainProducts.has(product)))
    return undefined;
  // `Version/4.0 Chrome/…` is an Android WebView: some app. And Safari is nothing without its version.
  const isVersioned = products.includes('version');
  if (isVersioned && products.includes('chrome')) return undefined;
  const browser = borrowedNames.find(([product]) => products.includes(product))?.[1];
  return browser === 'Safari' && !isVersioned ? undefined : browser;
}

/**
 * The names of the products, in lower case: `mozilla`, `applewebkit`, `mobile`, `instagram`. Not those of the first
 * comment, which is about the system. Facebook's values are part of its names: `fban/fbios`.
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
