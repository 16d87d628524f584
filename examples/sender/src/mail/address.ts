/**
 * Whether a text is one email address that any server takes. Servers without SMTPUTF8 take only ASCII before the @, and it is not known
 * which one is on the way; domains are sent in Punycode.
 */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@<>,\u0080-\u{10ffff}]+@[^\s@<>,]+$/u.test(text);
}
