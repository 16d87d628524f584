import { styles } from '../theme.js';

/**
 * The line that a list of mails shows beside the subject. React Email's `<Preview>` pads it with a thousand invisible
 * characters, which text readers show as junk; here the greeting that follows is good enough.
 */
export function Preheader({ children }: { readonly children: string }) {
  return <div style={styles.preheader}>{children}</div>;
}
