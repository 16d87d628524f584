import type { Operation, OperationOfKind } from './operations.js';

/** The keys with different words for each operation: a locale file has `subject_registration` and `subject_recovery`. */
type OperationWord =
  | 'subject'
  | 'subjectWithBrand'
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
export type WordKey = OperationWord | 'headingWithBrand' | 'notYouWithoutLink' | CommonWord;

/**
 * The words of a mail in one language, by key, with `{{slot}}` where a value goes. `locales/en/welcome.json` has the English for
 * each key.
 */
export type Words = {
  readonly [Key in
    | `${OperationWord}_${Operation}`
    | `notYouWithoutLink_${OperationOfKind<'notice'>}`
    | CommonWord]: string;
} & {
  /** The heading if there is a brand. Default: the words of `heading`. */
  readonly [Key in `headingWithBrand_${Operation}`]?: string | undefined;
};

/** Words for all operations: `heading` sets those of `heading_registration`, `heading_recovery` and so on that are not given themselves. */
export type SharedWords = {
  readonly [Key in OperationWord | 'headingWithBrand' | 'notYouWithoutLink']?: string | undefined;
};
