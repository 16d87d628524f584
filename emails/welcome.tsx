import en from '../locales/en/welcome.json';
import { ActionButton } from './_components/action-button.js';
import { BrandHeader } from './_components/brand-header.js';
import { Frame } from './_components/frame.js';
import { MainHeading } from './_components/heading.js';
import { FullLink } from './_components/links.js';
import { OperationDetails } from './_components/operation-details.js';
import { With, Without } from './_components/section.js';
import { Words } from './_components/words.js';
import { accentValues } from './accent.js';
import { type Content, doubtMark, filledContent } from './content.js';
import { stylesFor } from './theme.js';

/** The message, from top to bottom. Keep the plaintext part in `welcome.text.ts` the same. */
export default function WelcomeEmail(content: Content) {
  const { t, value } = content;
  const styles = stylesFor(content.locale);
  return (
    <Frame content={content}>
      <BrandHeader content={content} />
      <MainHeading content={content} />
      <p style={styles.text}>
        <With content={content} slot="name">
          <Words content={content} words={t('greeting')} />
        </With>
        <Without content={content} slot="name">
          {t('greetingWithoutName')}
        </Without>
      </p>
      <p style={styles.intro}>{t('intro')}</p>
      <ActionButton content={content} />
      <With content={content} slot="expiry">
        <p className="quiet" style={styles.expiry}>
          <Words content={content} words={t('expiry')} />
        </p>
      </With>
      <OperationDetails content={content} />
      <p className="quiet" style={styles.doubt}>
        <b className="text" style={styles.doubtStart}>
          {t('notYouHeading')}
        </b>
        {doubtMark(t) + t('notYou')}
      </p>
      <p className="quiet line" style={styles.fallback}>
        {t('linkFallback')}
        <br />
        <FullLink content={content} href={value('resetUrl')} />
      </p>
    </Frame>
  );
}

const words: Readonly<Record<string, unknown>> = en;

WelcomeEmail.PreviewProps = filledContent(
  { locale: 'en', dir: 'ltr', t: (key) => String(words[key] ?? words[`${key}_registration`]) },
  {
    name: 'Ada',
    resetUrl: 'https://example.com/?token=Zk3vQ9yT2mX7bLr4',
    expiry: 'July 2, 2026 at 1:00 PM (UTC+01:00)',
    platform: 'Chrome on Windows',
    location: 'United Kingdom',
    time: 'July 1, 2026 at 1:00 PM (UTC+01:00)',
    ...accentValues(),
  },
) satisfies Content;
