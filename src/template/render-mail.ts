import { render } from '@react-email/render';
import { type ComponentType, createElement } from 'react';
import { type Content, type MailSource, subjectOf } from '../../emails/content.js';

/** Renders a mail with a component for its HTML and a function for its plaintext. */
export async function renderMail(
  content: Content<string>,
  Html: ComponentType<Content<string>>,
  text: (content: Content<string>) => string,
): Promise<MailSource> {
  return {
    subject: subjectOf(content),
    html: cleanMarkup(await render(createElement(Html, content))),
    text: text(content),
  };
}

/**
 * Removes the comments with which React marks boundaries for hydration, which mail clients do not do. Outlook's conditional comments begin
 * with `<!--[` and are kept. React 18.3 also writes U+0000 before some letters that are not ASCII, where its buffer of 2 KB ends.
 */
export function cleanMarkup(html: string): string {
  return html.replace(/<!--(?: |\/?\$|html|head|body)-->|\0/g, '');
}
