import { render } from '@react-email/render';
import { type ComponentType, createElement } from 'react';
import { type Content, type MailSource, subjectOf } from '../../emails/content.js';

/** Renders an email with a component for its HTML and a function for its plaintext part. */
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
 * Removes the comments that React adds for hydration. Outlook's conditional comments begin with `<!--[` and are kept. Also removes the
 * U+0000 that React 18.3 writes before some non-ASCII letters at the end of its buffer of 2 KB.
 */
export function cleanMarkup(html: string): string {
  return html.replace(/<!--(?: |\/?\$|html|head|body)-->|\0/g, '');
}
