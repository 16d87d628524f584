import type { Direction, Operation, Values } from '../emails/content.js';
import { tell, type Warn, WelcomeEmailInputError, type WelcomeEmailWarning, warningFor } from './errors.js';
import type { LocaleFile } from './i18n/locale-file.js';
import { createLocales, type Translations } from './i18n/locales.js';
import { createMatcher, type MatchLocale } from './i18n/match.js';
import { type Brand, brandValues } from './input/brand.js';
import { type CheckedInput, checkInput, type WelcomeEmailInput } from './input/input.js';
import type { Location } from './geo/location.js';
import { attempt, readFields } from './untrusted/fields.js';
import { load } from './load.js';
import { createLocate } from './geo/lookup.js';
import type { Locator } from './facts/place.js';
import { recallPromise } from './cache.js';
import {
  escapeValues,
  fillTemplate,
  linkableValues,
  type MailSource,
  type MailTemplate,
  parseMail,
} from './template/template.js';

/** A finished mail. Spread it into a message: `{ from, to, ...mail }`. */
export interface RenderedEmail {
  /** Holds nothing that the initiator of the request can choose. */
  readonly subject: string;
  /** The HTML part. Its text colours change with the reader's colour scheme. */
  readonly html: string;
  /** The plaintext part. */
  readonly text: string;
  /** `Auto-Submitted` (RFC 3834), `X-Auto-Response-Suppress` (MS-OXCMAIL) and `Content-Language` (RFC 3282). */
  readonly headers: Record<string, string>;
  /** The locale that the mail is written in (BCP 47). */
  readonly locale: string;
  /** The direction of that locale's script. */
  readonly dir: Direction;
}

/** How a renderer makes its mails. */
export interface RendererOptions {
  /** Of all mails that bring no brand of their own. */
  readonly brand?: Brand | null | undefined;
  /** For readers whose language is not known or not here. Default: `'en'`. */
  readonly defaultLocale?: string | null | undefined;
  /** Words in place of ours, by locale and key, each with the same placeholders; or whole locales that are not here. */
  readonly translations?: Translations | null | undefined;
  /** Finds the place of an address. Default: geoip-lite. */
  readonly locate?: Locator | null | undefined;
  /** How long `locate` may take, in milliseconds. Default: 250. */
  readonly locateTimeoutMs?: number | null | undefined;
  /** Hears of each part of an input that could not be used. */
  readonly onWarning?: ((warning: WelcomeEmailWarning) => void) | null | undefined;
}

/** What {@link createWelcomeEmailRenderer} makes. Its methods need no `this`. */
export interface WelcomeEmailRenderer {
  /** Like {@link renderWelcomeEmail}, with this renderer's options. */
  render(input: WelcomeEmailInput): Promise<RenderedEmail>;
  /**
   * Does the first-time work ahead of the first mail: prepares the templates and loads the location data.
   *
   * @param locales - which templates (BCP 47); default: all. For one that is not here, those of the default locale.
   * @throws WelcomeEmailInputError if it is no list of strings; an `Error` with the system's `code` if a module or the geo
   *   database cannot be loaded: a later call tries again
   */
  warmUp(locales?: readonly string[] | null): Promise<void>;
}

const DEFAULT_LOCATE_TIMEOUT_MS = 250;

const OPTIONS = new Set(['brand', 'defaultLocale', 'translations', 'locate', 'locateTimeoutMs', 'onWarning']);

/**
 * Makes a renderer with a brand, words or a geo database of its own. Make one and keep it: it prepares each template once.
 *
 * @throws WelcomeEmailInputError if an option cannot be used; a part of the brand that cannot is left out, with a warning
 * @example
 * const welcome = createWelcomeEmailRenderer({ brand: { name: 'Acme', accentColor: '#0b6e4f' } });
 * await welcome.warmUp(['en', 'ar']);
 * const mail = await welcome.render({ name, resetUrl, userAgent, ip, time: new Date() });
 */
export function createWelcomeEmailRenderer(options: RendererOptions = {}): WelcomeEmailRenderer {
  const { brand, translations, onWarning, ...own } = readOptions(options);
  const warn: Warn = (field, code, reason) => tell(onWarning, warningFor(field, code, reason));
  const locales = createLocales(translations);
  const matchLocale = createMatcher(locales.tags);
  const defaultLocale = checkDefaultLocale(own.defaultLocale ?? 'en', matchLocale, locales.tags);
  const defaultBrand = brandValues(brand, warn);
  const locate = createLocate(own.locate ?? undefined, own.locateTimeoutMs ?? DEFAULT_LOCATE_TIMEOUT_MS);

  /** At most one for each locale and operation. */
  const prepared = new Map<string, Promise<Prepared>>();

  function prepare(locale: string, operation: Operation): Promise<Prepared> {
    return recallPromise(prepared, `${locale} ${operation}`, async () => {
      // What describes the facts is loaded with the first template, not with the package.
      const [{ language, mails }, facts] = await Promise.all([
        locales.load(locale),
        load('the descriptions of facts', 'describeTime', () => import('./facts/facts.js')),
      ]);
      const source = mails?.[operation] ?? (await compile(locale, language, operation));
      return { language, facts, template: parseMail(source) };
    });
  }

  return {
    async render(input) {
      const checked = checkInput(input, matchLocale, warn);
      const locale = checked.locale ?? defaultLocale;
      const locating = checked.location ?? (checked.ip === undefined ? undefined : locate(checked.ip, warn));
      const { language, facts, template } = await prepare(locale, checked.operation);
      const values = describe(facts, checked, await locating, locale, language, defaultBrand);
      return {
        subject: fillTemplate(template.subject, values),
        html: fillTemplate(template.html, escapeValues(values)),
        text: fillTemplate(template.text, linkableValues(values)),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': locale,
        },
        locale,
        dir: language.dir,
      };
    },

    async warmUp(wantedLocales) {
      const tags = readTags(wantedLocales ?? locales.tags).map((tag) => matchLocale(tag) ?? defaultLocale);
      await Promise.all([
        locate.warmUp(),
        ...tags.flatMap((tag) => [prepare(tag, 'registration'), prepare(tag, 'recovery')]),
      ]);
    },
  };
}

/** Loads React and i18next, for a caller's own words: the mails in ours were rendered when the package was built. */
async function compile(locale: string, language: LocaleFile, operation: Operation): Promise<MailSource> {
  const { compileMail } = await load('the template', 'compileMail', () => import('./template/compile.js'));
  return compileMail(locale, language, operation);
}

/** A language, and the mail in it for one operation. */
interface Prepared {
  readonly language: LocaleFile;
  readonly facts: Facts;
  readonly template: MailTemplate;
}

type Facts = typeof import('./facts/facts.js');

/** The facts in the reader's language. One that is not known has no value, and so no place in the mail. */
function describe(
  { describePlatform, describeLocation, describeTime, zoneOfLocation }: Facts,
  input: CheckedInput,
  location: Location | undefined,
  locale: string,
  language: LocaleFile,
  defaultBrand: Values,
): Values {
  const zone = input.timeZone ?? (location && zoneOfLocation(location, input.time)) ?? 'UTC';
  return {
    name: input.name,
    resetUrl: input.resetUrl,
    platform: describePlatform(input.userAgent, input.clientHints, language),
    location: location && describeLocation(location, locale, language),
    time: describeTime(input.time, zone, language),
    expiry: input.expiresAt === undefined ? undefined : describeTime(input.expiresAt, zone, language),
    // Last, since V8 copies many fields into an object faster than it adds one to a copy.
    ...(input.brand ?? defaultBrand),
  };
}

/** Each is read once; the brand, the words and the default locale are checked where they are used. */
function readOptions(options: unknown): RendererOptions {
  const fields = readFields(options);
  if (fields === undefined) throw new WelcomeEmailInputError('options', 'wrong-type', 'must be an object');
  for (const name of fields.keys()) {
    if (!OPTIONS.has(name))
      throw new WelcomeEmailInputError(name, 'unknown-field', 'is not an option of a renderer');
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

/** Without a proxy's traps, which throw. */
function readTags(locales: unknown): string[] {
  const tags = attempt(() => (Array.isArray(locales) ? [...locales] : undefined));
  if (!tags?.every((tag) => typeof tag === 'string'))
    throw new WelcomeEmailInputError('locales', 'wrong-type', 'must be a list of language tags');
  return tags;
}

/** A longer one makes Node's timers fire at once. */
function isTimerDelay(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 2 ** 31;
}

function checkDefaultLocale(locale: unknown, matchLocale: MatchLocale, tags: readonly string[]): string {
  const tag = typeof locale === 'string' ? matchLocale(locale) : undefined;
  if (tag === undefined) {
    throw new WelcomeEmailInputError(
      'defaultLocale',
      'unsupported-locale',
      `must be one of ${tags.join(', ')}`,
    );
  }
  return tag;
}

let defaultRenderer: WelcomeEmailRenderer | undefined;

/**
 * Turns the raw facts of a request into a finished mail, without a brand. It sends nothing.
 *
 * @throws WelcomeEmailInputError (by rejection) if `name`, `resetUrl`, `time`, `operation` or `expiresAt` is wrong, or the
 *   input has a field that does not exist; an `Error` with the system's `code` (`EMFILE`) if a module cannot be loaded: a later
 *   call tries again. All else falls back, or is left out of the mail.
 * @example
 * const mail = await renderWelcomeEmail({
 *   name: 'Ada',
 *   resetUrl: 'https://app.example.com/set-password?token=…',
 *   userAgent: request.headers['user-agent'],
 *   ip: request.ip,
 *   time: new Date(),
 *   locale: request.headers['accept-language'],
 * });
 * await transport.sendMail({ from, to, ...mail });
 */
export async function renderWelcomeEmail(input: WelcomeEmailInput): Promise<RenderedEmail> {
  defaultRenderer ??= createWelcomeEmailRenderer();
  return defaultRenderer.render(input);
}
