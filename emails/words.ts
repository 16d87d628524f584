/** The operations, in the order in which an account meets them. */
export const operations = ['registration', 'recovery'] as const;

/** Why the mail is sent: an account was created, or a new password was requested. */
export type Operation = (typeof operations)[number];

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
  | 'expiry'
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
export type WordKey = OperationWord | CommonWord;

/**
 * The words of a mail in one language, by key, with `{{slot}}` where a value goes. `locales/en/welcome.json` has the English for
 * each key.
 */
export type Words = { readonly [Key in `${OperationWord}_${Operation}` | CommonWord]: string };
