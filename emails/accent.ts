import type { Values } from './content.js';
import { light } from './theme.js';

/** The accent colour of a brand that has none. */
const defaultAccentColor = '#1a4fb4';

/** The colours of the button, as the values of its slots. @param color - `#rrggbb` */
export function accentValues(color = defaultAccentColor): Values {
  return { accentColor: color, accentBorderColor: borderOf(color), onAccentColor: readableOn(color) };
}

/** Black or white, whichever has the higher contrast with the background: it is never under 4.58:1. */
export function readableOn(color: string): string {
  return contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';
}

/** The button's border: its own colour, unless that does not stand out from the card (WCAG 2.2, 1.4.11 asks for 3:1). */
function borderOf(color: string): string {
  return contrast(color, light.card) >= 3 ? color : light.quiet;
}

/** WCAG 2.2, definition of contrast ratio: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, definition of relative luminance. */
function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
