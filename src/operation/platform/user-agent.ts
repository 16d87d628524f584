import { isbot } from 'isbot';
import { UAParser } from 'ua-parser-js';
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
  ['Lynx', 'Lynx'],
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
  ['w3m', 'w3m'],
]);

const parsedSystems: ReadonlyMap<string, System> = new Map([
  ['Android', 'Android'],
  ['Arch', 'Linux'],
  ['BlackBerry', 'BlackBerry'],
  ['CentOS', 'Linux'],
  ['Chromium OS', 'ChromeOS'],
  ['Debian', 'Linux'],
  ['Fedora', 'Linux'],
  ['FreeBSD', 'FreeBSD'],
  ['Gentoo', 'Linux'],
  ['Linux', 'Linux'],
  ['Mac OS', 'macOS'],
  ['Mint', 'Linux'],
  ['NetBSD', 'NetBSD'],
  ['OpenBSD', 'OpenBSD'],
  ['Sailfish', 'Sailfish OS'],
  ['SUSE', 'Linux'],
  ['Ubuntu', 'Linux'],
  ['Windows', 'Windows'],
  ['Windows Mobile', 'Windows Phone'],
  ['Windows Phone', 'Windows Phone'],
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
 * Systems and devices that ua-parser-js does not know, or takes for the system they pretend to be. The first that
 * matches counts, so what is special stands before what is general. `undefined`: not what it pretends, nor known to us.
 */
const devices: ReadonlyArray<readonly [pattern: RegExp, system: System | undefined]> = [
  // Of these, the makers' apps for telephones begin with the same name.
  [/; Xbox\b/, 'Xbox'],
  [/\(PlayStation\b/i, 'PlayStation'],
  [/\(Nintendo Switch\b/, 'Nintendo Switch'],
  [/\(X11;.*(?:\bTesla\/|QtCarBrowser)/, 'Tesla'],
  [/\bRoku\/DVP|\(Roku\b/, 'Roku'],
  [/\(X11;.*\bKindle\//, 'Kindle'],
  [/\(Kobo\b/, 'Kobo'],
  [/\bDeviceType\/AndroidTV\b|\bAndroid TV\b|\bGoogle ?TV\b|; BRAVIA\b/, 'Android TV'],
  [/\bDeviceType\/Chromecast\b/, 'Chromecast'],
  // Cast receivers of every make: speakers, displays, televisions.
  [/\bCrKey\//, undefined],
  [/; AFT[A-Z]|\bFire ?TV\b/, 'Fire TV'],
  [/; KF[A-Z]{2,}/, 'Fire OS'],
  [/\bOculusBrowser\/|; (?:Oculus |Meta )?Quest\b/, 'Meta Quest'],
  [/\bTizen\b/, 'Tizen'],
  [/\bWeb0S\b|\bwebOS\b/, 'webOS'],
  [/\bKAIOS\b/i, 'KaiOS'],
  [/\b(?:OpenHarmony|HarmonyOS)\b/, 'HarmonyOS'],
  [/\bWear ?OS\b|\bPixel Watch\b|\bSM-[LR]\d{3}/, 'Wear OS'],
  // Televisions and set-top boxes of all makes: Linux to themselves, but to nobody else.
  [/HbbTV|Smart-?TV|VIDAA|NetCast|\bDTV\b|Viera/i, undefined],
  // Before the iPhone, which these claim to be like.
  [/\bNintendo\b/, 'Nintendo'],
  [/\bWindows Phone\b/, 'Windows Phone'],
  [/\bApple ?TV|\btvOS\b/, 'Apple TV'],
  [/\bwatchOS\b|\bWatch\d,\d/, 'Apple Watch'],
  // Before the iPhone as well: an app made for the iPhone says both.
  [/\biPad(?!OS)/, 'iPad'],
  [/\biPhone(?! ?OS)/, 'iPhone'],
  [/\biPod\b/, 'iPod touch'],
  [/\biPadOS\b/, 'iPadOS'],
  [/\biOS\b|\biPhone ?OS\b/, 'iOS'],
  [/\bmacOS\b|-apple-darwin|\(darwin\d|\bMac(?:Book(?:Air|Pro)?|mini|Pro)?\d+,\d/, 'macOS'],
  [/-linux-gnu\b|\(linux-gnu\)/, 'Linux'],
  // Only a Mac has such a processor.
  [/\bCFNetwork\/.*\(x86_64\)/, 'macOS'],
  // Apple's network library, on any of its systems: the versions do not tell which.
  [/\bCFNetwork\//, undefined],
];

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

/** ua-parser-js reads 500 characters; Facebook writes its name behind up to 400. Cutting keeps a huge header cheap. */
const MAX_LENGTH = 1024;

/**
 * What a `User-Agent` says; `undefined` if it is that of a crawler, a link scanner or a preview of a link: not the
 * reader, whatever browser it pretends to be.
 */
export function readUserAgent(userAgent: string): Platform | undefined {
  const text = userAgent.slice(0, MAX_LENGTH);
  const products = productsOf(text);
  const client = clients.get(products[0] ?? '');
  if (client !== undefined) return { browser: client, system: systemOf(text) };
  // To isbot whatever holds `http` is a crawler, and so is every Android app with this library.
  if (isbot(text.replace('okhttp/', ''))) return undefined;
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

function systemOf(text: string): System | undefined {
  const device = devices.find(([pattern]) => pattern.test(text));
  const system = device ? device[1] : parsedSystems.get(new UAParser(text).getOS().name ?? '');
  const isBlink = text.includes('Chrome/');
  // An iPad says word for word what a Mac does, ever since iPadOS 13. In the traffic sample of user-agents 2.1.198, 28 %
  // of those who say it have the screen of an iPad: half a percent of all readers would be told of a wrong system.
  // Android says Linux where it asks for the desktop version of a page, but that is one in twelve of those who say
  // Linux, a twentieth of a percent of all. So Linux is stated.
  if (system === 'macOS' && !isBlink && text.includes('AppleWebKit/')) return undefined;
  // Nor is there a Chrome of that engine on an iPhone: it is an emulation in a desktop browser.
  if (isBlink && (system === 'iPhone' || system === 'iPad')) return undefined;
  return system;
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
