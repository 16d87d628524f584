import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';

/**
 * The attributes of every link. `target` keeps a webmail program open that does not set it itself. The others ask mail providers not to
 * track clicks, which would rewrite the link and log the secret in it: `clicktracking` is for SendGrid, `ses:no-track` for Amazon SES, and
 * `data-pm-no-track` for Postmark.
 *
 * @example
 * <a href={content.value('link')} {...linkAttributes}>{content.t('action')}</a>
 */
export const linkAttributes: Readonly<Record<string, string>> = {
  target: '_blank',
  clicktracking: 'off',
  'ses:no-track': '',
  'data-pm-no-track': '',
};

/** The props of {@link FullLink}. */
export interface FullLinkProps {
  /** The props of the template. */
  readonly content: Content;
  /** The address. */
  readonly href: string;
  /** The text of the link. Default: its address. */
  readonly children?: string;
}

/**
 * A link that shows its address, in the accent color.
 *
 * @example
 * <FullLink content={content} href={content.value('link')} />
 */
export function FullLink({ content, href, children = href }: FullLinkProps) {
  const style = { ...stylesFor(content.locale).link, color: content.value('linkColor') };
  return (
    <a href={href} dir="ltr" className="link" style={style} {...linkAttributes}>
      {children}
    </a>
  );
}
