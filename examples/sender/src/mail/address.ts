import { isEmailValid } from '@hapi/address';

/**
 * Whether a text is one email address that every server accepts. The part before the @ must be ASCII, since a server on the way may not
 * support SMTPUTF8. The domain may have any characters, since it is sent in Punycode, and may be `localhost`.
 */
export function isEmailAddress(text: string): boolean {
  return /^\p{ASCII}+@/u.test(text) && isEmailValid(text, { minDomainSegments: 1 });
}

/** The sender of all emails. */
export interface MailFrom {
  /** Shown to the reader. If undefined, the name of the account's brand is shown. */
  readonly name: string | undefined;
  readonly address: string;
}

/** Reads `no-reply@example.com` or `Acme <no-reply@example.com>`; `undefined` if it is neither. */
export function readMailFrom(text: string): MailFrom | undefined {
  const [, quoted, name, inBrackets] =
    /^(?:(?:"([^"<>\p{Cc}]+)"|([^"<>\p{Cc}]*?))\s*<([^<>]+)>)$/u.exec(text) ?? [];
  const address = inBrackets ?? text;
  if (!isEmailAddress(address)) return undefined;
  return { name: quoted ?? (name || undefined), address };
}
