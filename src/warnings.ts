import { safeFieldName } from './errors.js';

/** Why a value was ignored. */
export type WelcomeEmailWarningCode =
  /** The brand has no name, or the logo has no `src`, `width` or `height`. */
  | 'missing'
  /** The value does not have the expected type. */
  | 'wrong-type'
  /** The brand or logo has no part with this name. */
  | 'unknown-field'
  /** Nothing visible is left after cleaning. */
  | 'blank'
  /** None of the requested locales is supported. The default locale is used. */
  | 'unsupported-locale'
  /** The time zone is not in the IANA database. It is ignored. */
  | 'unknown-time-zone'
  /** Not a single IP address (a list, for example). */
  | 'invalid-address'
  /** Not an absolute `https:` URL. */
  | 'invalid-url'
  /** An SVG image, which most mail programs do not show. */
  | 'unsupported-image'
  /** Not a plain email address. */
  | 'invalid-email'
  /** Neither `#rgb` nor `#rrggbb`. */
  | 'invalid-color'
  /** Not a number of CSS pixels from 1 to 1,000. */
  | 'invalid-size'
  /**
   * `ip` was passed, but there is no locator: install geoip-lite, or pass `locate` or `location`. Reported once for each renderer; without
   * `onWarning`, by `process.emitWarning`.
   */
  | 'no-locator'
  /** The locator threw or rejected, or geoip-lite could not be loaded. */
  | 'locator-failed'
  /** The locator did not answer in time. */
  | 'locator-timed-out'
  /** The locator's answer, or `location`, has no `countryCode` of two capital letters. */
  | 'invalid-location';

/** An optional value that could not be used. The email was rendered without it. */
export interface WelcomeEmailWarning {
  /** The field's path: `timeZone`, `brand.logo.src`. */
  readonly field: string;
  /** The reason, for programs. */
  readonly code: WelcomeEmailWarningCode;
  /**
   * For `locator-failed`, the error's code (`EMFILE`), else its name (`TypeError`). Never its message, which may contain the IP address.
   * For `no-locator`, how to get one.
   */
  readonly reason?: string;
}

/** Reports a value that was ignored. */
export type Warn = (field: string, code: WelcomeEmailWarningCode, reason?: string) => void;

/**
 * Makes a function that reports warnings to the caller's listener.
 *
 * @param listener - default: a process warning for `no-locator`, which concerns every email, and nothing for other codes
 */
export function createWarn(listener: (warning: WelcomeEmailWarning) => unknown = emitProcessWarning): Warn {
  return (field, code, reason) =>
    notify(listener, { field: safeFieldName(field), code, ...(reason !== undefined && { reason }) });
}

function emitProcessWarning({ code, reason }: WelcomeEmailWarning): void {
  if (code !== 'no-locator') return;
  const message = `The emails have no location, since there is no locator: ${reason}`;
  // Throws where there is no `process`, which `notify` catches.
  process.emitWarning(message, { type: 'WelcomeEmailWarning', code });
}

/** Calls a caller's listener. If it throws or rejects, that is the caller's bug: it affects neither the email nor the process. */
export function notify<T>(listener: ((value: T) => unknown) | null | undefined, value: T): void {
  try {
    // The promise may come from another library or realm.
    Promise.resolve(listener?.(value)).catch(() => {});
  } catch {
    // Ignored, see above.
  }
}
