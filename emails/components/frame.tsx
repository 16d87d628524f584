import { Body, Column, Container, Head, Html, Row } from '@react-email/components';
import type { ReactNode } from 'react';
import { type Content, subjectOf } from '../content.js';
import { darkStyleSheet, fontFamily, styles } from '../theme.js';

interface Props {
  readonly content: Content;
  readonly children: ReactNode;
}

/** The document around the message: one column of at most 600 px on a quiet page. */
export function Frame({ content, children }: Props) {
  const { locale, dir } = content;
  return (
    <Html lang={locale} dir={dir}>
      <Head>
        <title>{subjectOf(content)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* iOS Mail would turn the time and the place into links. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{darkStyleSheet}</style>
      </Head>
      <Body className="page" style={styles.page}>
        <Container className="card" style={styles.card}>
          <Row>
            {/* Roundcube and Gmail drop `lang` and `dir` of <html> and <body>, so they stand here again. */}
            <Column
              lang={locale}
              dir={dir}
              className="text"
              style={{ ...styles.column, fontFamily: fontFamily[dir] }}
            >
              {children}
            </Column>
          </Row>
        </Container>
      </Body>
    </Html>
  );
}
