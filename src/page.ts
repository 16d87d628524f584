/**
 * The brand, the colors and the language of the emails, for the page that their link opens.
 *
 * @module welcome-email/page
 */
import { type AccentColors, accentColors } from '../emails/accent.js';
import { dark, light } from '../emails/theme.js';
import { WelcomeEmailInputError } from './errors.js';
import { isCanonicalTag } from './i18n/locale-options.js';
import { createMatcher } from './i18n/match.js';
import { type Brand, readBrand, type ShownLogo } from './input/brand.js';
import { attempt } from './untrusted/fields.js';
import { createWarn, type WelcomeEmailWarning } from './warnings.js';

export type { AccentColors } from '../emails/accent.js';
export { WelcomeEmailInputError } from './errors.js';
export type { Brand, Logo, ShownLogo } from './input/brand.js';

/** The colors of an email in light or in dark mode, each as `#rrggbb`. */
export interface PageColors extends AccentColors {
  /** The background, around the card. */
  readonly page: string;
  /** The background of the card around the content. On phones, the background of the whole page. */
  readonly card: string;
  /** A box on the card. */
  readonly box: string;
  /** Borders and separators. */
  readonly line: string;
  /** Headings and labels. */
  readonly strong: string;
  /** Body text. */
  readonly text: string;
  /** Secondary text. */
  readonly quiet: string;
}

/** A brand as the emails show it. Missing and invalid parts are `undefined`. Strings are plain text: escape them in HTML. */
export interface PageBrand {
  /** The name, without invisible characters, at most 64 characters. */
  readonly name: string | undefined;
  /** The page that the logo or the name links to. */
  readonly url: string | undefined;
  /** The logo, in the size of the emails. */
  readonly logo: ShownLogo | undefined;
  /** The page where the reader finds help. */
  readonly supportUrl: string | undefined;
  /** The address that the reader can write to, in ASCII. */
  readonly supportEmail: string | undefined;
  /** Colors with enough contrast, whatever the accent color is. Without a brand, the colors of an email without a brand. */
  readonly colors: Readonly<Record<'light' | 'dark', PageColors>>;
}

/**
 * Checks a brand as the renderer does, and returns what a page needs to look like the emails. Never throws.
 *
 * @param brand - the brand of the renderer or of the input
 * @param onWarning - called for each part that is invalid
 * @example
 * const { name, colors } = pageBrand({ name: 'Acme', accentColor: '#0b6e4f' });
 * const html = `<button style="background:${colors.light.button};color:${colors.light.onButton}">…</button>`;
 */
export function pageBrand(
  brand: Brand | null | undefined,
  onWarning?: (warning: WelcomeEmailWarning) => void,
): PageBrand {
  const { name, url, logo, accentColor, supportUrl, supportEmail } = readBrand(brand, createWarn(onWarning));
  const accent = accentColors(accentColor);
  return {
    name,
    url,
    logo,
    supportUrl,
    supportEmail,
    colors: { light: { ...light, ...accent.light }, dark: { ...dark, ...accent.dark } },
  };
}

/**
 * Creates a function that finds the best of your page's locales for a reader, as the renderer does for an email: `de-AT` gets `de`.
 * Create it once and keep it, since it caches its results.
 *
 * @param locales - the locales of the page: language tags in canonical form (BCP 47)
 * @returns a function of an `Accept-Language` header, a language tag or a list of tags. It returns `undefined` if no locale is close
 *   enough, or if the argument is `null` or `undefined`.
 * @throws WelcomeEmailInputError if `locales` is not a list of such tags
 * @example
 * const matchLocale = createLocaleMatcher(['en', 'de', 'pt-BR']);
 * const locale = matchLocale(user.locale) ?? matchLocale(request.headers['accept-language']) ?? 'en';
 */
export function createLocaleMatcher<const Tag extends string>(
  locales: readonly Tag[],
): (requested: string | null | undefined) => Tag | undefined {
  const tags = attempt(() => (Array.isArray(locales) ? [...locales] : undefined));
  if (!tags?.every(isCanonicalTag)) {
    throw new WelcomeEmailInputError(
      'locales',
      'unsupported-locale',
      'must be a list of language tags in canonical form (BCP 47)',
    );
  }
  const match = createMatcher(tags);
  return (requested) => (typeof requested === 'string' ? (match(requested) as Tag | undefined) : undefined);
}
