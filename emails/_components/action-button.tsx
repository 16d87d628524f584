import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { linkAttributes } from './links.js';

/**
 * The one thing to do, as a button in the brand's accent color: as wide as the line on phones, as its label where there is room.
 * Outlook's Word engine does not support padding on links, so the cell has the color and the padding as well.
 */
export function ActionButton({ content }: { readonly content: Content }) {
  const { t, value, locale } = content;
  const styles = stylesFor(locale);
  const backgroundColor = value('accentColor');
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} className="button" style={styles.button}>
      <tbody>
        <tr>
          <td align="center" {...{ bgcolor: backgroundColor }} style={styles.buttonCell}>
            <a
              href={value('resetUrl')}
              className="action"
              style={{
                ...styles.action,
                backgroundColor,
                borderColor: value('accentBorderColor'),
                color: value('onAccentColor'),
              }}
              {...linkAttributes}
            >
              {t('action')}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
