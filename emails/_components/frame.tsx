import { Body, Column, Head, Html, Row } from '@react-email/components';
import type { ReactNode } from 'react';
import { type Content, subjectOf } from '../content.js';
import { contentWidth, light, styleSheet, stylesFor } from '../theme.js';

interface Props {
  readonly content: Content;
  readonly children: ReactNode;
}

/** The document around the message: one column of at most 600 px on a quiet page. */
export function Frame({ content, children }: Props) {
  const { locale, dir } = content;
  const styles = stylesFor(locale);
  return (
    <Html lang={locale} dir={dir}>
      <Head>
        <title>{subjectOf(content)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* iOS Mail would turn the time and the place into links. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{styleSheet}</style>
      </Head>
      <Body className="page" style={styles.page}>
        {/*
          The width stands on the cell, not on the table: a cell takes less where there is less, in every client, and Outlook's
          Word engine, which knows no max-width, takes it as it is.
        */}
        <Row className="card" width={undefined} bgcolor={light.card} style={styles.card}>
          {/* Roundcube and Gmail drop `lang` and `dir` of <html> and <body>, so they stand here again. */}
          <Column width={contentWidth} lang={locale} dir={dir} className="text" style={styles.column}>
            {children}
          </Column>
        </Row>
      </Body>
    </Html>
  );
}
