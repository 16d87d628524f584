import type { MailSource } from '../../emails/content.js';
import type { Operation } from '../../emails/words.js';
import type { LocaleFile } from './locale-file.js';

/** A locale as the renderer uses it. */
export interface Locale {
  readonly language: LocaleFile;
  /** The mails compiled at build time. Absent outside the built package, and if the caller replaces words. */
  readonly mails?: Readonly<Record<Operation, MailSource>> | undefined;
}
