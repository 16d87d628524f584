import { codeValues } from '../emails/code.js';
import type { NoSlots, OwnSlots } from '../emails/content.js';
import { type Operation, operationNames } from '../emails/operations.js';
import type { Direction } from '../emails/phrase.js';
import { getOrCreate, getOrLoad } from './cache.js';
import { WelcomeEmailInputError } from './errors.js';
import { createLocationLookup } from './geo/lookup.js';
import type { FactWords } from './i18n/fact-words.js';
import type { LoadedLocale } from './i18n/loaded-locale.js';
import { createLocales, type Translations } from './i18n/locales.js';
import { createMatcher, type MatchLocale } from './i18n/match.js';
import { importWithRetry } from './import-with-retry.js';
import { brandValues } from './input/brand.js';
import { checkInput, type WelcomeEmailInput } from './input/input.js';
import { type RendererOptions, readOptions } from './options.js';
import {
  type CompiledLocale,
  type CompiledTemplate,
  checkTemplate,
  type OwnValues,
} from './template/compiled-template.js';
import { allSlots, fillTemplate, type MailTemplate, parseMail } from './template/template.js';
import { linkSlots, prepareValues, withoutEncodedWords } from './template/values.js';
import { attempt } from './untrusted/fields.js';
import { createWarn } from './warnings.js';

/** A finished email. Spread it into a message: `{ from, to, ...mail }`. */
export interface RenderedEmail {
  /** Contains no text from the request, and no code. */
  readonly subject: string;
  /** The HTML part. Its colors follow the reader's color scheme. */
  readonly html: string;
  /** The plaintext part. */
  readonly text: string;
  /** `Auto-Submitted` (RFC 3834), `X-Auto-Response-Suppress` (MS-OXCMAIL) and `Content-Language` (RFC 3282). */
  readonly headers: Record<string, string>;
  /** The locale of the email (BCP 47). */
  readonly locale: string;
  /** The text direction of that locale. */
  readonly dir: Direction;
}

/** Renders emails with the options it was created with. Its methods do not use `this`. `Own` has the slots of its template. */
export interface WelcomeEmailRenderer<Own extends OwnSlots = NoSlots> {
  /** Like {@link renderWelcomeEmail}, with this renderer's options. `values` are those of its template's own slots. */
  render(input: WelcomeEmailInput & RendererValues<Own>): Promise<RenderedEmail>;
  /**
   * Prepares the templates and loads the location data, so that the first email does not have to wait for them.
   *
   * @param locales - the locales to prepare (BCP 47). Default: all that the renderer offers. An unsupported tag prepares the default locale.
   * @throws WelcomeEmailInputError if `locales` is not a list of strings. If a module or the geo database cannot be loaded, an `Error`
   *   whose `code` is the system's: you can call it again.
   */
  warmUp(locales?: readonly string[] | null): Promise<void>;
}

/** The extra field of an input if the renderer's template adds slots. */
export interface RendererValues<Own extends OwnSlots> {
  /** The values of the template's own slots. An invalid one throws, and a missing one leaves its section out. */
  readonly values?: ([keyof Own] extends [never] ? never : OwnValues<Own>) | null | undefined;
}

/** Where the emails come from: the design and its words. */
interface MailLoader {
  /** The supported locales (BCP 47). */
  readonly tags: readonly string[];
  /** Loads the email of a locale and an operation. */
  load(
    locale: string,
    operation: Operation,
  ): Promise<{ readonly words: FactWords; readonly template: MailTemplate }>;
}

/** What the emails of one locale and operation need. */
interface Prepared {
  readonly words: FactWords;
  readonly template: MailTemplate;
  readonly describeFacts: typeof import('./facts/facts.js').describeFacts;
}

const DEFAULT_LOCATE_TIMEOUT_MS = 250;

/**
 * Creates a renderer with your brand, words or geo database. Create it once and keep it: it prepares each template once.
 *
 * @throws WelcomeEmailInputError if an option is invalid. An invalid part of the brand is left out, with a warning.
 * @example
 * const welcome = createWelcomeEmailRenderer({ brand: { name: 'Acme', accentColor: '#0b6e4f' } });
 * await welcome.warmUp(['en', 'ar']);
 * const mail = await welcome.render({ name, resetUrl, userAgent, ip, time: new Date() });
 */
export function createWelcomeEmailRenderer<Own extends OwnSlots = NoSlots>(
  options: RendererOptions<Own> = {},
): WelcomeEmailRenderer<Own> {
  const { brand, defaultLocale, locales, locate, locateTimeoutMs, onWarning, ...design } =
    readOptions(options);
  const warn = createWarn(onWarning ?? undefined);
  const template = design.template === undefined ? undefined : checkTemplate(design.template);
  const mails = template ? compiledMails(template) : ourMails(design.translations);
  const ownSlots = Object.keys(template?.slots ?? {});
  const slots = allSlots(ownSlots);
  const urlSlots = [...linkSlots, ...ownSlots.filter((slot) => template?.slots[slot] === 'url')];
  const offered = checkOffered(locales ?? mails.tags, mails.tags);
  const matchLocale = createMatcher(offered);
  const fallbackLocale = checkDefaultLocale(defaultLocale ?? undefined, offered, matchLocale);
  const defaultBrand = prepareValues(brandValues(brand, warn), slots, urlSlots);
  const lookUp = createLocationLookup(locate ?? undefined, locateTimeoutMs ?? DEFAULT_LOCATE_TIMEOUT_MS);

  /** Holds at most one entry for each locale and operation. */
  const prepared = new Map<string, Promise<Prepared>>();

  function prepare(locale: string, operation: Operation): Promise<Prepared> {
    return getOrLoad(prepared, `${locale} ${operation}`, async () => {
      // The facts' libraries are loaded with the first template, to keep importing the package fast.
      const [{ words, template }, { describeFacts }] = await Promise.all([
        mails.load(locale, operation),
        importWithRetry('the descriptions of facts', 'describeFacts', () => import('./facts/facts.js')),
      ]);
      return { words, template, describeFacts };
    });
  }

  return {
    async render(input) {
      const checked = checkInput(input, matchLocale, warn, template?.slots);
      const locale = checked.locale ?? fallbackLocale;
      // Starts before the template is prepared, so that both run at the same time.
      const locationOrPromise =
        checked.location ?? (checked.ip === undefined ? undefined : lookUp(checked.ip, warn));
      const { words, template: mail, describeFacts } = await prepare(locale, checked.operation);
      const own = {
        name: checked.name,
        link: checked.link,
        ...(checked.code !== undefined && codeValues(checked.code)),
        invitedBy: checked.invitedBy,
        ...describeFacts(checked, await locationOrPromise, locale, words),
        // Last: objects that begin with names of the caller's are a hundred times as slow to make.
        ...checked.ownValues,
      };
      const mailBrand = checked.brand ? prepareValues(checked.brand, slots, urlSlots) : defaultBrand;
      const values = prepareValues(own, slots, urlSlots, mailBrand);
      return {
        subject: withoutEncodedWords(fillTemplate(mail.subject, values.subject)),
        html: fillTemplate(mail.html, values.html),
        text: fillTemplate(mail.text, values.text),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': locale,
        },
        locale,
        dir: words.dir,
      };
    },

    async warmUp(wanted) {
      const toPrepare = readTags(wanted ?? offered).map((tag) => matchLocale(tag) ?? fallbackLocale);
      await Promise.all([
        lookUp.warmUp(),
        ...toPrepare.flatMap((tag) => operationNames.map((operation) => prepare(tag, operation))),
      ]);
    },
  };
}

/** The emails of a compiled template. */
function compiledMails({ locales, slots }: Pick<CompiledTemplate, 'locales' | 'slots'>): MailLoader {
  const ownSlots = Object.keys(slots);
  return {
    tags: Object.keys(locales),
    async load(locale, operation) {
      const { words, mails } = locales[locale] as CompiledLocale;
      return { words, template: parseMail(mails[operation], ownSlots) };
    },
  };
}

/** Our emails in our words, which all renderers share. Holds at most one for each locale and operation. */
const shippedTemplates = new Map<string, MailTemplate>();

/** Our emails, in our words or the caller's. */
function ourMails(translations: Translations | null | undefined): MailLoader {
  const locales = createLocales(translations);
  return {
    tags: locales.tags,
    async load(locale, operation) {
      const loaded = await locales.load(locale);
      const { language, compiledMail } = loaded;
      const template = compiledMail
        ? getOrCreate(shippedTemplates, `${locale} ${operation}`, () => parseMail(compiledMail(operation)))
        : parseMail(await compile(locale, loaded, operation));
      return { words: language, template };
    },
  };
}

/** Compiles a template. This loads React and i18next, so the templates in our words are compiled at build time. */
async function compile(locale: string, { language }: LoadedLocale, operation: Operation) {
  const { compileMail } = await importWithRetry(
    'the template',
    'compileMail',
    () => import('./template/compile.js'),
  );
  return compileMail(locale, language, operation);
}

function checkOffered(locales: unknown, tags: readonly string[]): readonly string[] {
  const offered = [...new Set(readTags(locales))];
  if (offered.length === 0 || !offered.every((tag) => tags.includes(tag)))
    throw new WelcomeEmailInputError('locales', 'unsupported-locale', `must be some of ${tags.join(', ')}`);
  return offered;
}

/** Returns the default locale. If none is passed, it is the nearest to English, such as `en-GB`. */
function checkDefaultLocale(locale: unknown, offered: readonly string[], matchLocale: MatchLocale): string {
  const tag = locale === undefined ? matchLocale('en') : offered.find((tag) => tag === locale);
  if (tag !== undefined) return tag;
  const expected = `must be one of ${offered.join(', ')}`;
  throw locale === undefined
    ? new WelcomeEmailInputError(
        'defaultLocale',
        'missing',
        `is required, since English is not offered. It ${expected}`,
      )
    : new WelcomeEmailInputError('defaultLocale', 'unsupported-locale', expected);
}

/** Copies the list, since a proxy may throw whenever it is read. */
function readTags(locales: unknown): string[] {
  const tags = attempt(() => (Array.isArray(locales) ? [...locales] : undefined));
  if (!tags?.every((tag) => typeof tag === 'string'))
    throw new WelcomeEmailInputError('locales', 'wrong-type', 'must be a list of language tags');
  return tags;
}

let defaultRenderer: WelcomeEmailRenderer | undefined;

/**
 * Renders an email from the raw facts of a request, without a brand. It sends nothing.
 *
 * Other invalid values are ignored.
 *
 * @throws WelcomeEmailInputError (by rejection) if a required field is missing, if `name`, the link, `code`, `time`, `operation` or
 *   `expiresAt` is invalid, or if the operation does not have a field. If a module cannot be loaded, an `Error` whose `code` is the
 *   system's (`EMFILE`): you can call it again.
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
