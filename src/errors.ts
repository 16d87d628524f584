/** Why an input was refused. */
export type WelcomeEmailInputErrorCode =
  /** A field or a key that is required is absent. */
  | 'missing'
  /** Not of the type that is expected: no string, no object, no function. */
  | 'wrong-type'
  /** A field or an option that does not exist: a misspelt one would be lost in silence. */
  | 'unknown-field'
  /** Nothing but white space. */
  | 'blank'
  /** Not an absolute `https:` URL (`http:` on localhost) without user info, or longer than 2,048 characters. */
  | 'invalid-url'
  /** Neither a date nor milliseconds nor ISO 8601 with `Z` or an offset. */
  | 'invalid-instant'
  /** Not between the years 2000 and 2100: seconds taken for milliseconds, say. */
  | 'instant-out-of-range'
  /** `expiresAt` is not after `time`. */
  | 'not-after-time'
  /** Neither `registration` nor `recovery`. */
  | 'unknown-operation'
  /** No language tag in canonical form (BCP 47), or none that is here. */
  | 'unsupported-locale'
  /** One of a locale's fixed choices, lists or patterns that is none. */
  | 'invalid-value'
  /** A key that a locale does not have. */
  | 'unknown-key'
  /** Words whose placeholders are not those of the English ones. */
  | 'unknown-placeholder'
  /** Words with a control character, which could move the words around them. */
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
  /** Tells it from other errors where `instanceof` does not reach. */
  override readonly name = 'WelcomeEmailInputError';
  /** The field's name, with a dot between levels: `resetUrl`, `translations.de.greeting`. */
  readonly field: string;
  /** What is wrong with it, for programs. */
  readonly code: WelcomeEmailInputErrorCode;

  /** @internal */
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
  /** A required part of a brand or a logo is absent. */
  | 'missing'
  /** Not of the type that is expected. */
  | 'wrong-type'
  /** A part of a brand or a logo that does not exist. */
  | 'unknown-field'
  /** Nothing is left after cleaning. */
  | 'blank'
  /** None of the wanted locales is here, nor one near enough: the mail is in the default locale. */
  | 'unsupported-locale'
  /** No time zone that the runtime knows: the time is said as without it. */
  | 'unknown-time-zone'
  /** Not one IP address; a list, say. */
  | 'invalid-address'
  /** Not an absolute `https:` URL. */
  | 'invalid-url'
  /** Not an email address that mail programs would link. */
  | 'invalid-email'
  /** Neither `#rgb` nor `#rrggbb`. */
  | 'invalid-color'
  /** Not a number of CSS pixels from 1 to 552. */
  | 'invalid-size'
  /** The locator threw or rejected: geoip-lite is not installed, say. */
  | 'locator-failed'
  /** The locator did not answer in time. */
  | 'locator-timed-out'
  /** The locator's answer, or `location`, is none: its country is not two capital letters. */
  | 'invalid-location';

/** Makes the warning for a listener. */
export function warningFor(field: string, code: WelcomeEmailWarningCode): WelcomeEmailWarning {
  return { field: speakable(field), code };
}

/** Something in the input that could not be used. The mail was made all the same. */
export interface WelcomeEmailWarning {
  /** The field's name, with a dot between levels: `timeZone`, `brand.logo.src`. */
  readonly field: string;
  /** Why, for programs. */
  readonly code: WelcomeEmailWarningCode;
}

export type Warn = (field: string, code: WelcomeEmailWarningCode) => void;

/**
 * Calls a listener at once. One that throws, or whose promise (of any library) rejects, must cost neither the mail nor the process.
 * Nobody needs to wait for it.
 */
export async function tell<T>(listener: ((news: T) => unknown) | null | undefined, news: T): Promise<void> {
  try {
    await listener?.(news);
  } catch {
    // A throwing listener is the caller's bug.
  }
}
