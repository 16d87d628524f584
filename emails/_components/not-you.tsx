import { type Content, doubtMark } from '../content.js';
import { stylesFor } from '../theme.js';
import { Choice } from './section.js';

/**
 * What to do if it was someone else, in one paragraph with bold first words.
 *
 * @example
 * <NotYou content={content} />
 */
export function NotYou({ content }: { readonly content: Content }) {
  const { t, locale } = content;
  const styles = stylesFor(locale);
  return (
    <p className="quiet" style={styles.doubt}>
      <b className="text" style={styles.doubtStart}>
        {t('notYouHeading')}
      </b>
      {doubtMark(t)}
      <Choice content={content} slot="link" words={t('notYou')} wordsWithout={t('notYouWithoutLink')}>
        {(words) => words}
      </Choice>
    </p>
  );
}
