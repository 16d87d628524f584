/** Why an input was refused. */
export type WelcomeEmailInputErrorCode =
  | 'missing'
  | 'wrong-type'
  | 'unknown-field'
  | 'blank'
  | 'invalid-url'
  | 'invalid-instant'
  | 'instant-out-of-range'
  | 'not-after-time'
  | 'unknown-operation'
  | 'unsupported-locale'
  | 'invalid-value'
  | 'unknown-key'
  | 'unknown-placeholder'
  | 'control-character';

/**
 * An input, or an option of a renderer, that no mail can be made of.
 *
 * Neither the message nor anything else repeats the value: the link in it is a secret, and errors end up in logs.
 *
 * @example
 * try {
 *   await renderWelcomeEmail(input);
 * } catch (error) {
 *   if (error instanceof WelcomeEmailInputError) reply(400, { field: error.field, code: error.code });
 * }
 */
export class WelcomeEmailInputError extends Error {
  override readonly name = 'WelcomeEmailInputError';
  /** The field's name, with a dot between levels: `resetUrl`, `translations.de.greeting`. */
  readonly field: string;
  readonly code: WelcomeEmailInputErrorCode;

  constructor(field: string, code: WelcomeEmailInputErrorCode, expected: string) {
    super(`${speakable(field)}: ${expected}`);
    this.field = speakable(field);
    this.code = code;
  }
}

/** A field that does not exist is named by whoever made the object: it may have any length and hold anything. */
function speakable(field: string): string {
  return /^[\w.-]{1,100}$/.test(field) ? field : '(a field with an unusual name)';
}

/** Why something that merely decorates the mail was left out of it, or fell back. */
export type WelcomeEmailWarningCode =
  | 'missing'
  | 'wrong-type'
  | 'unknown-field'
  | 'blank'
  | 'unsupported-locale'
  | 'unknown-time-zone'
  | 'invalid-address'
  | 'invalid-url'
  | 'invalid-email'
  | 'invalid-color'
  | 'invalid-size'
  | 'locator-failed'
  | 'locator-timed-out'
  | 'invalid-location';

/** Makes the warning for a listener. */
export function warningFor(field: string, code: WelcomeEmailWarningCode): WelcomeEmailWarning {
  return { field: speakable(field), code };
}

/** Something in the input that could not be used. The mail was made all the same. */
export interface WelcomeEmailWarning {
  /** The field's name, with a dot between levels: `timeZone`, `brand.logo.src`. */
  readonly field: string;
  readonly code: WelcomeEmailWarningCode;
}

export type Warn = (field: string, code: WelcomeEmailWarningCode) => void;

/** Tells a listener of a caller's. One that throws, or rejects, must cost neither the mail nor the process. */
export function tell<T>(listener: ((news: T) => unknown) | null | undefined, news: T): void {
  try {
    const heard = listener?.(news);
    if (heard instanceof Promise) heard.catch(() => {});
  } catch {
    // Its owner's to mend: there is nobody left to tell.
  }
}
