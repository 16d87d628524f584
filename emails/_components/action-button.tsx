import { type Content, isNotice } from '../content.js';
import { outlineInOutlook, stylesFor } from '../theme.js';
import { linkAttributes } from './links.js';
import { Text } from './words.js';

/**
 * The action button. Full width on phones, as wide as its label on larger screens. The brand's accent color fills it. In a notice, it has
 * only an outline, since most readers do not need it.
 *
 * Outlook's Word engine does not support padding on links, so the cell has the color and the padding as well.
 *
 * @example
 * <With content={content} slot="link"><ActionButton content={content} /></With>
 */
export function ActionButton({ content }: { readonly content: Content }) {
  const { value, locale } = content;
  const styles = stylesFor(locale);
  const isOutlined = isNotice(content);
  const { cell, link, className } = isOutlined ? outlined(content) : filled(content);
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} className="button" style={styles.button}>
      <tbody>
        {isOutlined && (
          <tr>
            <td height={16} />
          </tr>
        )}
        <tr>
          <td align="center" {...cell} style={{ ...styles.buttonCell, ...cell.style }}>
            <a
              href={value('link')}
              className={className}
              style={{ ...styles.action, ...link }}
              {...linkAttributes}
            >
              <Text content={content} words="action" />
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function filled({ value }: Content) {
  const backgroundColor = value('accentColor');
  return {
    cell: { bgcolor: backgroundColor, style: {} },
    link: { backgroundColor, borderColor: value('accentBorderColor'), color: value('onAccentColor') },
    className: 'action fill',
  };
}

function outlined({ value }: Content) {
  const color = value('linkColor');
  return {
    cell: { style: outlineInOutlook(color) },
    link: { borderColor: color, color },
    className: 'action outline',
  };
}
