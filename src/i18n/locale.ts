import type { MailSource } from '../../emails/content.js';
import type { Operation } from '../../emails/words.js';
import type { LocaleFile } from './locale-file.js';

/** What a renderer needs of a locale. */
export interface Locale {
  readonly language: LocaleFile;
  /** The compiled mails, if they were rendered at build time: in the package, and unless the caller replaces words. */
  readonly mails?: Readonly<Record<Operation, MailSource>> | undefined;
}
