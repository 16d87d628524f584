import { addressLines, type Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { With } from './section.js';
import { Words } from './words.js';

/** Whose mail it is and how to reach them, below the card. */
export function Footer({ content }: { readonly content: Content }) {
  const { t, locale } = content;
  const styles = stylesFor(locale);
  const lines = [
    { slot: 'brandName', words: '{{brandName}}' },
    { slot: 'supportUrl', words: t('help') },
    { slot: 'supportEmail', words: t('contact') },
    ...addressLines.map((slot) => ({ slot, words: `{{${slot}}}` })),
  ] as const;
  return (
    <With content={content} slot="footer">
      <tr>
        <td lang={locale} dir={content.dir} align="center" className="foot quiet line" style={styles.foot}>
          {lines.map(({ slot, words }) => (
            <With key={slot} content={content} slot={slot}>
              <p style={styles.footLine}>
                <Words content={content} words={words} />
              </p>
            </With>
          ))}
        </td>
      </tr>
    </With>
  );
}
