import { type MailSource, markedContent } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import WelcomeEmail from '../../emails/welcome.js';
import { welcomeText } from '../../emails/welcome.text.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import { createTranslate } from '../i18n/translator.js';
import { renderMail } from './render-mail.js';

/** Renders our own template for a locale and an operation, with markers for its values. */
export async function compileMail(
  locale: string,
  language: LocaleFile,
  operation: Operation,
): Promise<MailSource> {
  const t = createTranslate(locale, language, operation);
  return renderMail(markedContent({ locale, dir: language.dir, operation, t }), WelcomeEmail, welcomeText);
}
