import { Button } from '@react-email/components';
import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { untracked } from './links.js';

/**
 * The one thing to do, as a button in the brand's accent colour. Outlook's Word engine knows no padding on a link: the colour
 * is also the cell's, and React Email puts spaces for that engine alone (`mso` conditionals) on both sides of the words.
 */
export function ActionButton({ content }: { readonly content: Content }) {
  const { t, value, locale } = content;
  const styles = stylesFor(locale);
  const backgroundColor = value('accentColor');
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0} style={styles.actionTable}>
      <tbody>
        <tr>
          <td {...{ bgcolor: backgroundColor }} style={{ ...styles.actionCell, backgroundColor }}>
            <Button
              href={value('resetUrl')}
              className="action"
              style={{
                ...styles.action,
                backgroundColor,
                borderColor: value('accentBorderColor'),
                color: value('onAccentColor'),
              }}
              {...untracked}
            >
              {t('action')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
