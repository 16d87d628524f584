import type { Values } from './content.js';
import { dark, light } from './theme.js';

/** The accent color of a brand that has none. */
const defaultAccentColor = '#1a4fb4';

/** The least contrast of text with its background (WCAG 2.2, 1.4.3). In dark mode, links are a little brighter than the quiet text around them. */
const LINK = 4.5;
const DARK_LINK = 7;
/** The least contrast of a button with the card around it (WCAG 2.2, 1.4.11). */
const BUTTON = 3;
/** The difference between the strongest and the weakest of red, green and blue. Colors with less are grays, and near-blacks. */
const GRAY = 0.06;

/** The colors that vary with the brand, each as `#rrggbb`. */
export interface AccentColors {
  /** The fill of the button. */
  readonly button: string;
  /** The border of the button: at least 3:1 with the card. */
  readonly buttonBorder: string;
  /** The text of the button. */
  readonly onButton: string;
  /** Links on the card and on the page. */
  readonly link: string;
}

/**
 * The colors of the button and the links in light and in dark mode.
 *
 * @param color - `#rrggbb`
 */
export function accentColors(color = defaultAccentColor): Record<'light' | 'dark', AccentColors> {
  const fill = lightFill(color);
  const fillInDark = darkFill(color);
  return {
    light: {
      button: fill,
      buttonBorder: adjust(fill, light.card, BUTTON),
      onButton: readableOn(fill),
      link: adjust(fill, light.page, LINK),
    },
    dark: {
      button: fillInDark,
      buttonBorder: fillInDark,
      onButton: readableOn(fillInDark),
      link: darkLink(color),
    },
  };
}

/** The same colors, as the values of their slots. */
export function accentValues(color?: string): Values {
  const { light, dark } = accentColors(color);
  return {
    accentColor: light.button,
    accentBorderColor: light.buttonBorder,
    onAccentColor: light.onButton,
    linkColor: light.link,
    darkAccentColor: dark.button,
    darkOnAccentColor: dark.onButton,
    darkLinkColor: dark.link,
  };
}

/** Black or white, whichever has the higher contrast with the background: it is never under 4.58:1. */
export function readableOn(color: string): string {
  return contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';
}

/** The button's fill in light mode. A white button becomes a black one, since with a gray edge it looks disabled. */
function lightFill(color: string): string {
  return isGray(color) && contrast(color, light.card) < BUTTON ? light.strong : color;
}

/**
 * The button's fill in dark mode, lightened to 3:1 if necessary: white still has 5.8:1 with that. A black button becomes a white one,
 * since a gray one looks disabled.
 */
function darkFill(color: string): string {
  const fill = adjust(color, dark.card, BUTTON);
  return fill !== color && isGray(color) ? dark.strong : fill;
}

/** The color of links in dark mode, lightened if necessary. A saturated color would glow then. */
function darkLink(color: string): string {
  if (contrast(color, dark.card) >= DARK_LINK) return color;
  return isGray(color) ? dark.strong : adjust(muted(color), dark.card, DARK_LINK);
}

function isGray(color: string): boolean {
  const channels = channelsOf(color);
  return Math.max(...channels) - Math.min(...channels) < GRAY;
}

function muted(color: string): string {
  const { hue, saturation, lightness } = toHsl(color);
  return fromHsl(hue, saturation * 0.7, lightness);
}

/** Moves a color's lightness away from the background's until the contrast is enough. Its hue and saturation stay. */
function adjust(color: string, background: string, least: number): string {
  const step = readableOn(background) === '#ffffff' ? 0.01 : -0.01;
  const { hue, saturation, lightness } = toHsl(color);
  let adjusted = color;
  for (let to = lightness; contrast(adjusted, background) < least; to += step)
    adjusted = fromHsl(hue, saturation, Math.min(1, Math.max(0, to)));
  return adjusted;
}

/** CSS Color 4, 7.2: hue in degrees, the others from 0 to 1. */
function toHsl(color: string) {
  const [red = 0, green = 0, blue = 0] = channelsOf(color);
  const max = Math.max(red, green, blue);
  const min = Math.min(red, green, blue);
  const range = max - min;
  const lightness = (max + min) / 2;
  if (range === 0) return { hue: 0, saturation: 0, lightness };
  const sixth =
    max === red
      ? (green - blue) / range
      : max === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return { hue: sixth * 60, saturation: range / (1 - Math.abs(2 * lightness - 1)), lightness };
}

/** CSS Color 4, 7.1. */
function fromHsl(hue: number, saturation: number, lightness: number): string {
  const channels = [0, 8, 4].map((n) => {
    const k = (n + hue / 30 + 12) % 12;
    const share =
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** WCAG 2.2, definition of contrast ratio: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, definition of relative luminance. */
function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green and blue, from 0 to 1. */
function channelsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
}
