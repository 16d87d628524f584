import { UAParser } from 'ua-parser-js';
import type { System } from './words.js';

/** Names that ua-parser-js gives -> our words. */
const parsedSystems: ReadonlyMap<string, System> = new Map([
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
]);

/** What a header says by this pattern. `undefined`: not the system it pretends to be, nor one known to us. */
type Rule = readonly [pattern: RegExp, system: System | undefined];

/** Systems and devices that name Android, or another system, beside their own. The first that matches counts, here and below. */
const disguised: readonly Rule[] = [
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
  [/\bOculusBrowser\/|; (?:Oculus |Meta )?Quest(?: \dS?| Pro)?(?: Build\/|[;)])/, 'Meta Quest'],
  [/\bTizen\b/, 'Tizen'],
  [/\bWeb0S\b|\bwebOS\b/, 'webOS'],
  [/\bKAIOS\b/i, 'KaiOS'],
  [/\b(?:OpenHarmony|HarmonyOS)\b/, 'HarmonyOS'],
  [/\bWear ?OS\b|\bPixel Watch\b|\bSM-[LR]\d{3}/, 'Wear OS'],
  [/\bWindows Phone\b/, 'Windows Phone'],
];

/**
 * Where a header names Android, with the model behind it: `Android 15; de-de; Pixel 8 Build/AP3A`. UC Browser writes `Adr`. What
 * follows is a maker's to choose, and names other systems and crawlers: `Winnovo`, `DARWIN9`, `myA9 DTV`, `Discovery`.
 */
const ANDROID = /\b(?:Android|Adr)\b(?! ?TV)[^;()]*(?:;\s*[a-z]{2}[-_][a-z]{2}(?=;))?(?:;\s*([^;)]*))?/i;

/** Models that run Android's apps without being an Android device to whoever holds them. */
const models: readonly Rule[] = [
  // ChromeOS numbers its builds like this.
  [/\bChromebook\b|\bBuild\/R\d+-\d/i, 'ChromeOS'],
  // Some run Wear OS, others Android, and few say which.
  [/watch/i, undefined],
];

const others: readonly Rule[] = [
  // Televisions and set-top boxes of all makes, players and speakers: Linux to themselves, but to nobody else.
  [
    /HbbTV|Smart-?TV|VIDAA|NetCast|\bDTV\b|Viera|Andr0id|\bTV Store\/|\bOpera TV\b|\bOMI\/|BrightSign|\bUPnP\//i,
    undefined,
  ],
  // A telephone's and a tablet's, which run none of the programs for Windows.
  [/\bWindows CE\b|\bPalm|\bWindows NT 6\.[23]; ARM\b/, undefined],
  // Before the iPhone, which these claim to be like.
  [/\bNintendo\b/, 'Nintendo'],
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
  // Nine in ten of the rest, which the parser would take three times as long for.
  [/^Mozilla\/5\.0 \(Windows NT [\d.]+[;)]/, 'Windows'],
  [/^Mozilla\/5\.0 \(Macintosh; Intel Mac OS X /, 'macOS'],
  [/^Mozilla\/5\.0 \(X11; (?:Ubuntu; |Fedora; )?Linux /, 'Linux'],
  [/^Mozilla\/5\.0 \(X11; CrOS /, 'ChromeOS'],
];

/** A browser on a desktop: under X11 or Wayland, and on no processor that is found in televisions. */
const LINUX_DESKTOP = /^(?!Mozilla|Opera)|\b(?:X11|Wayland|Konqueror|PowerShell)\b(?!.*\b(?:armv\d|mips))/;

/** The system that a `User-Agent` names; `undefined` if it names none, or is word for word what another one says. */
export function systemOf(text: string): System | undefined {
  const system = namedSystem(text);
  const isBlink = text.includes('Chrome/');
  // An iPad says word for word what a Mac does, ever since iPadOS 13. In the traffic sample of user-agents 2.1.198, 28 %
  // of those who say it have the screen of an iPad: half a percent of all readers would be told of a wrong system.
  // Android says Linux where it asks for the desktop version of a page, but that is one in twelve of those who say
  // Linux, a twentieth of a percent of all. So Linux is stated.
  if (system === 'macOS' && !isBlink && text.includes('AppleWebKit/')) return undefined;
  // Nor is there a Chrome of that engine on an iPhone: it is an emulation in a desktop browser.
  if (isBlink && (system === 'iPhone' || system === 'iPad')) return undefined;
  if (system === 'Linux' && !LINUX_DESKTOP.test(text)) return undefined;
  return system;
}

function namedSystem(text: string): System | undefined {
  const device = ruleFor(text, disguised);
  if (device !== undefined) return device[1];
  const [android, model = ''] = ANDROID.exec(text) ?? [];
  if (android !== undefined) {
    const kind = ruleFor(model, models);
    return kind === undefined ? 'Android' : kind[1];
  }
  const other = ruleFor(text, others);
  return other === undefined ? parsedSystems.get(new UAParser(text).getOS().name ?? '') : other[1];
}

function ruleFor(text: string, rules: readonly Rule[]): Rule | undefined {
  return rules.find(([pattern]) => pattern.test(text));
}

/** The header without the model's name, which may hold any word. */
export function withoutModel(text: string): string {
  const [android, model] = ANDROID.exec(text) ?? [];
  return android === undefined || model === undefined
    ? text
    : text.replace(android, () => android.slice(0, android.length - model.length));
}
