import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { Text, Words } from './words.js';

/** Scripts without spaces, in which a line may break before any character. */
const UNSPACED = /[\p{sc=Thai}\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}]/u;

/** The number of characters at the end that stay on the same line. */
const UNBROKEN_END = 5;

/** How many characters of 24 px fit on a line of 320 px, without its padding. */
const CHARACTERS_PER_LINE = 11;

/** The heading of the message. */
export function MainHeading({ content }: { readonly content: Content }) {
  return (
    <h1 className="strong" style={stylesFor(content.locale).heading}>
      <Text content={content} words="heading">
        {(words) => <HeadingWords content={content} words={words} />}
      </Text>
    </h1>
  );
}

/** For mail programs that do not support `text-wrap: balance`: at least, no character is alone on the last line. */
function HeadingWords({ content, words }: { readonly content: Content; readonly words: string }) {
  const characters = [...new Intl.Segmenter(content.locale).segment(words)].map(({ segment }) => segment);
  const isLong = words.replace(/\{\{\w+\}\}/, '').length > CHARACTERS_PER_LINE;
  const end = UNSPACED.test(words) && isLong ? characters.slice(-UNBROKEN_END).join('') : '';
  // A brand's name may be long, so it can break.
  if (end === '' || end.includes('}')) return <Words content={content} words={words} />;
  return (
    <>
      <Words content={content} words={words.slice(0, -end.length)} />
      <span style={stylesFor(content.locale).headingEnd}>{end}</span>
    </>
  );
}
