import { addressLines, type Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { With } from './section.js';
import { Words } from './words.js';

/** Whose mail it is and how to reach them, below the card. */
export function Footer({ content }: { readonly content: Content }) {
  const { t, locale } = content;
  const styles = stylesFor(locale);
  const [street, ...moreAddress] = addressLines;
  const lines = [
    { slot: 'brandName', words: '{{brandName}}', style: styles.footLine },
    { slot: 'supportUrl', words: t('help'), style: styles.footLine },
    { slot: 'supportEmail', words: t('contact'), style: styles.footLine },
    { slot: street, words: `{{${street}}}`, style: styles.addressStart },
    ...moreAddress.map((slot) => ({ slot, words: `{{${slot}}}`, style: styles.footLine })),
  ] as const;
  return (
    <With content={content} slot="footer">
      <tr>
        <td lang={locale} dir={content.dir} align="center" className="foot quiet line" style={styles.foot}>
          {lines.map(({ slot, words, style }) => (
            <With key={slot} content={content} slot={slot}>
              <p style={style}>
                <Words content={content} words={words} />
              </p>
            </With>
          ))}
        </td>
      </tr>
    </With>
  );
}
