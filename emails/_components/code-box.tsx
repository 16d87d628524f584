import { type Content, codePieces } from '../content.js';
import { stylesFor } from '../theme.js';
import { With } from './section.js';
import { Text } from './words.js';

/**
 * The code in a box. Letter spacing separates its groups, so the copied code has no spaces. A click selects the whole code.
 *
 * @example
 * <With content={content} slot="code"><CodeBox content={content} /></With>
 */
export function CodeBox({ content }: { readonly content: Content }) {
  const { value, locale } = content;
  const styles = stylesFor(locale);
  const size = { fontSize: value('codeFontSize'), lineHeight: value('codeLineHeight') };
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <With content={content} slot="link">
          <tr>
            <td height={16} />
          </tr>
        </With>
        <tr>
          <td align="center" className="quiet line" style={styles.codeBox}>
            <p style={styles.codeLabel}>
              <Text content={content} words="codeLabel" />
            </p>
            {/* A separate block, since Chromium ignores letter spacing within Arabic text, even between digits. */}
            <p dir="ltr" className="strong" style={{ ...styles.code, ...size }}>
              {codePieces.map((slot, i) => (
                <With key={slot} content={content} slot={slot}>
                  {i % 2 === 0 ? value(slot) : <span style={styles.groupEnd}>{value(slot)}</span>}
                </With>
              ))}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
