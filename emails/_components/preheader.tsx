import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { Text } from './words.js';

/**
 * The text that a list of emails shows after the subject. Screen readers skip it. It has no padding, so the list continues with the
 * beginning of the email: React Email's `<Preview>` adds a thousand invisible characters, which text readers show as junk.
 *
 * @example
 * <Preheader content={content} />
 */
export function Preheader({ content }: { readonly content: Content }) {
  return (
    <div aria-hidden="true" style={stylesFor(content.locale).preheader}>
      <Text content={content} words="preheader" />
    </div>
  );
}
