import { addressLines, type Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { With, Without } from './section.js';
import { Words } from './words.js';

/** Whose mail it is and how to reach them, below the card. */
export function Footer({ content }: { readonly content: Content }) {
  const { t, locale } = content;
  const styles = stylesFor(locale);
  const help = <Words content={content} words={t('help')} />;
  const lines = [
    { slot: 'supportEmail', words: t('contact'), style: styles.footLine },
    ...addressLines.map((slot, i) => ({
      slot,
      words: `{{${slot}}}`,
      style: i === 0 ? styles.addressStart : styles.footLine,
    })),
  ] as const;
  return (
    <With content={content} slot="footer">
      <tr>
        <td lang={locale} dir={content.dir} align="center" className="foot quiet line" style={styles.foot}>
          <With content={content} slot="brandName">
            <p style={styles.footLine}>
              <Words content={content} words="{{brandName}}" />
              <With content={content} slot="supportUrl">
                {' · '}
                {help}
              </With>
            </p>
          </With>
          <Without content={content} slot="brandName">
            <With content={content} slot="supportUrl">
              <p style={styles.footLine}>{help}</p>
            </With>
          </Without>
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
