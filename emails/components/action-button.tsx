import { Button } from '@react-email/components';
import type { Content } from '../content.js';
import { styles } from '../theme.js';
import { untracked } from './links.js';

/** The one thing to do, as a button in the brand's accent colour. */
export function ActionButton({ content }: { readonly content: Content }) {
  const { t, value } = content;
  return (
    <div style={styles.actionRow}>
      <Button
        href={value('resetUrl')}
        style={{
          ...styles.action,
          backgroundColor: value('accentColor'),
          borderColor: value('accentColor'),
          color: value('onAccentColor'),
        }}
        {...untracked}
      >
        {t('action')}
      </Button>
    </div>
  );
}
