import { type Content, notYouSeparator } from '../content.js';
import { stylesFor } from '../theme.js';
import { EitherText, Text, Words } from './words.js';

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
      <Text content={content} words="notYouHeading">
        {(words) => (
          <>
            <b className="text" style={styles.notYouHeading}>
              <Words content={content} words={words} />
            </b>
            {notYouSeparator(t, words)}
          </>
        )}
      </Text>
      <EitherText content={content} slot="link" words="notYou" wordsWithout="notYouWithoutLink" />
    </p>
  );
}
