import { codeValues } from '../emails/code.js';
import type { NoSlots, OwnSlots } from '../emails/content.js';
import { type Operation, operationNames } from '../emails/operations.js';
import type { Direction } from '../emails/phrase.js';
import { getOrLoad } from './cache.js';
import { createLocationLookup } from './geo/lookup.js';
import type { FactWords } from './i18n/fact-words.js';
import { checkDefaultLocale, checkLocales, readTags } from './i18n/locale-options.js';
import { createMatcher } from './i18n/match.js';
import { importWithRetry } from './import-with-retry.js';
import { brandValues } from './input/brand.js';
import { checkInput, type WelcomeEmailInput } from './input/input.js';
import { type RendererOptions, readOptions } from './options.js';
import { checkTemplate, type OwnValues } from './template/compiled-template.js';
import { loadCompiledMails, loadOurMails } from './template/load-mails.js';
import { fillTemplate, type MailTemplate } from './template/template.js';
import { createPreparer, withoutEncodedWords } from './template/values.js';
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

/** Renders emails with the options it was created with. Its methods do not use `this`. `Own` is the type of the template's own slots. */
export interface WelcomeEmailRenderer<Own extends OwnSlots = NoSlots> {
  /** Like {@link renderWelcomeEmail}, with this renderer's options. `values` are those of its template's own slots. */
  render(input: WelcomeEmailInput & RendererValues<Own>): Promise<RenderedEmail>;
  /**
   * Prepares the templates and loads the location data, so that the first email does not have to wait for them.
   *
   * @param locales - the locales to prepare (BCP 47). Default: all that the renderer offers. An unsupported tag prepares the default locale.
   * @throws WelcomeEmailInputError if `locales` is not a list of strings. If a module or the geo database cannot be loaded, an `Error`
   *   whose `code` is the system's: you can call it again.
   * @example
   * await welcome.warmUp(['en', 'ar']);
   */
  warmUp(locales?: readonly string[] | null): Promise<void>;
}

/** The extra field of an input if the renderer's template adds slots. */
export interface RendererValues<Own extends OwnSlots> {
  /** The values of the template's own slots. An invalid one throws, and a missing one leaves its section out. */
  readonly values?: ([keyof Own] extends [never] ? never : OwnValues<Own>) | null | undefined;
}

/** What the emails of one locale and operation need. */
interface Prepared {
  readonly words: FactWords;
  readonly template: MailTemplate;
  readonly describeFacts: typeof import('./facts/facts.js').describeFacts;
}

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
  const warn = createWarn(onWarning);
  const template = design.template === undefined ? undefined : checkTemplate(design.template);
  const mails = template ? loadCompiledMails(template) : loadOurMails(design.translations);
  const offered = checkLocales(locales ?? mails.tags, mails.tags);
  const matchLocale = createMatcher(offered);
  const fallbackLocale = checkDefaultLocale(defaultLocale, offered, matchLocale);
  const prepareValues = createPreparer(template?.slots);
  const defaultBrand = prepareValues(brandValues(brand, warn));
  const lookUp = createLocationLookup(locate, locateTimeoutMs);

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
        // Spread last: V8 takes 100 times as long to create an object that starts with unknown keys.
        ...checked.ownValues,
      };
      const values = prepareValues(own, checked.brand ? prepareValues(checked.brand) : defaultBrand);
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

let defaultRenderer: WelcomeEmailRenderer | undefined;

/**
 * Renders an email from the raw facts of a request, without a brand. It sends nothing.
 *
 * An invalid value in an optional field is ignored, except for the fields below.
 *
 * @returns the email, ready to send
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
