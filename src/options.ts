import type { NoSlots, OwnSlots } from '../emails/content.js';
import { WelcomeEmailInputError } from './errors.js';
import type { Locator } from './geo/location.js';
import type { Translations } from './i18n/locales.js';
import type { Brand } from './input/brand.js';
import type { CompiledTemplate } from './template/compiled-template.js';
import { readFields } from './untrusted/fields.js';
import type { WelcomeEmailWarning } from './warnings.js';

/** The options of a renderer. `Own` has the slots of its template. */
export interface RendererOptions<Own extends OwnSlots = NoSlots> {
  /** The default brand, for inputs without a brand. */
  readonly brand?: Brand | null | undefined;
  /**
   * The locales to offer: tags of {@link shippedLocales} or `translations`. Readers of other languages get the default locale.
   * Default: all.
   *
   * @example
   * ['en', 'de']
   */
  readonly locales?: readonly string[] | null | undefined;
  /**
   * The locale for readers whose language is unknown or unsupported, one of `locales`. Default: `'en'`, or the nearest of `locales`, such as
   * `'en-GB'`. Required if `locales` has no English.
   */
  readonly defaultLocale?: string | null | undefined;
  /** Your own words, by language tag and key. */
  readonly translations?: Translations | null | undefined;
  /** Your own design, compiled by `compileTemplate` of `welcome-email/template`. It has its words, so `translations` are passed there. */
  readonly template?: CompiledTemplate<Own> | null | undefined;
  /** Looks up the location of an IP address. Default: geoip-lite, if it is installed. */
  readonly locate?: Locator | null | undefined;
  /** How long `locate` may take, in milliseconds. Default: 250. */
  readonly locateTimeoutMs?: number | null | undefined;
  /** Called for each value that was ignored, in an input or in `brand`, and when the locator fails or is missing. */
  readonly onWarning?: ((warning: WelcomeEmailWarning) => void) | null | undefined;
}

/**
 * Returns the options. It types those of a config file, `welcome-email.config.js`, `.mjs` or `.ts`, which the command `welcome-email` reads.
 *
 * @example
 * import { defineConfig } from 'welcome-email';
 *
 * export default defineConfig({
 *   brand: { name: 'Acme', accentColor: '#0b6e4f' },
 *   locales: ['en', 'de', 'ar'],
 * });
 */
export function defineConfig<Own extends OwnSlots = NoSlots>(
  options: RendererOptions<Own>,
): RendererOptions<Own> {
  return options;
}

const OPTIONS = new Set([
  'brand',
  'locales',
  'defaultLocale',
  'translations',
  'template',
  'locate',
  'locateTimeoutMs',
  'onWarning',
]);

/**
 * Reads the options, and checks all but `brand`, `locales`, `translations`, `template` and `defaultLocale`, which are checked where they are
 * used.
 *
 * @throws WelcomeEmailInputError
 */
export function readOptions(options: unknown): RendererOptions {
  const fields = readFields(options);
  if (fields === undefined) throw new WelcomeEmailInputError('options', 'wrong-type', 'must be an object');
  for (const name of fields.keys()) {
    if (!OPTIONS.has(name))
      throw new WelcomeEmailInputError(name, 'unknown-field', 'is not an option of a renderer');
  }
  if (fields.has('template') && fields.has('translations')) {
    throw new WelcomeEmailInputError(
      'translations',
      'unknown-field',
      'is an option of compileTemplate if there is a `template`, which has its words',
    );
  }
  for (const name of ['locate', 'onWarning']) {
    if (fields.has(name) && typeof fields.get(name) !== 'function')
      throw new WelcomeEmailInputError(name, 'wrong-type', 'must be a function');
  }
  if (fields.has('locateTimeoutMs') && !isTimerDelay(fields.get('locateTimeoutMs'))) {
    throw new WelcomeEmailInputError(
      'locateTimeoutMs',
      'wrong-type',
      'must be a number of milliseconds above 0, less than 2^31',
    );
  }
  return Object.fromEntries(fields);
}

/** With a delay of 2^31 ms or more, Node's timers fire at once. */
function isTimerDelay(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 2 ** 31;
}
