/**
 * Whether a text is one email address that any server takes. Servers without SMTPUTF8 take only ASCII before the @, and it is not known
 * which one is on the way; domains are sent in Punycode.
 */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@<>,\u0080-\u{10ffff}]+@[^\s@<>,]+$/u.test(text);
}

/** The sender of all emails. */
export interface MailFrom {
  /** Shown to the reader. Without one, it is the name of the account's brand. */
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
