import { phrase } from '../../emails/phrase.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { type ClientHints, type HintedPlatform, readClientHints } from './platform/client-hints.js';
import { isBorrowed, readUserAgent, reconcile } from './platform/user-agent.js';
import type { Browser, Platform, System } from './platform/words.js';

/**
 * The platform of the request in words: `Chrome on Windows`, `Firefox`, `iPhone`; `undefined` if nothing is known.
 *
 * A wrong platform frightens people, or teaches them to ignore the warning; a missing one does no harm. So whatever is
 * in doubt is left out, and families only: three quarters of all requests carry a frozen system version.
 *
 * @param userAgent - the request's `User-Agent`
 * @param clientHints - its `Sec-CH-UA*` headers by name in lower case; where they say something, they decide
 */
export function describePlatform(
  userAgent: string | undefined,
  clientHints: ClientHints | undefined,
  language: Pick<LocaleFile, 'dir' | 'browserOnSystem'>,
): string | undefined {
  const read = userAgent ? readUserAgent(userAgent) : {};
  if (read === undefined) return undefined;
  const hinted = clientHints ? readClientHints(clientHints) : NOTHING_HINTED;
  const { browser, system } = reconcile({
    browser: decideBrowser(hinted, read.browser),
    system: decideSystem(hinted, read.system),
  });
  if (browser !== undefined && system !== undefined)
    return phrase(language.browserOnSystem, language.dir, { browser, system });
  return browser ?? system;
}

const NOTHING_HINTED: HintedPlatform = { unnamedBrowser: false };

function decideBrowser(hinted: HintedPlatform, read: Browser | undefined): Browser | undefined {
  // The engine alone: the User-Agent may name the app or browser that is built on it, if it names more than the engine.
  if (hinted.unnamedBrowser || hinted.browser === 'Chromium') return isBorrowed(read) ? hinted.browser : read;
  return hinted.browser ?? read;
}

/** Devices whose User-Agent says more than their hints, which give the system they are built on. */
const builtOn: ReadonlyMap<System, System> = new Map<System, System>([
  ['Android TV', 'Android'],
  ['Fire OS', 'Android'],
  ['Fire TV', 'Android'],
  ['HarmonyOS', 'Android'],
  ['Meta Quest', 'Android'],
  ['Tesla', 'Linux'],
  ['Tizen', 'Linux'],
  ['Wear OS', 'Android'],
  ['webOS', 'Linux'],
  ['Xbox', 'Windows'],
]);

function decideSystem(hinted: Platform, read: System | undefined): System | undefined {
  if (hinted.system === undefined) return read;
  return read !== undefined && builtOn.get(read) === hinted.system ? read : hinted.system;
}
