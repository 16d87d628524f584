import { Head, Html } from '@react-email/components';
import type { ReactNode } from 'react';
import { type Content, subjectOf } from '../content.js';
import { cardWidth, light, styleSheet, stylesFor } from '../theme.js';
import { Footer } from './footer.js';
import { Preheader } from './preheader.js';

interface Props {
  readonly content: Content;
  readonly children: ReactNode;
}

/** The document around the message: a card on a page, and the footer below it. */
export function Frame({ content, children }: Props) {
  const { locale, dir, value } = content;
  const styles = stylesFor(locale);
  // Roundcube and Gmail remove `lang` and `dir` from <html> and <body>, so the table and each cell of text have them too.
  const language = { lang: locale, dir };
  return (
    <Html {...language}>
      <Head>
        <title>{subjectOf(content)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Without this, iOS Mail links the time and the location. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{styleSheet(value)}</style>
      </Head>
      <body {...language} className="page" style={{ ...styles.body, ...styles.page }}>
        <table
          role="presentation"
          {...language}
          width="100%"
          cellPadding={0}
          cellSpacing={0}
          className="page"
          bgcolor={light.page}
          style={styles.page}
        >
          <tbody>
            <tr>
              <td className="wrap" style={styles.wrap}>
                <Preheader content={content} />
                <table
                  role="presentation"
                  align="center"
                  cellPadding={0}
                  cellSpacing={0}
                  style={styles.table}
                >
                  <tbody>
                    <tr>
                      {/*
                        The width is on the cell, not on the table. A cell shrinks to the window in every mail client. Outlook's Word
                        engine does not support max-width and uses this width as it is.
                      */}
                      <td
                        width={cardWidth}
                        {...language}
                        {...{ bgcolor: light.card }}
                        className="card text"
                        style={styles.card}
                      >
                        {children}
                      </td>
                    </tr>
                    <Footer content={content} />
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </Html>
  );
}
