/** Why an input or an option was rejected. */
export type WelcomeEmailInputErrorCode =
  /** A required field or key is missing. For a request, both the link and `code` are missing. */
  | 'missing'
  /** The value does not have the expected type. */
  | 'wrong-type'
  /** There is no field or option with this name, or the operation does not have it. */
  | 'unknown-field'
  /** The text is empty or only white space. */
  | 'blank'
  /**
   * Not an allowed URL: it must be an absolute `https:` URL (or `http:` on localhost) of at most 2,048 characters, without user info,
   * white space, control or invisible characters.
   */
  | 'invalid-url'
  /** Not 4 to 12 ASCII letters or digits. */
  | 'invalid-code'
  /** Not a date, milliseconds, or ISO 8601 with `Z` or an offset. */
  | 'invalid-instant'
  /** Not between the years 2000 and 2100. For example, seconds were passed as milliseconds. */
  | 'instant-out-of-range'
  /** `expiresAt` is not after `time`. */
  | 'not-after-time'
  /** Not the name of an operation. */
  | 'unknown-operation'
  /** Not a canonical language tag (BCP 47), or not a supported one. */
  | 'unsupported-locale'
  /** A locale has no such direction, digits, months or date pattern, or the text is too long. */
  | 'invalid-value'
  /** A locale has no key with this name. */
  | 'unknown-key'
  /** The words lack a placeholder, or have one that their key cannot have. The message lists those of the key. */
  | 'unknown-placeholder'
  /** A control or invisible character, which could change how the words around it are displayed. */
  | 'control-character';

/**
 * Thrown when an input, an option of a renderer or the argument of `warmUp` is invalid.
 *
 * Neither the message nor any property contains the value: the link and the code are secrets, and errors end up in logs.
 *
 * @example
 * try {
 *   await renderWelcomeEmail(input);
 * } catch (error) {
 *   if (error instanceof WelcomeEmailInputError) reply(400, { field: error.field, code: error.code });
 * }
 */
export class WelcomeEmailInputError extends Error {
  /** Identifies the error where `instanceof` does not work, such as across realms. */
  override readonly name = 'WelcomeEmailInputError';
  /** The field's path: `resetUrl`, `translations.de.greeting`. */
  readonly field: string;
  /** What is wrong with it, for programs. */
  readonly code: WelcomeEmailInputErrorCode;

  /** @internal */
  constructor(field: string, code: WelcomeEmailInputErrorCode, expected: string) {
    super(`${safeFieldName(field)}: ${expected}`);
    this.field = safeFieldName(field);
    this.code = code;
  }
}

/** The name of an unknown field comes from the caller's object, so it may contain anything. */
export function safeFieldName(field: string): string {
  return /^[\w.-]{1,100}$/.test(field) ? field : '(a field with an unusual name)';
}

/**
 * Thrown when a module cannot be loaded, for example because too many files are open (`EMFILE`). The failure is not cached: the
 * next email tries again.
 *
 * Only `cause` has the system's message, which contains a path.
 */
export class LoadError extends Error {
  /** The system's code: `EMFILE`, `MODULE_NOT_FOUND`. */
  readonly code: string | undefined;

  constructor(what: string, cause: unknown) {
    const reason = reasonOf(cause);
    super(`Could not load ${what}${reason === undefined ? '' : `: ${reason}`}`, { cause });
    this.code = reason;
  }
}

/** Returns an error's code, else its name, if it looks like one: an error may contain any text. */
export function reasonOf(error: unknown): string | undefined {
  try {
    const { code, name } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
    return typeof name === 'string' && /^[A-Z][A-Za-z]{1,40}$/.test(name) ? name : undefined;
  } catch {
    // Not an object, or a proxy that throws.
    return undefined;
  }
}
