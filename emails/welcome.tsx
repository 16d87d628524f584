import type { CSSProperties } from 'react';
import en from '../locales/en/welcome.json';
import { ActionButton } from './_components/action-button.js';
import { BrandHeader } from './_components/brand-header.js';
import { CodeBox } from './_components/code-box.js';
import { Frame } from './_components/frame.js';
import { MainHeading } from './_components/heading.js';
import { FullLink } from './_components/links.js';
import { NotYou } from './_components/not-you.js';
import { OperationDetails } from './_components/operation-details.js';
import { With, Without } from './_components/section.js';
import { EitherText, Text, Words } from './_components/words.js';
import { accentValues } from './accent.js';
import { type Content, filledContent, isNotice } from './content.js';
import { stylesFor } from './theme.js';

/** The email, from top to bottom. If you change it, change the plaintext part in `welcome.text.ts` too. */
export default function WelcomeEmail(content: Content) {
  const styles = stylesFor(content.locale);
  return (
    <Frame content={content}>
      <BrandHeader content={content} />
      <MainHeading content={content} />
      <p style={styles.text}>
        <EitherText content={content} slot="name" words="greeting" wordsWithout="greetingWithoutName" />
      </p>
      {isNotice(content) ? <Notice {...content} /> : <Request {...content} />}
    </Frame>
  );
}

/** The action comes first, then who asked for it. */
function Request(content: Content) {
  const { value } = content;
  const styles = stylesFor(content.locale);
  return (
    <>
      <IntroAndNote content={content} lastStyle={styles.intro} />
      <With content={content} slot="link">
        <ActionButton content={content} />
      </With>
      <With content={content} slot="code">
        <CodeBox content={content} />
      </With>
      <p className="quiet" style={styles.validity}>
        <With content={content} slot="expiry">
          <Text content={content} words="expiry" />
          <br />
        </With>
        <With content={content} slot="link">
          <EitherText content={content} slot="code" words="keepBothSecret" wordsWithout="keepLinkSecret" />
        </With>
        <Without content={content} slot="link">
          <Text content={content} words="keepCodeSecret" />
        </Without>
      </p>
      <OperationDetails content={content} />
      <NotYou content={content} />
      <With content={content} slot="link">
        <p className="quiet line" style={styles.fallback}>
          <Text content={content} words="linkFallback" />
          <br />
          <FullLink content={content} href={value('link')} />
        </p>
      </With>
    </>
  );
}

/** What has happened comes first, then what to do if it was someone else. */
function Notice(content: Content) {
  return (
    <>
      <IntroAndNote content={content} lastStyle={stylesFor(content.locale).introOfNotice} />
      <OperationDetails content={content} />
      <NotYou content={content} />
      <With content={content} slot="link">
        <ActionButton content={content} />
      </With>
    </>
  );
}

interface IntroProps {
  readonly content: Content;
  /** The style of the last paragraph, with the space below it. */
  readonly lastStyle: CSSProperties;
}

function IntroAndNote({ content, lastStyle }: IntroProps) {
  return (
    <Text content={content} words="note">
      {(note) => (
        <>
          <p style={note === '' ? lastStyle : stylesFor(content.locale).text}>
            <Text content={content} words="intro" />
          </p>
          {note !== '' && (
            <p style={lastStyle}>
              <Words content={content} words={note} />
            </p>
          )}
        </>
      )}
    </Text>
  );
}

const words: Readonly<Record<string, unknown>> = en;

WelcomeEmail.PreviewProps = filledContent(
  {
    locale: 'en',
    dir: 'ltr',
    operation: 'registration',
    t: (key) => {
      const plain = key.replace(/(?:WithoutLink)?(?:WithBrand)?$/, '');
      return String(words[key] ?? words[plain] ?? words[`${plain}_registration`] ?? '');
    },
  },
  {
    name: 'Ada',
    link: 'https://example.com/?token=Zk3vQ9yT2mX7bLr4',
    expiry: 'July 2, 2026 at 1:00 PM (UTC+01:00)',
    platform: 'Chrome on Windows',
    location: 'United Kingdom',
    time: 'July 1, 2026 at 1:00 PM (UTC+01:00)',
    ...accentValues(),
  },
) satisfies Content;
