import { Heading, Text } from '@react-email/components';
import en from '../locales/en/welcome.json';
import { ActionButton } from './_components/action-button.js';
import { BrandHeader } from './_components/brand-header.js';
import { Frame } from './_components/frame.js';
import { FullLink } from './_components/links.js';
import { OperationDetails } from './_components/operation-details.js';
import { Preheader } from './_components/preheader.js';
import { With, Without } from './_components/section.js';
import { Words } from './_components/words.js';
import { accentValues } from './accent.js';
import { type Content, filledContent } from './content.js';
import { stylesFor } from './theme.js';

/** The message, from top to bottom. Its plaintext twin is `welcome.text.ts`: what changes here changes there. */
export default function WelcomeEmail(content: Content) {
  const { t, value } = content;
  const styles = stylesFor(content.locale);
  return (
    <Frame content={content}>
      <Preheader content={content} />
      <BrandHeader content={content} />
      <Heading className="text" style={styles.heading}>
        {t('heading')}
      </Heading>
      <Text className="text" style={styles.text}>
        <With content={content} slot="name">
          <Words content={content} words={t('greeting')} />
        </With>
        <Without content={content} slot="name">
          {t('greetingWithoutName')}
        </Without>
      </Text>
      <Text className="text" style={styles.text}>
        {t('intro')}
      </Text>
      <ActionButton content={content} />
      <Text className="quiet" style={styles.quiet}>
        {t('linkFallback')}
        <br />
        <FullLink content={content} href={value('resetUrl')} />
      </Text>
      <With content={content} slot="expiry">
        <Text className="quiet" style={styles.quiet}>
          <Words content={content} words={t('expiry')} />
        </Text>
      </With>
      <Heading as="h2" className="text" style={styles.subheading}>
        {t('detailsHeading')}
      </Heading>
      <OperationDetails content={content} />
      <Heading as="h2" className="text" style={styles.subheading}>
        {t('notYouHeading')}
      </Heading>
      <Text className="text" style={styles.text}>
        {t('notYou')}
      </Text>
      <With content={content} slot="brandName">
        <Text className="quiet line" style={styles.footer}>
          <Words content={content} words="{{brandName}}" />
        </Text>
      </With>
      <With content={content} slot="supportUrl">
        <Text className="quiet" style={styles.quiet}>
          <Words content={content} words={t('help')} />
        </Text>
      </With>
      <With content={content} slot="supportEmail">
        <Text className="quiet" style={styles.quiet}>
          <Words content={content} words={t('contact')} />
        </Text>
      </With>
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
