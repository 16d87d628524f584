import { UAParser } from 'ua-parser-js';
import type { System } from './words.js';

const LINUX = ['Arch', 'CentOS', 'Debian', 'Fedora', 'Gentoo', 'Linux', 'Mint', 'SUSE', 'Ubuntu'];

/** Names from ua-parser-js -> our words. */
const parsedSystems: ReadonlyMap<string, System> = new Map<string, System>([
  ...LINUX.map((name) => [name, 'Linux'] as const),
  ['BlackBerry', 'BlackBerry'],
  ['Chromium OS', 'ChromeOS'],
  ['FreeBSD', 'FreeBSD'],
  ['Mac OS', 'macOS'],
  ['NetBSD', 'NetBSD'],
  ['OpenBSD', 'OpenBSD'],
  ['Sailfish', 'Sailfish OS'],
  ['Windows', 'Windows'],
  ['Windows Mobile', 'Windows Phone'],
]);

/** The system of headers that match. `undefined`: the header names a wrong system, and the right one is unknown. */
type Rule = readonly [pattern: RegExp, system: System | undefined];

/** Devices and systems whose header also names Android or another system. In all lists here, the first match counts. */
const disguised: readonly Rule[] = [
  // The punctuation before a console's name excludes the maker's phone app, whose header begins with that name.
  [/; Xbox\b/, 'Xbox'],
  [/\(PlayStation\b/i, 'PlayStation'],
  [/\(Nintendo Switch\b/, 'Nintendo Switch'],
  [/\(X11;.*(?:\bTesla\/|QtCarBrowser)/, 'Tesla'],
  [/\bRoku\/DVP|\(Roku\b/, 'Roku'],
  [/\(X11;.*\bKindle\//, 'Kindle'],
  [/\(Kobo\b/, 'Kobo'],
  [/\bDeviceType\/AndroidTV\b|\bAndroid TV\b|\bGoogle ?TV\b|; BRAVIA\b/, 'Android TV'],
  [/\bDeviceType\/Chromecast\b/, 'Chromecast'],
  // Other Cast receivers: speakers, displays, TVs.
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
 * Matches Android and captures the model: `Android 15; de-de; Pixel 8 Build/AP3A`. UC Browser writes `Adr`. The maker chooses the model's
 * name, which may contain that of another system or a crawler: `Winnovo`, `DARWIN9`, `myA9 DTV`, `Discovery`.
 */
const ANDROID = /\b(?:Android|Adr)\b(?! ?TV)[^;()]*(?:;\s*[a-z]{2}[-_][a-z]{2}(?=;))?(?:;\s*([^;)]*))?/i;

/** The systems of Android models. Their owners would not call the first ones Android devices. */
const models: readonly Rule[] = [
  // The build numbers of ChromeOS.
  [/\bChromebook\b|\bBuild\/R\d+-\d/i, 'ChromeOS'],
  // Some watches run Wear OS, others Android, and few headers say which.
  [/watch/i, undefined],
  [/^/, 'Android'],
];

const others: readonly Rule[] = [
  // TVs, set-top boxes, players and speakers. Their headers name Linux, which means nothing to their owners.
  [
    /HbbTV|Smart-?TV|VIDAA|NetCast|\bDTV\b|Viera|Andr0id|\bTV Store\/|\bOpera TV\b|\bOMI\/|BrightSign|\bUPnP\//i,
    undefined,
  ],
  // Phones and tablets that cannot run programs for Windows.
  [/\bWindows CE\b|\bPalm|\bWindows NT 6\.[23]; ARM\b/, undefined],
  // Before the iPhone: a Nintendo 3DS says `like iPhone`.
  [/\bNintendo\b/, 'Nintendo'],
  [/\bApple ?TV|\btvOS\b/, 'Apple TV'],
  [/\bwatchOS\b|\bWatch\d,\d/, 'Apple Watch'],
  // Before the iPhone: on an iPad, an app made for the iPhone names both.
  [/\biPad(?!OS)/, 'iPad'],
  [/\biPhone(?! ?OS)/, 'iPhone'],
  [/\biPod\b/, 'iPod touch'],
  [/\biPadOS\b/, 'iPadOS'],
  [/\biOS\b|\biPhone ?OS\b/, 'iOS'],
  [/\bmacOS\b|-apple-darwin|\(darwin\d|\bMac(?:Book(?:Air|Pro)?|mini|Pro)?\d+,\d/, 'macOS'],
  [/-linux-gnu\b|\(linux-gnu\)/, 'Linux'],
  // Of Apple's devices, only Macs have this processor.
  [/\bCFNetwork\/.*\(x86_64\)/, 'macOS'],
  // Apple's network library runs on all its systems, and its version does not tell which.
  [/\bCFNetwork\//, undefined],
  // Nine in ten of the remaining headers. The parser would take three times as long.
  [/^Mozilla\/5\.0 \(Windows NT [\d.]+[;)]/, 'Windows'],
  [/^Mozilla\/5\.0 \(Macintosh; Intel Mac OS X /, 'macOS'],
  [/^Mozilla\/5\.0 \(X11; (?:Ubuntu; |Fedora; )?Linux /, 'Linux'],
  [/^Mozilla\/5\.0 \(X11; CrOS /, 'ChromeOS'],
];

/** A browser on a desktop names X11 or Wayland, and no processor that TVs have. Other programs are believed. */
const LINUX_DESKTOP = /^(?!Mozilla|Opera)|\b(?:X11|Wayland|Konqueror|PowerShell)\b(?!.*\b(?:armv\d|mips))/;

/** Returns the system that a `User-Agent` names; `undefined` if it names none, or if another system sends the same header. */
export function systemOf(text: string): System | undefined {
  const system = namedSystem(text);
  const isBlink = text.includes('Chrome/');
  // Since iPadOS 13, iPads send the same header as Macs. In the traffic sample of user-agents 2.1.198, 28 % of the requests with this
  // header have the screen of an iPad, so half a percent of all readers would see a wrong system.
  if (system === 'macOS' && !isBlink && text.includes('AppleWebKit/')) return undefined;
  // Chrome for the iPhone does not use Blink, so this is a desktop browser that emulates one.
  if (isBlink && (system === 'iPhone' || system === 'iPad')) return undefined;
  // Android also names Linux when it requests the desktop version of a page. That is one in twelve requests that name Linux, and a
  // twentieth of a percent of all, so Linux is shown.
  if (system === 'Linux' && !LINUX_DESKTOP.test(text)) return undefined;
  return system;
}

function namedSystem(text: string): System | undefined {
  const [android, model = ''] = ANDROID.exec(text) ?? [];
  const rule =
    ruleFor(text, disguised) ?? (android === undefined ? ruleFor(text, others) : ruleFor(model, models));
  return rule === undefined ? parsedSystems.get(new UAParser(text).getOS().name ?? '') : rule[1];
}

function ruleFor(text: string, rules: readonly Rule[]): Rule | undefined {
  return rules.find(([pattern]) => pattern.test(text));
}

/** Returns the header without the model's name, which may contain any word. */
export function withoutModel(text: string): string {
  const [android, model] = ANDROID.exec(text) ?? [];
  return android === undefined || model === undefined
    ? text
    : text.replace(android, () => android.slice(0, android.length - model.length));
}
