import type { MailSource } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import type { LocaleFile } from './locale-file.js';

/** A locale as the renderer uses it. */
export interface LoadedLocale {
  readonly language: LocaleFile;
  /**
   * Returns a mail that was compiled when the package was built (scripts/bundle.ts). Absent in the source, and if the caller replaces words.
   */
  readonly compiledMail?: ((operation: Operation) => MailSource) | undefined;
}
