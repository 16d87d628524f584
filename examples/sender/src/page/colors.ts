/** The colors of the email (`emails/theme.ts`), by their role. */
const light = {
  page: '#f5f6f8',
  card: '#ffffff',
  line: '#e5e7ec',
  strong: '#14171d',
  text: '#3a404b',
  quiet: '#646b78',
};
const dark: typeof light = {
  page: '#0f1115',
  card: '#181b21',
  line: '#2a2e37',
  strong: '#f2f4f7',
  text: '#c3c8d1',
  quiet: '#98a0ae',
};

/** As in the email. */
const DEFAULT_ACCENT_COLOR = '#1a4fb4';

/** The least contrast of a button with the card around it (WCAG 2.2, 1.4.11). */
const BUTTON = 3;
/** The least contrast of a link (WCAG 2.2, 1.4.3). In dark mode, it is brighter than the text around it. */
const LINK = 4.5;
const DARK_LINK = 7;

/** CSS variables for light and dark mode. An accent color that is not `#rgb` or `#rrggbb` is ignored. */
export function colorVariables(accentColor: unknown): string {
  const accent = readColor(accentColor) ?? DEFAULT_ACCENT_COLOR;
  return `:root{${variables(light, accent)}}@media (prefers-color-scheme:dark){:root{${variables(dark, accent)}}}`;
}

function variables(theme: typeof light, accent: string): string {
  const isDark = theme === dark;
  const edge = adjust(accent, theme.card, BUTTON);
  // A gray button looks disabled. A light accent color keeps its fill on white, and gets a darker border.
  const fill = edge !== accent && isGray(accent) ? theme.strong : isDark ? edge : accent;
  const colors = {
    ...theme,
    fill,
    'fill-border': adjust(fill, theme.card, BUTTON),
    'on-fill': readableOn(fill),
    link: adjust(fill, theme.card, isDark ? DARK_LINK : LINK),
  };
  return Object.entries(colors)
    .map(([name, color]) => `--${name}:${color};`)
    .join('');
}

function readColor(color: unknown): string | undefined {
  const [, digits] = (typeof color === 'string' && /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)) || [];
  return digits && `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** Black or white, whichever has the higher contrast. */
function readableOn(color: string): string {
  return contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';
}

/** Mixes a color with black or white until it has enough contrast with the background. */
function adjust(color: string, background: string, least: number): string {
  const target = readableOn(background);
  let adjusted = color;
  for (let share = 0; contrast(adjusted, background) < least; share += 0.02)
    adjusted = mix(color, target, share);
  return adjusted;
}

function mix(color: string, other: string, share: number): string {
  const others = channelsOf(other);
  const mixed = channelsOf(color).map(
    (channel, i) => channel + ((others[i] ?? 0) - channel) * Math.min(share, 1),
  );
  return `#${mixed
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function isGray(color: string): boolean {
  const channels = channelsOf(color);
  return Math.max(...channels) - Math.min(...channels) < 0.06;
}

/** WCAG 2.2, definition of contrast ratio: from 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, definition of relative luminance. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green and blue, from 0 to 1. */
function channelsOf(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
}
