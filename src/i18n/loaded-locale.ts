import type { MailSource } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import type { LocaleFile } from './locale-file.js';

/** A locale as the renderer uses it. */
export interface LoadedLocale {
  readonly language: LocaleFile;
  /** The mails, compiled by scripts/bundle.ts when the package is built. Absent in the source, and if the caller replaces words. */
  readonly compiledMails?: Readonly<Record<Operation, MailSource>> | undefined;
}
