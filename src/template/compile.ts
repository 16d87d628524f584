import { render } from '@react-email/render';
import { createElement } from 'react';
import { type MailSource, markedContent, subjectOf } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import WelcomeEmail from '../../emails/welcome.js';
import { welcomeText } from '../../emails/welcome.text.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { createTranslate } from '../i18n/translator.js';

/** Renders the mail of a locale and an operation, with markers in place of the values. */
export async function compileMail(
  locale: string,
  language: LocaleFile,
  operation: Operation,
): Promise<MailSource> {
  const content = markedContent({
    locale,
    dir: language.dir,
    operation,
    t: createTranslate(locale, language, operation),
  });
  return {
    subject: subjectOf(content),
    html: withoutReactComments(await render(createElement(WelcomeEmail, content))),
    text: welcomeText(content),
  };
}

/**
 * Removes the comments with which React marks boundaries for hydration, which mail clients do not do. Outlook's conditional comments begin
 * with `<!--[` and are kept.
 */
export function withoutReactComments(html: string): string {
  return html.replace(/<!--(?: |\/?\$|html|head|body)-->/g, '');
}
