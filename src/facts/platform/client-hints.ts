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

const ranks: ReadonlyMap<string, number> = new Map([...brands.keys()].map((brand, i) => [brand, i]));

/**
 * Brands without a word of ours rank above the engine vendors and below all others. Examples are `Android WebView`, `Microsoft Edge
 * WebView2` and `Oculus Browser`: the `User-Agent` may name the app that embeds them.
 */
const UNKNOWN_BRAND_RANK = [...brands.keys()].indexOf('Microsoft Edge') - 0.5;

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
  /** The most specific brand has no word of ours, so it is none of the browsers that the `User-Agent` may imitate. */
  readonly unnamedBrowser: boolean;
}

/**
 * Reads client hints: `Sec-CH-UA: "Chromium";v="141", "Google Chrome";v="141", "Not?A_Brand";v="8"`.
 *
 * `-Mobile`, `-Model`, `-Form-Factors` and all versions are not read, since the mail does not show them.
 */
export function readClientHints(hints: ClientHints): HintedPlatform {
  const header = (name: string) => hints[name] ?? '';
  let best: string | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const [, brand = ''] of (header('sec-ch-ua') || header('sec-ch-ua-full-version-list')).matchAll(
    /"((?:[^"\\]|\\.)*)"\s*;\s*v=/g,
  )) {
    if (isGrease(brand)) continue;
    const rank = ranks.get(brand) ?? UNKNOWN_BRAND_RANK;
    if (rank < bestRank) [best, bestRank] = [brand, rank];
  }
  const browser = best === undefined ? undefined : brands.get(best);
  const [, system = ''] = /^\s*"([^"]*)"/.exec(header('sec-ch-ua-platform')) ?? [];
  return {
    browser,
    system: platforms.get(system),
    unnamedBrowser: best !== undefined && browser === undefined,
  };
}

/**
 * Recognizes the fake brand that browsers add with changing punctuation, so that servers ignore unknown brands (GREASE: User-Agent Client
 * Hints, 6.2): `Not?A_Brand`, `Not/A)Brand`, ` Not;A Brand`.
 */
function isGrease(brand: string): boolean {
  return /not[^a-z]*a[^a-z]*brand/i.test(brand);
}
