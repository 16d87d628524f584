import type { CSSProperties } from 'react';
import type { Direction } from './content.js';

/** Colours by their role, in light. Each text colour has a contrast of at least 4.5:1 on each background it stands on. */
const light = {
  page: '#f3f4f6',
  card: '#ffffff',
  text: '#1f2430',
  quiet: '#5b6270',
  line: '#dfe2e8',
  link: '#1a4fb4',
};

const dark: typeof light = {
  page: '#15171c',
  card: '#1f2229',
  text: '#eceef2',
  quiet: '#a9b0bd',
  line: '#3a3f4a',
  link: '#9dbdff',
};

/** The button of a brand without an accent colour of its own. */
export const defaultAccentColor = '#1a4fb4';

const latin = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Fonts that are on the reader's device: none is loaded. Arabic faces come first, since those of Latin fonts are often poor. */
export const fontFamily: Record<Direction, string> = {
  ltr: latin,
  rtl: `'Segoe UI','Noto Sans Arabic','Geeza Pro',Tahoma,${latin}`,
};

/**
 * The dark colours, for clients that ask for them. All else is inline, so the mail is whole without this sheet.
 * A class is named after the role of its colour.
 */
export const darkStyleSheet = `@media (prefers-color-scheme:dark){${[
  // React Email repeats the body's background on the cell inside it.
  `.page,.page>table>tbody>tr>td{background-color:${dark.page}!important}`,
  `.card{background-color:${dark.card}!important}`,
  `.text{color:${dark.text}!important}`,
  `.quiet{color:${dark.quiet}!important}`,
  `.line{border-color:${dark.line}!important}`,
  `.link{color:${dark.link}!important}`,
].join('')}}`;

const body: CSSProperties = { fontSize: 16, lineHeight: '26px' };
const small: CSSProperties = { fontSize: 14, lineHeight: '22px' };
const cell: CSSProperties = {
  ...small,
  padding: '8px 0',
  verticalAlign: 'top',
  borderTop: `1px solid ${light.line}`,
};

/** Keeps the type of the styles short: their names, and that each is one. */
const sheet = <Name extends string>(styles: Record<Name, CSSProperties>) => styles;

export const styles = sheet({
  page: { margin: 0, padding: '24px 0', backgroundColor: light.page },
  card: { width: '100%', maxWidth: 600, backgroundColor: light.card },
  column: { ...body, padding: '32px 24px', color: light.text },
  preheader: {
    display: 'none',
    fontSize: 1,
    lineHeight: '1px',
    maxHeight: 0,
    maxWidth: 0,
    opacity: 0,
    overflow: 'hidden',
  },
  brand: { margin: '0 0 24px', fontSize: 18, lineHeight: '26px', fontWeight: 700 },
  brandLink: { color: light.text, textDecoration: 'none' },
  logo: { display: 'block', border: 0 },
  heading: { margin: '0 0 16px', fontSize: 26, lineHeight: '34px', fontWeight: 700, color: light.text },
  subheading: { margin: '32px 0 8px', fontSize: 16, lineHeight: '24px', fontWeight: 700, color: light.text },
  text: { ...body, marginTop: 0, marginBottom: 16, color: light.text },
  quiet: { ...small, marginTop: 0, marginBottom: 8, color: light.quiet },
  footer: {
    ...small,
    marginTop: 32,
    marginBottom: 0,
    paddingTop: 16,
    borderTop: `1px solid ${light.line}`,
    color: light.quiet,
  },
  link: { color: light.link, textDecoration: 'underline' },
  /** A long token has no place to break at: it breaks anywhere rather than widen the page. */
  fullLink: {
    color: light.link,
    textDecoration: 'underline',
    wordBreak: 'break-all',
    overflowWrap: 'anywhere',
  },
  actionRow: { margin: '8px 0 24px' },
  /** Thunderbird's dark mode removes the background; the border stays and still shows a button. */
  action: {
    padding: '12px 28px',
    borderRadius: 6,
    fontSize: 16,
    fontWeight: 700,
    borderWidth: 2,
    borderStyle: 'solid',
  },
  details: { width: '100%', borderCollapse: 'collapse', margin: '0 0 8px' },
  label: { ...cell, width: '40%', fontWeight: 400, color: light.quiet },
  value: { ...cell, color: light.text },
});
