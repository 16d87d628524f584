/**
 * Compiles your own design. It keeps our languages, facts, checks and speed. Compiling needs `react`, `react-dom` and
 * `@react-email/render`; filling the compiled template does not.
 *
 * @module welcome-email/template
 */
export { ActionButton } from '../emails/_components/action-button.js';
export { BrandHeader } from '../emails/_components/brand-header.js';
export { CodeBox } from '../emails/_components/code-box.js';
export { FullLink, type FullLinkProps, linkAttributes } from '../emails/_components/links.js';
export { NotYou } from '../emails/_components/not-you.js';
export { type DetailRow, detailRows, OperationDetails } from '../emails/_components/operation-details.js';
export { Preheader } from '../emails/_components/preheader.js';
export { Choice, type ChoiceProps, type SectionProps, With, Without } from '../emails/_components/section.js';
export {
  EitherText,
  type EitherTextProps,
  SlotValue,
  type SlotValueProps,
  Text,
  type TextProps,
  Words,
  type WordsProps,
} from '../emails/_components/words.js';
export {
  type Content,
  isNotice,
  plainChoice,
  plainSection,
  plainText,
  plainValue,
  plainWords,
  type Section,
  type Slot,
  subjectOf,
  type Translate,
} from '../emails/content.js';
export { styleSheet, stylesFor } from '../emails/theme.js';
export { welcomeText } from '../emails/welcome.text.js';
export type { WordKey } from '../emails/words.js';
export { compileTemplate, type TemplateOptions } from './template/compile-template.js';
