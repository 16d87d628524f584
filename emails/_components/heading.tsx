import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';

/** Scripts without spaces, in which a line may break before any character. */
const UNSPACED = /[\p{sc=Thai}\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}]/u;

/** How many of the last characters stay on the same line. */
const TOGETHER = 5;

/** The heading of the message. Where `text-wrap: balance` is not supported, at least no character is alone on the last line. */
export function MainHeading({ content }: { readonly content: Content }) {
  const { t, locale } = content;
  const styles = stylesFor(locale);
  const text = t('heading');
  const characters = [...new Intl.Segmenter(locale).segment(text)].map(({ segment }) => segment);
  const start = UNSPACED.test(text) ? characters.slice(0, -TOGETHER).join('') : text;
  return (
    <h1 className="strong" style={styles.heading}>
      {start}
      {start !== text && <span style={styles.together}>{text.slice(start.length)}</span>}
    </h1>
  );
}
