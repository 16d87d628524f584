import type { Browser, Platform, System } from './words.js';

/** The `Sec-CH-UA*` headers of a request, by their names in lower case. */
export type ClientHints = Readonly<Record<string, string | undefined>>;

/** Brands -> our words, the most specific first: a browser also lists the brands that it is built on. */
const brands: ReadonlyMap<string, Browser> = new Map<string, Browser>([
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
  // Engine vendors
  ['Microsoft Edge', 'Edge'],
  ['Google Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
]);

const BRAND_ORDER = [...brands.keys()];

/**
 * Brands without a word of ours rank above the engine vendors and below all others. Examples are `Android WebView`, `Microsoft Edge
 * WebView2` and `Oculus Browser`: the `User-Agent` may name the app that embeds them.
 */
const UNKNOWN_BRAND_RANK = BRAND_ORDER.indexOf('Microsoft Edge') - 0.5;

function rankOf(brand: string): number {
  return brands.has(brand) ? BRAND_ORDER.indexOf(brand) : UNKNOWN_BRAND_RANK;
}

/** Values of `Sec-CH-UA-Platform` -> our words. Another value is `Unknown`. */
const platforms: ReadonlyMap<string, System> = new Map([
  ['Android', 'Android'],
  ['Chrome OS', 'ChromeOS'],
  ['Chromium OS', 'ChromeOS'],
  ['HarmonyOS', 'HarmonyOS'],
  ['Linux', 'Linux'],
  ['macOS', 'macOS'],
  ['Windows', 'Windows'],
]);

/** The platform according to the client hints. */
export interface HintedPlatform extends Platform {
  /**
   * Whether the most specific brand is one that we have no word for. If so, a common browser in the `User-Agent` is only an
   * imitation.
   */
  readonly isUnknownBrand: boolean;
}

/**
 * Reads client hints: `Sec-CH-UA: "Chromium";v="141", "Google Chrome";v="141", "Not?A_Brand";v="8"`.
 *
 * `-Mobile`, `-Model`, `-Form-Factors` and all versions are not read, since the mail does not show them.
 */
export function readClientHints(hints: ClientHints): HintedPlatform {
  const list = hints['sec-ch-ua'] || hints['sec-ch-ua-full-version-list'] || '';
  const [brand] = [...list.matchAll(/"((?:[^"\\]|\\.)*)"\s*;\s*v=/g)]
    .map(([, name = '']) => name)
    .filter((name) => !isGrease(name))
    .sort((one, other) => rankOf(one) - rankOf(other));
  const browser = brands.get(brand ?? '');
  const [, system = ''] = /^\s*"([^"]*)"/.exec(hints['sec-ch-ua-platform'] ?? '') ?? [];
  return {
    browser,
    system: platforms.get(system),
    isUnknownBrand: brand !== undefined && browser === undefined,
  };
}

/**
 * Recognizes the fake brand that browsers add with changing punctuation, so that servers ignore unknown brands (GREASE: User-Agent Client
 * Hints, 6.2): `Not?A_Brand`, `Not/A)Brand`, ` Not;A Brand`.
 */
function isGrease(brand: string): boolean {
  return /not[^a-z]*a[^a-z]*brand/i.test(brand);
}
