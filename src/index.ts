/**
 * Turns the raw facts of a request into a finished mail.
 *
 * @module welcome-email
 */
export type { Direction, Operation } from '../emails/content.js';
export {
  WelcomeEmailInputError,
  type WelcomeEmailInputErrorCode,
  type WelcomeEmailWarning,
  type WelcomeEmailWarningCode,
} from './errors.js';
export type { LocaleFile, Numerals } from './i18n/locale-file.js';
export type { Translations } from './i18n/locales.js';
export type { Words } from './i18n/shipped-locales.js';
export type { Brand, Logo } from './input/brand.js';
export type { WelcomeEmailInput } from './input/input.js';
export type { Instant } from './input/instant.js';
export type { Location } from './geo/location.js';
export type { Locator } from './facts/place.js';
export {
  createWelcomeEmailRenderer,
  type RenderedEmail,
  type RendererOptions,
  renderWelcomeEmail,
  type WelcomeEmailRenderer,
} from './renderer.js';
