import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';

/**
 * The line that a list of mails shows beside the subject. React Email's `<Preview>` pads it with a thousand invisible
 * characters, which text readers show as junk; here the beginning of the mail, which follows, is good enough. A screen reader skips it.
 */
export function Preheader({ content }: { readonly content: Content }) {
  return (
    <div aria-hidden="true" style={stylesFor(content.locale).preheader}>
      {content.t('preheader')}
    </div>
  );
}
