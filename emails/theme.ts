import type { CSSProperties } from 'react';
import type { Slot } from './content.js';

/** Colors by their role, in light mode. Each text color has a contrast of at least 4.5:1 with each background it stands on. */
export const light = {
  page: '#f5f6f8',
  card: '#ffffff',
  box: '#f7f8fa',
  line: '#e5e7ec',
  strong: '#14171d',
  text: '#3a404b',
  quiet: '#646b78',
};

export const dark: typeof light = {
  page: '#0f1115',
  card: '#181b21',
  box: '#1d2128',
  line: '#2a2e37',
  strong: '#f2f4f7',
  text: '#c3c8d1',
  quiet: '#98a0ae',
};

/** The width of the card, in CSS pixels. */
export const cardWidth = 480;

/** The padding of the card from 481 px on. */
const cardPadding = 40;

/** The card's inner width, and the greatest width of a logo. */
export const contentWidth = cardWidth - 2 * cardPadding;

/** The height of a mark: a logo that is about as wide as it is tall, and stands beside the brand's name. */
export const markHeight = 28;

/** A taller logo would outrank the heading, and push the button off a phone's first screen. */
export const maxLogoHeight = 48;

/**
 * A link breaks after its path, if it can. The inline `break-all` is for Outlook's Word engine, which ignores media queries: there,
 * a long link would widen the page.
 */
const screenRules =
  '@media screen{.for-dark{display:none !important}.link{word-break:break-word !important}}';

/** Inline styles are the layout for phones. From 481 px on, the mail is a card on a tinted page. Thunderbird 153 ignores all media queries. */
const wideRules = [
  `.page{background-color:${light.page} !important}`,
  '.wrap{padding:40px 16px !important}',
  `.card{width:${contentWidth - 2}px !important;padding:${cardPadding}px ${cardPadding}px 36px !important;border:1px solid ${light.line} !important;border-radius:14px !important}`,
  '.brand{margin-bottom:32px !important}',
  '.mark{padding-bottom:32px !important}',
  '.button{min-width:0 !important}',
  '.action{padding:13px 25px !important}',
  '.foot{border:0 !important;padding:24px 22px 0 !important}',
];

/** The colors of dark mode. Classes are named after the element, or after the role of the color. */
const darkRules: ReadonlyArray<readonly [selector: string, declaration: string]> = [
  ['.page,.card', `background-color:${dark.card}`],
  ['.box', `background-color:${dark.box}`],
  ['.fill', 'background-color:{{darkAccentColor}}'],
  ['.fill', 'border-color:{{darkAccentColor}}'],
  ['.fill', 'color:{{darkOnAccentColor}}'],
  ['.line,.card', `border-color:${dark.line}`],
  ['.strong', `color:${dark.strong}`],
  ['.text', `color:${dark.text}`],
  ['.quiet', `color:${dark.quiet}`],
  ['.link,.outline', 'color:{{darkLinkColor}}'],
  ['.outline', 'border-color:{{darkLinkColor}}'],
  // A logo without a version for dark mode gets a white plate, on which its text must be readable while images are blocked.
  ['.plate', 'box-shadow:0 0 0 4px #ffffff'],
  ['.plate', `color:${light.strong}`],
  ['.for-light', 'display:none'],
  ['.for-dark', 'display:block'],
  ['.for-dark', 'max-height:none'],
];

/** On phones, the page has the color of the card. */
const wideDarkRule = ['.page', `background-color:${dark.page}`] as const;

/**
 * Outlook's apps and outlook.com ignore `prefers-color-scheme`. They recolor a mail, and mark recolored text with `data-ogsc` and
 * recolored backgrounds with `data-ogsb`.
 */
function outlookRule([selectors, declaration]: readonly [string, string]): string {
  const mark = declaration.startsWith('background') ? '[data-ogsb]' : '[data-ogsc]';
  const marked = selectors.split(',').map((selector) => `${mark} ${selector}`);
  return `${marked.join(',')}{${important(declaration)}}`;
}

function darkRule([selectors, declaration]: readonly [string, string]): string {
  return `${selectors}{${important(declaration)}}`;
}

/** Outlook for Windows and Orange drop a declaration without a space before `!important` (caniemail.com). */
function important(declaration: string): string {
  return `${declaration} !important`;
}

/**
 * Returns the style sheet: the colors of dark mode, and the wide layout. The inline styles of {@link stylesFor} stand without it.
 *
 * @param value - returns the color in a slot, or its marker
 * @example
 * <style>{styleSheet(content.value)}</style>
 */
export function styleSheet(value: (slot: Slot) => string): string {
  return [
    screenRules,
    `@media (min-width:${cardWidth + 1}px){${wideRules.join('')}}`,
    `@media (prefers-color-scheme:dark){${darkRules.map(darkRule).join('')}}`,
    `@media (prefers-color-scheme:dark) and (min-width:${cardWidth + 1}px){${darkRule(wideDarkRule)}}`,
    ...darkRules.map(outlookRule),
    `@media (min-width:${cardWidth + 1}px){${outlookRule(wideDarkRule)}}`,
  ]
    .join('')
    .replace(/\{\{(\w+)\}\}/g, (_, slot: Slot) => value(slot));
}

/**
 * Fonts by script (ISO 15924): those of Apple, Microsoft, Android and Linux. No font is loaded. Fonts for the script come first, since
 * fonts for Latin often have poor letters for other scripts.
 */
const fontsByScript: Readonly<Record<string, string>> = {
  Arab: 'Geeza Pro,Segoe UI,Noto Sans Arabic,Tahoma',
  Hebr: 'Arial Hebrew,Segoe UI,Noto Sans Hebrew,Arial',
  Thai: 'Thonburi,Leelawadee UI,Noto Sans Thai,Tahoma',
  Jpan: 'Hiragino Sans,Yu Gothic UI,Meiryo,Noto Sans CJK JP,Noto Sans JP',
  Hans: 'PingFang SC,Microsoft YaHei,Noto Sans CJK SC,Noto Sans SC',
  Hant: 'PingFang TC,Microsoft JhengHei,Noto Sans CJK TC,Noto Sans TC',
  Kore: 'Apple SD Gothic Neo,Malgun Gothic,Noto Sans CJK KR,Noto Sans KR',
  Deva: 'Kohinoor Devanagari,Nirmala UI,Noto Sans Devanagari',
  Beng: 'Kohinoor Bangla,Nirmala UI,Noto Sans Bengali',
  Geor: 'Helvetica Neue,Segoe UI,Noto Sans Georgian,Sylfaen',
  Armn: 'Mshtakan,Segoe UI,Noto Sans Armenian,Sylfaen',
};
const latinFonts = '-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif';

/** Scripts with marks above and below the letters. At the line height of Latin, marks would touch the next line. */
const tallScripts = new Set(['Arab', 'Thai', 'Deva', 'Beng']);

/** Identity function that keeps the inferred type readable. */
const sheet = <Name extends string>(styles: Record<Name, CSSProperties>) => styles;

/** Properties of Outlook's Word engine, which React's types do not have. */
const mso = (styles: Record<string, string>): CSSProperties => styles;

/** The border of a button's cell in Outlook's Word engine, which draws none around the link in it. */
export function outlineInOutlook(color: string): CSSProperties {
  return mso({ msoBorderAlt: `1px solid ${color}` });
}

/**
 * The styles of the email's parts for a language: fonts and line heights depend on its script. Sizes are in pixels.
 *
 * @example
 * <p style={stylesFor(content.locale).text}>{content.t('intro')}</p>
 */
export function stylesFor(locale: string) {
  const { script = 'Latn' } = new Intl.Locale(locale).maximize();
  const fontFamily = [fontsByScript[script], latinFonts].filter(Boolean).join(',');
  const tall = tallScripts.has(script);

  /** Outlook treats a line height as a minimum, unless `mso-line-height-rule` says that it is exact. */
  const type = (fontSize: number, lineHeight: number, lineHeightIfTall: number): CSSProperties => ({
    fontSize,
    lineHeight: `${tall ? lineHeightIfTall : lineHeight}px`,
    ...mso({ msoLineHeightRule: 'exactly' }),
  });
  const body = type(16, 25, 29);
  const small = type(14, 21, 25);
  const smaller = type(13, 19, 22);
  /** Korean breaks only between words. In every language, a word breaks anywhere if it is wider than the line. */
  const breaks: CSSProperties = {
    wordBreak: script === 'Kore' ? 'keep-all' : 'break-word',
    overflowWrap: 'anywhere',
    // Avoids a last line of one short word, where it is supported.
    textWrap: 'pretty',
    // Keeps a long vowel mark (ー) from the beginning of a line.
    ...(script === 'Jpan' && { lineBreak: 'strict' }),
  };

  return sheet({
    body: { margin: 0, padding: 0 },
    /**
     * White on phones. Outlook's Word engine does not support `rgba()` and uses the `bgcolor` attribute, the color of the wide page. It
     * ignores media queries, so `mso-padding-alt` gives it the paddings of the wide card.
     */
    page: { backgroundColor: 'rgba(255,255,255,1)' },
    wrap: mso({ msoPaddingAlt: '32px 0' }),
    table: { margin: '0 auto' },
    card: {
      ...body,
      fontFamily,
      ...breaks,
      padding: '28px 22px',
      ...mso({ msoPaddingAlt: `${cardPadding}px ${cardPadding}px 36px` }),
      backgroundColor: light.card,
      color: light.text,
    },
    /**
     * Hidden in Outlook for Windows by `mso-hide`, elsewhere by its height (caniemail.com). SpamAssassin counts a tiny font
     * (`FONT_INVIS_MSGID`) and `display:none` (`STY_INVIS_DIRECT`) against the mail.
     */
    preheader: { maxHeight: 0, overflow: 'hidden', ...mso({ msoHide: 'all' }) },
    brand: { ...type(15, 20, 24), margin: '0 0 28px', fontWeight: 600, color: light.strong },
    /** Outlook drops the margins of tables, so the space below is the cells'. */
    mark: { padding: '0 0 28px' },
    markName: { ...type(15, 20, 24), fontFamily, fontWeight: 600, color: light.strong },
    brandLink: { color: light.strong, textDecoration: 'none' },
    /** Programs that force dark mode recolor backgrounds, but not images and gradients: the gradient keeps a dark logo visible. */
    logo: {
      display: 'block',
      // With `max-width` as its width, not the other way around: a blocked image shows its text in a box that `max-width` alone does
      // not shrink.
      width: '100%',
      height: 'auto',
      borderRadius: 3,
      backgroundImage: 'linear-gradient(#ffffff,#ffffff)',
    },
    hidden: mso({ msoHide: 'all' }),
    logoForDark: { width: '100%', height: 'auto', maxHeight: 0, overflow: 'hidden' },
    heading: {
      ...type(24, 31, 38),
      margin: '0 0 16px',
      fontWeight: 600,
      // Only for Latin: in other scripts it could pull joined letters apart or together.
      ...(script === 'Latn' && { letterSpacing: '-.012em' }),
      textWrap: 'balance',
      // Breaks Japanese between phrases, where it is supported.
      ...(script === 'Jpan' && mso({ wordBreak: 'auto-phrase' })),
      color: light.strong,
    },
    /** Keeps the end of a heading together, so that no character is alone on its line in a script without spaces. */
    together: { whiteSpace: 'nowrap' },
    text: { margin: '0 0 16px' },
    intro: { margin: '0 0 24px' },
    introOfNotice: { margin: 0 },
    /** As wide as the line. Outlook does not support `min-width`: there, the button is as wide as its label. */
    button: { minWidth: '100%' },
    buttonCell: {
      borderRadius: 9,
      // Outlook does not support padding on links.
      ...mso({ msoPaddingAlt: '14px 26px' }),
    },
    /** Thunderbird's dark mode removes the background. The border remains, and still shows a button. */
    action: {
      ...type(16, 20, 24),
      display: 'block',
      fontFamily,
      padding: '13px 8px',
      borderRadius: 9,
      borderWidth: 1,
      borderStyle: 'solid',
      // Outlook would draw it around the label, inside the button.
      ...mso({ msoBorderAlt: 'none' }),
      fontWeight: 600,
      textAlign: 'center',
      textDecoration: 'none',
    },
    codeBox: {
      ...type(13, 18, 22),
      fontFamily,
      padding: '12px 8px 14px',
      border: `1px solid ${light.line}`,
      borderRadius: 10,
      color: light.quiet,
    },
    codeLabel: { margin: 0 },
    code: {
      margin: 0,
      fontFamily: 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace',
      fontWeight: 600,
      letterSpacing: '.06em',
      whiteSpace: 'nowrap',
      WebkitUserSelect: 'all',
      userSelect: 'all',
      color: light.strong,
    },
    groupEnd: { letterSpacing: '.45em' },
    validity: { ...small, margin: '14px 0 0', color: light.quiet },
    box: {
      fontFamily,
      padding: '16px 18px 8px',
      border: `1px solid ${light.line}`,
      borderRadius: 10,
      backgroundColor: light.box,
    },
    boxHeading: { ...type(14, 20, 24), margin: '0 0 10px', fontWeight: 600, color: light.strong },
    fact: { ...type(13, 18, 22), margin: '0 0 10px', color: light.quiet },
    factValue: { ...type(14, 20, 24), color: light.strong },
    doubt: { ...small, margin: '20px 0 0', color: light.quiet },
    doubtStart: { fontWeight: 600, color: light.text },
    fallback: {
      ...smaller,
      margin: '28px 0 0',
      padding: '20px 0 0',
      borderTop: `1px solid ${light.line}`,
      color: light.quiet,
    },
    foot: {
      ...type(13, 20, 23),
      fontFamily,
      ...breaks,
      padding: '20px 22px 24px',
      borderTop: `1px solid ${light.line}`,
      color: light.quiet,
    },
    footLine: { margin: 0 },
    addressStart: { margin: '8px 0 0' },
    /** A long token would widen the page, so it may break anywhere. */
    link: { textDecoration: 'underline', wordBreak: 'break-all', overflowWrap: 'anywhere' },
  });
}
