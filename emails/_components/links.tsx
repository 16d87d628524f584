import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';

/**
 * The attributes of every link. `target` keeps a webmail program open that does not set it itself. The others ask mail providers to leave
 * the link as it is, since click tracking would rewrite it and log the secret in it: `clicktracking` is SendGrid's attribute,
 * `ses:no-track` that of Amazon SES, `data-pm-no-track` Postmark's.
 */
export const linkAttributes = {
  target: '_blank',
  clicktracking: 'off',
  'ses:no-track': '',
  'data-pm-no-track': '',
};

interface Props {
  readonly content: Content;
  readonly href: string;
  /** What is shown, if it is not the address itself. */
  readonly children?: string;
}

/** A link that shows its address, in the accent color. */
export function FullLink({ content, href, children = href }: Props) {
  const style = { ...stylesFor(content.locale).link, color: content.value('linkColor') };
  return (
    <a href={href} dir="ltr" className="link" style={style} {...linkAttributes}>
      {children}
    </a>
  );
}
