export type { Direction, Operation } from '../emails/content.js';
export type { Brand, Logo } from './brand.js';
export {
  WelcomeEmailInputError,
  type WelcomeEmailInputErrorCode,
  type WelcomeEmailWarning,
  type WelcomeEmailWarningCode,
} from './errors.js';
export type { LocaleTag, Translations, Words } from './i18n/locales.js';
export type { WelcomeEmailInput } from './input.js';
export type { Instant } from './instant.js';
export type { Location, Locator } from './operation/location.js';
export {
  createWelcomeEmailRenderer,
  type RenderedEmail,
  type RendererOptions,
  renderWelcomeEmail,
  type WelcomeEmailRenderer,
} from './render-welcome-email.js';
