import { addressLines, type Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { With } from './section.js';
import { SlotValue, Text } from './words.js';

/** The footer below the card: the brand's name, support contacts and postal address. */
export function Footer({ content }: { readonly content: Content }) {
  const { locale } = content;
  const styles = stylesFor(locale);
  const [street, ...moreAddress] = addressLines;
  const lines = [
    { slot: 'brandName', style: styles.footLine },
    { slot: 'supportUrl', words: 'help', style: styles.footLine },
    { slot: 'supportEmail', words: 'contact', style: styles.footLine },
    { slot: street, style: styles.addressStart },
    ...moreAddress.map((slot) => ({ slot, style: styles.footLine })),
  ] as const;
  return (
    <With content={content} slot="footer">
      <tr>
        <td lang={locale} dir={content.dir} align="center" className="foot quiet line" style={styles.foot}>
          {lines.map(({ slot, style, ...line }) => (
            <With key={slot} content={content} slot={slot}>
              <p style={style}>
                {'words' in line ? (
                  <Text content={content} words={line.words} />
                ) : (
                  <SlotValue content={content} slot={slot} />
                )}
              </p>
            </With>
          ))}
        </td>
      </tr>
    </With>
  );
}
