/** The page that an email links to: the name of its field in the input. */
type LinkField = 'resetUrl' | 'confirmUrl' | 'signInUrl';

interface OperationRow {
  /** A request asks the reader to use a link or a code, and has one. A notice says what has happened, and needs neither. */
  readonly kind: 'request' | 'notice';
  readonly link: LinkField;
  /** The other fields that only some operations have. */
  readonly fields: ReadonlyArray<'code' | 'expiresAt' | 'invitedBy'>;
}

/** The operations, in the order in which an account meets them. To add one, add a row here and its words in `locales/`. */
export const operations = {
  registration: { kind: 'request', link: 'resetUrl', fields: ['code', 'expiresAt', 'invitedBy'] },
  recovery: { kind: 'request', link: 'resetUrl', fields: ['code', 'expiresAt'] },
  verification: { kind: 'request', link: 'confirmUrl', fields: ['code', 'expiresAt'] },
  'sign-in': { kind: 'request', link: 'signInUrl', fields: ['code', 'expiresAt'] },
  'password-changed': { kind: 'notice', link: 'resetUrl', fields: [] },
  'new-sign-in': { kind: 'notice', link: 'resetUrl', fields: [] },
} as const satisfies Readonly<Record<string, OperationRow>>;

/** Why the email is sent. `WelcomeEmailInput` says what each email says, and which fields it has. */
export type Operation = keyof typeof operations;

/** The operations that ask the reader to use a link or a code, or those that only say what has happened. */
export type OperationOfKind<Kind extends OperationRow['kind']> = {
  [Name in Operation]: (typeof operations)[Name]['kind'] extends Kind ? Name : never;
}[Operation];

/** The names of the operations. */
export const operationNames = Object.keys(operations) as Operation[];
