import type { FailedView } from '../protocol.js';

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
