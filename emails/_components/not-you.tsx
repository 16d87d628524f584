import { type Content, notYouSeparator } from '../content.js';
import { stylesFor } from '../theme.js';
import { Choice } from './section.js';
import { EitherText, Words } from './words.js';

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
    <p className="quiet" style={styles.notYou}>
      <Choice
        content={content}
        slot="brandName"
        words={t('notYouHeadingWithBrand')}
        wordsWithout={t('notYouHeading')}
      >
        {(words) => (
          <>
            <b className="text" style={styles.notYouHeading}>
              <Words content={content} words={words} />
            </b>
            {notYouSeparator(t, words)}
          </>
        )}
      </Choice>
      <EitherText content={content} slot="link" words="notYou" wordsWithout="notYouWithoutLink" />
    </p>
  );
}
