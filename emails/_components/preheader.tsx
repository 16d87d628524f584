import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { Text } from './words.js';

/**
 * The text that a list of emails shows after the subject. React Email's `<Preview>` would pad it with a thousand invisible characters,
 * which text readers show as junk. Without padding, the list goes on with the beginning of the email. Screen readers skip it.
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
