import { accentColors, contrast } from '../../emails/accent.js';
import { type Operation, operationNames, operations } from '../../emails/operations.js';
import { light } from '../../emails/theme.js';
import { type Config, ConfigError, createRenderer, describeError } from '../config.js';
import { missingWords } from '../i18n/locales.js';
import { readColor } from '../input/brand.js';
import type { WelcomeEmailInput } from '../input/input.js';
import { listPresets } from '../preview/presets.js';
import { offeredLocales } from '../preview/session.js';
import type { RenderedEmail } from '../renderer.js';
import { templateWarningSentences, warningSentences } from '../warning-sentences.js';
import type { WelcomeEmailWarning } from '../warnings.js';

/** Something that should be corrected before the emails are sent. Without `locale` and `operation`, it is about the whole config. */
interface Finding {
  readonly locale?: string;
  readonly operation?: Operation;
  readonly what: string;
}

/** What a check has found. */
export interface CheckReport {
  /** The number of emails: one for each locale and operation. */
  readonly mails: number;
  readonly locales: number;
  readonly findings: readonly Finding[];
  /** What the config's author may want to know, but need not change. */
  readonly notes: readonly string[];
}

/**
 * A text must have fewer characters than this. The included words do (test/i18n/locales.test.ts): a subject fits into a list of emails on a
 * desktop, a heading into two lines and a button into one at 320 px.
 */
export const lengthLimits = { subject: 70, heading: 60, button: 30 };

/** In bytes. Gmail hides what is behind the first 102 KB of HTML. */
const MAX_HTML = 102_000;

/** The contrast that text needs (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;

/**
 * Renders every operation in every locale with the config, and lists what is wrong with the emails.
 *
 * @throws ConfigError if an option is invalid
 */
export async function checkConfig(config: Config): Promise<CheckReport> {
  const missing = readMissingWords(config);
  const findings: Finding[] = [...missing].flatMap(([locale, keys]) => missingFindings(locale, keys));
  const complete = withoutLocales(config, missing);
  const locales = offeredLocales(complete);
  findings.push(...templateFindings(config));
  // Every offered locale lacks words.
  if (locales.length === 0 && missing.size > 0) return { mails: 0, locales: 0, findings, notes: [] };

  const brandWarnings: WelcomeEmailWarning[] = [];
  const { render } = createRenderer(complete, { onWarning: (warning) => brandWarnings.push(warning) });
  findings.push(
    ...brandWarnings.map(({ field, code }) => ({ what: `${field}: ${warningSentences[code]} (${code})` })),
  );

  const presets = listPresets(undefined, config.options.template?.slots ?? {});
  const renderPreset = (id: string, operation: Operation, locale: string) => {
    const input = presets.find((preset) => preset.id === id)?.inputs[operation];
    return render({ ...input, operation, locale } as WelcomeEmailInput);
  };
  for (const locale of locales) {
    for (const operation of operationNames) {
      const mail = await renderPreset('typical', operation, locale);
      const { html } = await renderPreset('long', operation, locale);
      const problems = [...lengthProblems(mail, operation), ...sizeProblems(html)];
      findings.push(...problems.map((what) => ({ locale, operation, what })));
    }
  }
  return {
    mails: locales.length * operationNames.length,
    locales: locales.length,
    findings,
    notes: accentNotes(config),
  };
}

function readMissingWords({ name, options }: Config): ReadonlyMap<string, readonly string[]> {
  try {
    return missingWords(options.translations);
  } catch (error) {
    throw new ConfigError(describeError(name, error));
  }
}

/** One finding for each operation, and one for the words that all of them share. */
function missingFindings(locale: string, keys: readonly string[]): Finding[] {
  const operationOf = (key: string) => operationNames.find((operation) => key.endsWith(`_${operation}`));
  return [undefined, ...operationNames].flatMap((operation) => {
    const own = keys.filter((key) => operationOf(key) === operation);
    const what = `words are missing: ${own.join(', ')}`;
    return own.length === 0 ? [] : [{ locale, ...(operation && { operation }), what }];
  });
}

/** Leaves locales out that lack words, so that the others can be rendered. */
function withoutLocales(config: Config, missing: ReadonlyMap<string, unknown>): Config {
  if (missing.size === 0) return config;
  const { translations, locales, defaultLocale, ...rest } = config.options;
  const isComplete = (tag: string) => !missing.has(tag);
  const words = Object.fromEntries(Object.entries(translations ?? {}).filter(([tag]) => isComplete(tag)));
  const options = { ...rest, translations: words };
  const offered = (locales ?? offeredLocales({ ...config, options })).filter(isComplete);
  return { ...config, options: { ...options, locales: offered, defaultLocale: offered[0] } };
}

function templateFindings({ options }: Config): Finding[] {
  return (options.template?.warnings ?? []).map(({ locale, operation, code, part, slot }) => ({
    locale,
    operation,
    what: `template: ${templateWarningSentences[code]} (${code}: ${[part, slot].filter(Boolean).join(', ')})`,
  }));
}

function lengthProblems({ subject, html }: RenderedEmail, operation: Operation): string[] {
  const texts = { subject, heading: headingOf(html), button: buttonOf(html, operation) };
  return Object.entries(lengthLimits).flatMap(([part, limit]) => {
    const { length } = texts[part as keyof typeof texts] ?? '';
    return length < limit
      ? []
      : [`the ${part} has ${length} characters, and should have fewer than ${limit}`];
  });
}

/** The text of the first heading. A template of the user's may have none. */
function headingOf(html: string): string | undefined {
  const [, heading] = /<h1\b[^>]*>(.*?)<\/h1>/s.exec(html) ?? [];
  return heading === undefined ? undefined : textOf(heading);
}

/** The text of the first link to the page of the operation that is not the address itself. */
function buttonOf(html: string, operation: Operation): string | undefined {
  const links = [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  const own = listPresets(undefined, {})[0]?.inputs[operation]?.[operations[operation].link];
  return links
    .filter(([, href]) => href === own)
    .map(([, , content = '']) => textOf(content))
    .find((text) => text !== own);
}

/** Removes elements and comments, and counts each escaped character as one. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&#?\w+;/g, '&');
}

function sizeProblems(html: string): string[] {
  const bytes = Buffer.byteLength(html);
  if (bytes <= MAX_HTML) return [];
  return [
    `the HTML has ${Math.ceil(bytes / 1000)} KB, and Gmail cuts off everything after ${MAX_HTML / 1000} KB`,
  ];
}

/** Says which colors links get, if the accent color of the brand is not readable. */
function accentNotes({ options }: Config): string[] {
  const color = readColor(options.brand?.accentColor);
  if (color === undefined) return [];
  const shown = accentColors(color);
  const ratio = contrast(color, light.page);
  const inLight = `has a contrast of ${ratio.toFixed(1)}:1 with the light background, and text needs ${READABLE}:1`;
  return [
    ...(shown.light.link === color ? [] : [`brand.accentColor ${inLight}: links become ${shown.light.link}`]),
    ...(shown.dark.link === color ? [] : [`brand.accentColor: links become ${shown.dark.link} in dark mode`]),
  ];
}
