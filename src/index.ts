/**
 * Renders localized account emails from the raw facts of a request.
 *
 * @module welcome-email
 */
export type { MailSource, NoSlots, OwnSlots } from '../emails/content.js';
export type { Operation } from '../emails/operations.js';
export type { Direction } from '../emails/phrase.js';
export type { SharedWords, Words } from '../emails/words.js';
export { WelcomeEmailInputError, type WelcomeEmailInputErrorCode } from './errors.js';
export type { Location, Locator } from './geo/location.js';
export type { FactWords } from './i18n/fact-words.js';
export type { Calendar, LocaleFile, Numerals, Translation } from './i18n/locale-file.js';
export { shippedLocales, type Translations } from './i18n/locales.js';
export type { Brand, Logo } from './input/brand.js';
export type { OperationFields, WelcomeEmailFacts, WelcomeEmailInput } from './input/input.js';
export type { Instant } from './input/instant.js';
export { defineConfig, type RendererOptions } from './options.js';
export {
  createWelcomeEmailRenderer,
  type RenderedEmail,
  type RendererValues,
  renderWelcomeEmail,
  type WelcomeEmailRenderer,
} from './renderer.js';
export type {
  CompiledLocale,
  CompiledTemplate,
  OwnValues,
  TemplateWarning,
  TemplateWarningCode,
} from './template/compiled-template.js';
export type { WelcomeEmailWarning, WelcomeEmailWarningCode } from './warnings.js';
