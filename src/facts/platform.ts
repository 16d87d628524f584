import type { FactWords } from '../i18n/fact-words.js';
import { phrase } from './phrase.js';
import { type ClientHints, type HintedPlatform, readClientHints } from './platform/client-hints.js';
import { isOftenImitated, readUserAgent, removeImpossible } from './platform/user-agent.js';
import type { Browser, Platform, System } from './platform/words.js';

/**
 * Describes the platform of the request: `Chrome on Windows`, `Firefox`, `iPhone`.
 *
 * A wrong platform frightens readers, or teaches them to ignore details that would reveal an attack. A missing one does no harm. So anything
 * doubtful is left out. Versions are left out too: three quarters of all requests have a frozen system version.
 *
 * @param userAgent - the request's `User-Agent` header
 * @param clientHints - its `Sec-CH-UA*` headers, by name in lower case. They take precedence over the `User-Agent`.
 * @returns `undefined` if the platform is unknown
 */
export function describePlatform(
  userAgent: string | undefined,
  clientHints: ClientHints | undefined,
  words: Pick<FactWords, 'dir' | 'browserOnSystem'>,
): string | undefined {
  const parsed = userAgent ? readUserAgent(userAgent) : {};
  // A crawler or a link preview, not the reader.
  if (parsed === undefined) return undefined;
  const hinted = clientHints ? readClientHints(clientHints) : NO_HINTS;
  const { browser, system } = removeImpossible({
    browser: chooseBrowser(hinted, parsed.browser),
    system: chooseSystem(hinted, parsed.system),
  });
  if (browser !== undefined && system !== undefined)
    return phrase(words.browserOnSystem, words.dir, { browser, system });
  return browser ?? system;
}

const NO_HINTS: HintedPlatform = { isUnknownBrand: false };

function chooseBrowser(hinted: HintedPlatform, parsed: Browser | undefined): Browser | undefined {
  // The hints name an unknown brand, or only the engine. The User-Agent may name the app. But if it names a browser that others imitate
  // (Chrome, Safari), it proves nothing.
  if (hinted.isUnknownBrand || hinted.browser === 'Chromium')
    return isOftenImitated(parsed) ? hinted.browser : parsed;
  return hinted.browser ?? parsed;
}

/** Systems -> those built on them, for which client hints may name only the system underneath. */
const builtOn: Readonly<Partial<Record<System, readonly System[]>>> = {
  Android: ['Android TV', 'Fire OS', 'Fire TV', 'HarmonyOS', 'Meta Quest', 'Wear OS'],
  Linux: ['Tesla', 'Tizen', 'webOS'],
  Windows: ['Xbox'],
};

function chooseSystem(hinted: Platform, parsed: System | undefined): System | undefined {
  if (hinted.system === undefined) return parsed;
  return parsed !== undefined && builtOn[hinted.system]?.includes(parsed) ? parsed : hinted.system;
}
