import type { Operation, OperationOfKind } from './operations.js';

/** The keys with different words for each operation: a locale file has `subject_registration`, `subject_recovery` and so on. */
type OperationWord =
  | 'subject'
  | 'preheader'
  | 'heading'
  | 'intro'
  | 'action'
  | 'linkIntro'
  | 'detailsHeading'
  | 'notYouHeading'
  | 'notYou';

/** The keys with the same words for every operation. */
type CommonWord =
  | 'greeting'
  | 'greetingWithoutName'
  | 'linkFallback'
  | 'codeLabel'
  | 'expiry'
  | 'keepLinkSecret'
  | 'keepCodeSecret'
  | 'keepBothSecret'
  | 'invitedByLabel'
  | 'platformLabel'
  | 'locationLabel'
  | 'timeLabel'
  | 'detail'
  | 'browserOnSystem'
  | 'cityInCountry'
  | 'timeWithOffset'
  | 'help'
  | 'contact';

/** A key of the words, without the suffix that names the operation. */
export type WordKey = OperationWord | 'notYouWithoutLink' | 'note' | CommonWord;

/**
 * The words of an email in one language, by key, with `{{slot}}` where a value goes. `locales/en/welcome.json` has the English for
 * each key.
 *
 * | keys | must have | may have |
 * | --- | --- | --- |
 * | `subjectWithBrand_…`, `headingWithBrand_…` | `{{brandName}}` | |
 * | `greeting` | | `{{name}}`, `{{brandName}}` |
 * | `expiry` | `{{expiry}}` | `{{brandName}}` |
 * | `help` | `{{supportUrl}}` | `{{brandName}}` |
 * | `contact` | `{{supportEmail}}` | `{{brandName}}` |
 * | `detail` | `{{label}}`, `{{value}}` | |
 * | `browserOnSystem` | `{{browser}}`, `{{system}}` | |
 * | `cityInCountry` | `{{city}}`, `{{country}}` | |
 * | `timeWithOffset` | `{{time}}`, `{{offset}}` | |
 * | all others | | `{{brandName}}` |
 *
 * Words with `{{brandName}}` are used only if the email has a brand. An email without a brand has the included words for the key, or no note.
 * Words without it are used in both, unless there are others in `subjectWithBrand_…` or `headingWithBrand_…`.
 */
export type Words = {
  readonly [Key in
    | `${OperationWord | 'subjectWithBrand'}_${Operation}`
    | `notYouWithoutLink_${OperationOfKind<'notice'>}`
    | CommonWord]: string;
} & {
  /** The heading if there is a brand. Default: the words of `heading`. */
  readonly [Key in `headingWithBrand_${Operation}`]?: string | undefined;
} & {
  /** A paragraph of your own below the intro. Default: none. */
  readonly [Key in `note_${Operation}`]?: string | undefined;
};

/** Words for all operations: `heading` sets those of `heading_registration`, `heading_recovery` and so on that are not given themselves. */
export type SharedWords = {
  readonly [Key in OperationWord | 'subjectWithBrand' | 'headingWithBrand' | 'notYouWithoutLink' | 'note']?:
    | string
    | undefined;
};
