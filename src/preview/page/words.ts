import type { FailedView, RenderedView } from '../protocol.js';

type WarningCode = RenderedView['warnings'][number]['code'];

/** What each warning means, and what became of the mail. */
export const warningWords: Readonly<Record<WarningCode, string>> = {
  missing: 'It is missing. Without it, the email has no brand or no logo.',
  'wrong-type': 'It has the wrong type and was left out.',
  'unknown-field': 'There is no such field. It was left out.',
  blank: 'Nothing visible is in it. It was left out.',
  'unsupported-locale': 'None of these languages is offered. The email is in the default language.',
  'unknown-time-zone': 'It is not in the IANA database. The zone is that of the place, or UTC.',
  'invalid-address': 'It is not a single IP address. The email has no place.',
  'invalid-url': 'It must be an absolute https: URL without user info. It was left out.',
  'unsupported-image': 'Most email clients do not show SVG. The logo was left out.',
  'invalid-email': 'It must be a plain email address in ASCII. It was left out.',
  'invalid-color': 'It must be #rgb or #rrggbb. The default color is used.',
  'invalid-size': 'It must be a whole number from 1 to 1,000. The logo was left out.',
  'no-locator': 'Nothing can look the place up: install geoip-lite, or pass a locator. The email has none.',
  'locator-failed': 'The place could not be looked up. The email has none.',
  'locator-timed-out': 'Looking the place up took too long. The email has none.',
  'invalid-location': 'It needs a country code of two capital letters. It was left out.',
};

/** What is expected of the field of an error: `name: is required` → `is required` */
export function expectationOf({ field, message }: FailedView['error']): string {
  return message.replace(`${field}: `, '');
}

/** `password-changed` → `Password changed`, `new-sign-in` → `New sign-in` */
export function titleOf(operation: string): string {
  const words = operation.replaceAll('-', ' ').replace('sign in', 'sign-in');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a mail list shows after the subject: the beginning of the text, hidden or not. */
export function preheaderOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll('style, script, title, noscript, template')) element.remove();
  for (const block of body.querySelectorAll('address, br, div, h1, h2, h3, li, p, td, th')) block.after(' ');
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
}
