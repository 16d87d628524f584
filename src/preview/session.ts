import type { OwnSlots } from '../../emails/content.js';
import { operationNames, operations } from '../../emails/operations.js';
import { type Config, createRenderer } from '../config.js';
import { LoadError, WelcomeEmailInputError } from '../errors.js';
import { describePlace } from '../facts/place.js';
import { createLocationLookup } from '../geo/lookup.js';
import { createLocales } from '../i18n/locales.js';
import type { Brand } from '../input/brand.js';
import type { WelcomeEmailInput } from '../input/input.js';
import { warningSentences } from '../warning-sentences.js';
import type { WelcomeEmailWarning } from '../warnings.js';
import { listPresets, testAddresses, userAgents } from './presets.js';
import type { Catalog, LocaleChoice, MailView } from './protocol.js';

/** What a preview shows with one config. */
export interface Session {
  readonly catalog: Catalog;
  /** Renders a mail. An invalid input gives a view that says so. */
  readonly render: (input: unknown) => Promise<MailView>;
}

/** @throws ConfigError if an option is invalid */
export async function createSession(config: Config, mode: Catalog['mode']): Promise<Session> {
  const render = createRender(config);
  const slots: OwnSlots = config.options.template?.slots ?? {};
  const addresses = await findAddresses(config);
  const catalog: Catalog = {
    mode,
    config: config.name ?? null,
    operations: operationNames.map((name) => ({ name, ...operations[name] })),
    locales: await listLocales(config),
    presets: listPresets(Object.values(addresses)[0], slots),
    userAgents,
    addresses,
    // A URL becomes a string.
    brand: JSON.parse(JSON.stringify(config.options.brand ?? null)) as Brand | null,
    slots,
  };
  return { catalog, render };
}

/**
 * Makes a function that renders a mail, with the warnings about it and about the config's brand. The config's `onWarning` is not called.
 *
 * @throws ConfigError if an option is invalid
 */
function createRender(config: Config): Session['render'] {
  let warnings: WelcomeEmailWarning[] = [];
  const { render } = createRenderer(config, { onWarning: (warning) => warnings.push(warning) });
  const brandWarnings = warnings;
  let last: Promise<unknown> = Promise.resolve();

  async function renderAlone(input: unknown): Promise<MailView> {
    const ofMail: WelcomeEmailWarning[] = [];
    warnings = ofMail;
    try {
      const mail = await render(input as WelcomeEmailInput);
      const hasOwnBrand = (input as Pick<WelcomeEmailInput, 'brand'>).brand != null;
      const all = hasOwnBrand ? ofMail : [...brandWarnings, ...ofMail];
      return {
        ...mail,
        warnings: all.map((warning) => ({ ...warning, meaning: warningSentences[warning.code] })),
      };
    } catch (error) {
      if (error instanceof WelcomeEmailInputError)
        return { error: { field: error.field, code: error.code, message: error.message } };
      if (error instanceof LoadError)
        return { error: { field: '', code: error.code ?? 'not-loaded', message: error.message } };
      throw error;
    }
  }

  return (input) => {
    // One at a time, so that each warning belongs to the mail that is being rendered.
    const view = last.then(() => renderAlone(input));
    last = view.catch(() => {});
    return view;
  };
}

/** Lists the locales that a renderer with these options offers. */
export function offeredLocales({ options }: Config): readonly string[] {
  const { locales, template, translations } = options;
  return [
    ...new Set(locales ?? (template ? Object.keys(template.locales) : createLocales(translations).tags)),
  ];
}

async function listLocales(config: Config): Promise<LocaleChoice[]> {
  const { template, translations } = config.options;
  const { load } = createLocales(translations);
  return Promise.all(
    offeredLocales(config).map(async (tag) => {
      const { dir } = template?.locales[tag]?.words ?? (await load(tag)).language;
      const englishName = languageName(tag, 'en') ?? tag;
      return { tag, name: languageName(tag, tag) ?? englishName, englishName, dir };
    }),
  );
}

/** Returns a language's name in another, or `undefined` if CLDR has none: then Node would give the tag, or the name in the system's language. */
function languageName(tag: string, inLocale: string): string | undefined {
  if (Intl.DisplayNames.supportedLocalesOf(inLocale).length === 0) return undefined;
  return new Intl.DisplayNames(inLocale, { type: 'language', fallback: 'none' }).of(tag);
}

/** Looks the test addresses up. The result has those that the locator knows, by the name of the place. */
async function findAddresses({ options }: Config): Promise<Record<string, string>> {
  const lookUp = createLocationLookup(options.locate ?? undefined, options.locateTimeoutMs ?? 250);
  const found = await Promise.all(
    testAddresses.map(async (ip) => {
      const location = await lookUp(ip, () => {});
      const place = location && describePlace(location, 'en', ENGLISH);
      return place === undefined ? [] : [[place, ip] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

const ENGLISH = { dir: 'ltr', cityInCountry: '{{city}}, {{country}}' } as const;
