import type { CSSProperties } from 'react';

/** Colours by their role, in light. Each text colour has a contrast of at least 4.5:1 on each background it stands on. */
export const light = {
  page: '#f3f4f6',
  card: '#ffffff',
  text: '#1f2430',
  quiet: '#5b6270',
  line: '#dfe2e8',
  link: '#1a4fb4',
};

export const dark: typeof light = {
  page: '#15171c',
  card: '#1f2229',
  text: '#eceef2',
  quiet: '#a9b0bd',
  line: '#3a3f4a',
  link: '#9dbdff',
};

/** In CSS pixels. The card is 600 wide: what mail programs' reading panes show without scrolling. */
export const contentWidth = 552;
const padding = 24;

/**
 * Each rule of the dark colours. A class is named after the role of its colour. Outlook for Windows and Orange
 * drop a declaration without a space before `!important` (caniemail.com).
 */
const darkRules: ReadonlyArray<
  [selector: string, property: 'color' | 'background-color' | 'border-color', color: string]
> = [
  ['.page', 'background-color', dark.page],
  // React Email repeats the body's background on the cell inside it.
  ['.page>table>tbody>tr>td', 'background-color', dark.page],
  ['.card', 'background-color', dark.card],
  ['.text', 'color', dark.text],
  ['.quiet', 'color', dark.quiet],
  ['.line', 'border-color', dark.line],
  ['.link', 'color', dark.link],
  // A button as dark as the card is still seen by its border.
  ['.action', 'border-color', dark.quiet],
];

/**
 * A label of thirty letters fits beside the paddings of the card and the button from 360 px on. Below, the button gives way, so that
 * its label stays on one line.
 */
const narrowStyleSheet =
  '@media (max-width:360px){.action{padding-left:12px !important;padding-right:12px !important;font-size:15px !important}}';

/**
 * The dark colours, for clients that ask for them. Outlook's apps and outlook.com ignore the media query and mark what they have
 * recoloured themselves: text with `data-ogsc`, backgrounds with `data-ogsb`. All else is inline, so the mail is whole without
 * this sheet.
 */
const darkStyleSheet = `@media (prefers-color-scheme:dark){${darkRules
  .map(([selector, property, color]) => `${selector}{${property}:${color} !important}`)
  .join('')}}${darkRules
  .map(([selector, property, color]) => {
    const mark = property === 'background-color' ? '[data-ogsb]' : '[data-ogsc]';
    return `${mark} ${selector}{${property}:${color} !important}`;
  })
  .join('')}`;

export const styleSheet = darkStyleSheet + narrowStyleSheet;

/**
 * Fonts by script (ISO 15924): all are on the reader's device, none is loaded. What a font for Latin has of another script is
 * often poor, so the script's own come first: Apple's, Microsoft's, Android's and Linux's.
 */
const fontsByScript: Readonly<Record<string, string>> = {
  Arab: "'Geeza Pro','Segoe UI','Noto Sans Arabic',Tahoma",
  Hebr: "'Arial Hebrew','Segoe UI','Noto Sans Hebrew',Arial",
  Thai: "Thonburi,'Leelawadee UI','Noto Sans Thai',Tahoma",
  Jpan: "'Hiragino Sans','Yu Gothic UI',Meiryo,'Noto Sans CJK JP','Noto Sans JP'",
  Hans: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC'",
  Hant: "'PingFang TC','Microsoft JhengHei','Noto Sans CJK TC','Noto Sans TC'",
  Kore: "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR','Noto Sans KR'",
  Deva: "'Kohinoor Devanagari','Nirmala UI','Noto Sans Devanagari'",
  Beng: "'Kohinoor Bangla','Nirmala UI','Noto Sans Bengali'",
  Geor: "'Helvetica Neue','Segoe UI','Noto Sans Georgian',Sylfaen",
  Armn: "Mshtakan,'Segoe UI','Noto Sans Armenian',Sylfaen",
};
const latinFonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Scripts with marks above and below their letters, which touch the next line at the height that is right for Latin. */
const tallScripts = new Set(['Arab', 'Thai', 'Deva', 'Beng']);

/** Keeps the type of the styles short: their names, and that each is one. */
const sheet = <Name extends string>(styles: Record<Name, CSSProperties>) => styles;

/** The styles of the mail's parts for a language. Sizes are in pixels. */
export function stylesFor(locale: string) {
  const { script = 'Latn' } = new Intl.Locale(locale).maximize();
  const fontFamily = [fontsByScript[script], latinFonts].filter(Boolean).join(',');
  const tall = tallScripts.has(script);

  /** Outlook takes a line height for the least one, unless told that it is exact (`mso-line-height-rule`). */
  const type = (fontSize: number, lineHeight: number, lineHeightIfTall: number): CSSProperties => ({
    fontSize,
    lineHeight: `${tall ? lineHeightIfTall : lineHeight}px`,
    ...{ msoLineHeightRule: 'exactly' },
  });
  const body = type(16, 26, 29);
  const small = type(14, 22, 25);
  /** Outlook does not hand a font down into a nested table. */
  const cell: CSSProperties = {
    ...small,
    fontFamily,
    padding: '8px 0',
    verticalAlign: 'top',
    borderTop: `1px solid ${light.line}`,
  };

  return sheet({
    page: { margin: 0, padding: '24px 0', backgroundColor: light.page },
    card: { margin: '0 auto', backgroundColor: light.card },
    /** `break-word` also where `anywhere` is not known: a name without a space must not widen the page. */
    column: {
      ...body,
      fontFamily,
      padding: `32px ${padding}px`,
      color: light.text,
      wordBreak: 'break-word',
      overflowWrap: 'anywhere',
    },
    /**
     * Hidden in Outlook for Windows by `mso-hide`, elsewhere by its height (caniemail.com). SpamAssassin counts a tiny font
     * (`FONT_INVIS_MSGID`) and `display:none` (`STY_INVIS_DIRECT`) against the mail.
     */
    preheader: { maxHeight: 0, overflow: 'hidden', ...{ msoHide: 'all' } },
    brand: { ...type(18, 26, 30), marginTop: 0, marginBottom: 24, fontWeight: 700, color: light.text },
    brandLink: { color: light.text, textDecoration: 'none' },
    heading: { ...type(26, 34, 42), margin: '0 0 16px', fontWeight: 700, color: light.text },
    subheading: { ...type(16, 24, 29), margin: '32px 0 8px', fontWeight: 700, color: light.text },
    text: { ...body, marginTop: 0, marginBottom: 16, color: light.text },
    quiet: { ...small, marginTop: 0, marginBottom: 8, color: light.quiet },
    footer: {
      ...small,
      marginTop: 32,
      marginBottom: 8,
      paddingTop: 16,
      borderTop: `1px solid ${light.line}`,
      color: light.quiet,
    },
    /** A long token has no place to break at: it breaks anywhere rather than widen the page. */
    link: {
      color: light.link,
      textDecoration: 'underline',
      wordBreak: 'break-all',
      overflowWrap: 'anywhere',
    },
    actionTable: { margin: '8px 0 24px' },
    actionCell: { borderRadius: 6 },
    /** Thunderbird's dark mode removes the background; the border stays and still shows a button. */
    action: {
      ...type(16, 22, 26),
      fontFamily,
      padding: '12px 28px',
      borderRadius: 6,
      fontWeight: 700,
      borderWidth: 2,
      borderStyle: 'solid',
    },
    details: { width: '100%', borderCollapse: 'collapse', margin: '0 0 8px' },
    /** A label is ours: its column grows for a long word, instead of breaking it. */
    label: {
      ...cell,
      width: '40%',
      fontWeight: 400,
      color: light.quiet,
      wordBreak: 'normal',
      overflowWrap: 'normal',
    },
    value: { ...cell, color: light.text },
  });
}
