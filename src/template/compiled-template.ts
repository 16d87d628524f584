import { type MailSource, type OwnSlots, ourSlots } from '../../emails/content.js';
import { type Operation, operationNames } from '../../emails/operations.js';
import { WelcomeEmailInputError } from '../errors.js';
import type { FactWords } from '../i18n/fact-words.js';
import { attempt, isRecord, readFields } from '../untrusted/fields.js';

/** A problem that `compileTemplate` found, but that does not make an email unsafe to send. */
export type TemplateWarningCode =
  /** A known fact is never shown. `slot` names it. */
  | 'fact-not-shown'
  /** No table, cell or other block in the body has the locale as its `lang`. Gmail and Roundcube remove that of `<html>` and `<body>`. */
  | 'no-lang'
  /** No table, cell or other block in the body has the locale's `dir`. Gmail and Roundcube remove that of `<html>` and `<body>`. */
  | 'no-dir'
  /** A link with the secret lacks `linkAttributes`, so mail providers may rewrite it for click tracking, and log it. */
  | 'tracked-link'
  /** The HTML has more than 100 KB. Gmail hides what is behind the first 102. */
  | 'too-large';

/** A problem that does not make an email unsafe to send. Each is reported for the first email that has it. */
export interface TemplateWarning {
  /** What is wrong, for programs. */
  readonly code: TemplateWarningCode;
  /** The part of the email. */
  readonly part: 'html' | 'text';
  /** The slot whose value is never shown. */
  readonly slot?: string;
  /** The operation of the email. */
  readonly operation: Operation;
  /** The locale of the email (BCP 47). */
  readonly locale: string;
}

/** The emails of one locale, with markers for their values. */
export interface CompiledLocale {
  /** The words and formats for the facts. */
  readonly words: FactWords;
  /** The email of each operation. */
  readonly mails: Readonly<Record<Operation, MailSource>>;
}

/**
 * What `compileTemplate` of `welcome-email/template` returns: a template, rendered once for each locale and operation. It is plain JSON, so
 * that a build can write it to a file. A renderer fills it without React.
 *
 * @example
 * const template: CompiledTemplate<{ plan: 'text' }> = JSON.parse(await readFile('template.json', 'utf8'));
 * const welcome = createWelcomeEmailRenderer({ template });
 */
export interface CompiledTemplate<Own extends OwnSlots = OwnSlots> {
  /** The template's own slots. */
  readonly slots: Own;
  /** The emails by locale (BCP 47). */
  readonly locales: Readonly<Record<string, CompiledLocale>>;
  /** The problems that do not make an email unsafe to send. Print them where you compile. */
  readonly warnings: readonly TemplateWarning[];
}

/**
 * The values of a template's own slots. A text is cleaned, and cut after 64 characters. A URL is checked like the link: it is `https:` and has
 * at most 2,048 characters. A missing value leaves its section out; `null` means the same as absent.
 */
export type OwnValues<Own extends OwnSlots> = {
  readonly [Name in keyof Own]?: (Own[Name] extends 'url' ? string | URL : string) | null | undefined;
};

/**
 * Checks that the caller's template is one.
 *
 * @returns a copy, without its warnings
 * @throws WelcomeEmailInputError
 */
export function checkTemplate(template: unknown): Pick<CompiledTemplate, 'slots' | 'locales'> {
  const fields = readFields(template);
  const slots = readFields(fields?.get('slots'));
  const locales = readFields(fields?.get('locales'));
  if (slots === undefined || locales === undefined)
    throw new WelcomeEmailInputError('template', 'wrong-type', 'must be what compileTemplate returned');
  for (const name of slots.keys()) {
    if (ourSlots.has(name))
      throw new WelcomeEmailInputError(
        `template.slots.${name}`,
        'invalid-value',
        'is the name of a built-in slot',
      );
  }
  for (const [locale, compiled] of locales) {
    if (!attempt(() => isComplete(compiled as CompiledLocale)))
      throw new WelcomeEmailInputError(
        `template.locales.${locale}`,
        'invalid-value',
        'must have the words and mails of this version. Compile the template again',
      );
  }
  return {
    slots: Object.fromEntries(slots) as OwnSlots,
    locales: Object.fromEntries(locales) as CompiledTemplate['locales'],
  };
}

/** A template that another version compiled may lack an operation. */
function isComplete({ words, mails }: CompiledLocale): boolean {
  const isMail = ({ subject, html, text }: MailSource) =>
    [subject, html, text].every((part) => typeof part === 'string');
  return isRecord(words) && operationNames.every((operation) => isMail(mails[operation]));
}
