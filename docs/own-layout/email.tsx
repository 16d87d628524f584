// The design of the company Acme: a picture on top, the message and the facts in two columns, the brand's own fonts and colors.
import type { ReactNode } from 'react';
import {
  ActionButton,
  CodeBox,
  type Content,
  detailRows,
  EitherText,
  FullLink,
  isNotice,
  linkAttributes,
  NotYou,
  Preheader,
  SlotValue,
  styleSheet,
  stylesFor,
  subjectOf,
  Text,
  With,
  Without,
} from 'welcome-email/template';
import { wordsOf } from './words.js';

/** What the design shows besides the slots of welcome-email. */
export const slots = { plan: 'text', guide: 'url' } as const;

type AcmeContent = Content<keyof typeof slots>;

const WIDTH = 600;
const COLUMN = 280;

const colors = {
  page: '#fdf6ec',
  sheet: '#ffffff',
  facts: '#fdf6ec',
  line: '#f0e2cd',
  text: '#3b322b',
  quiet: '#75675b',
};

/** The backgrounds in dark mode. The style sheet of welcome-email has the colors of text, lines, links and the button. */
const darkBackgrounds = { backdrop: '#0f1115', sheet: '#181b21', facts: '#1d2128' };

const inDark = (mark: string) =>
  Object.entries(darkBackgrounds)
    .map(([name, color]) => `${mark}.${name}{background-color:${color} !important}`)
    .join('');

/** Outlook's apps recolor an email, and mark what they recolored. */
const ownStyleSheet = [
  `@media (max-width:${WIDTH - 1}px){.column{max-width:100% !important}}`,
  `@media (prefers-color-scheme:dark){${inDark('')}}`,
  inDark('[data-ogsb] '),
].join('');

export function AcmeEmail(content: AcmeContent) {
  const { locale, dir, value } = content;
  // Gmail and Roundcube remove the attributes of <html> and <body>.
  const language = { lang: locale, dir };
  return (
    <html {...language}>
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <title>{subjectOf(content)}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{styleSheet(value) + ownStyleSheet}</style>
      </head>
      <body className="backdrop" style={{ margin: 0, padding: 0, backgroundColor: colors.page }}>
        <Preheader content={content} />
        <table
          role="presentation"
          {...language}
          width="100%"
          cellPadding={0}
          cellSpacing={0}
          className="backdrop"
          bgcolor={colors.page}
        >
          <tbody>
            <tr>
              <td align="center">
                <table
                  role="presentation"
                  width={WIDTH}
                  cellPadding={0}
                  cellSpacing={0}
                  className="sheet"
                  bgcolor={colors.sheet}
                  style={{ width: '100%', maxWidth: WIDTH }}
                >
                  <tbody>
                    <tr>
                      <td>
                        <img
                          src="https://acme.example/header.png"
                          width={WIDTH}
                          alt=""
                          style={{ display: 'block', width: '100%', height: 'auto' }}
                        />
                      </td>
                    </tr>
                    <tr>
                      <td {...language} style={{ padding: '28px 16px' }}>
                        <Column content={content}>
                          <Message {...content} />
                        </Column>
                        <Column content={content}>
                          <Facts {...content} />
                        </Column>
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

/** A table that floats: two of them are side by side where there is room. Outlook's Word engine does the same. */
function Column({ content, children }: { readonly content: AcmeContent; readonly children: ReactNode }) {
  const { locale, dir } = content;
  const { fontSize, lineHeight, fontFamily } = stylesFor(locale).card;
  return (
    <table
      role="presentation"
      align={dir === 'rtl' ? 'right' : 'left'}
      width={COLUMN}
      cellPadding={0}
      cellSpacing={0}
      className="column"
      style={{ width: '100%', maxWidth: COLUMN }}
    >
      <tbody>
        <tr>
          <td
            lang={locale}
            dir={dir}
            className="text"
            style={{ padding: '0 12px 20px', fontFamily, fontSize, lineHeight, color: colors.text }}
          >
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** What the email is about, and what to do. In a notice, the link is below the facts, since the reader decides after reading them. */
function Message(content: AcmeContent) {
  const { locale } = content;
  const { text, heading, card } = stylesFor(locale);
  return (
    <>
      <h1
        className="strong"
        style={{ ...heading, fontFamily: `Georgia,${card.fontFamily}`, color: colors.text }}
      >
        <Text content={content} words="heading" />
      </h1>
      <p style={text}>
        <EitherText content={content} slot="name" words="greeting" wordsWithout="greetingWithoutName" />
      </p>
      <p style={text}>
        <Text content={content} words="intro" />
      </p>
      {isNotice(content) ? null : <Action {...content} />}
    </>
  );
}

function Action(content: AcmeContent) {
  return (
    <>
      <With content={content} slot="link">
        <ActionButton content={content} />
      </With>
      <With content={content} slot="code">
        <CodeBox content={content} />
      </With>
      <p className="quiet" style={{ ...stylesFor(content.locale).validity, color: colors.quiet }}>
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
    </>
  );
}

/** Who asked for it, the plan of the account, and what to do if it was someone else. */
function Facts(content: AcmeContent) {
  const { t, locale, value } = content;
  const { fact, factValue, boxHeading, link } = stylesFor(locale);
  const words = wordsOf(locale);
  const rows = [
    ...detailRows.map(({ label, slot }) => ({ label: t(label), slot })),
    { label: words.plan, slot: 'plan' } as const,
  ];
  return (
    <>
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
        <tbody>
          <tr>
            <td
              className="facts line"
              style={{
                padding: '14px 16px 6px',
                border: `1px solid ${colors.line}`,
                backgroundColor: colors.facts,
              }}
            >
              <h2 className="strong" style={{ ...boxHeading, color: colors.text }}>
                {t('detailsHeading')}
              </h2>
              {rows.map(({ label, slot }) => (
                <With key={slot} content={content} slot={slot}>
                  <p className="quiet" style={{ ...fact, color: colors.quiet }}>
                    {label}
                    <br />
                    <b className="strong" style={{ ...factValue, color: colors.text }}>
                      <SlotValue content={content} slot={slot} />
                    </b>
                  </p>
                </With>
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <NotYou content={content} />
      <With content={content} slot="link">
        {isNotice(content) ? (
          <ActionButton content={content} />
        ) : (
          <p className="quiet" style={{ ...stylesFor(locale).notYou, color: colors.quiet }}>
            {t('linkFallback')}
            <br />
            <FullLink content={content} href={value('link')} />
          </p>
        )}
      </With>
      <With content={content} slot="guide">
        <p style={stylesFor(locale).notYou}>
          <a
            href={value('guide')}
            className="link"
            style={{ ...link, color: value('linkColor') }}
            {...linkAttributes}
          >
            {words.guide}
          </a>
        </p>
      </With>
    </>
  );
}
