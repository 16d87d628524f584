import { accentValues } from '../../emails/accent.js';
import type { Values } from '../../emails/content.js';
import { contentWidth, markHeight, maxLogoHeight } from '../../emails/theme.js';
import { cleanText } from '../untrusted/clean-text.js';
import { attempt, readFields } from '../untrusted/fields.js';
import type { Warn, WelcomeEmailWarningCode } from '../warnings.js';
import { parseSafeUrl } from './url.js';

/**
 * The brand of a mail. An invalid part is left out, with a warning.
 *
 * @example
 * { name: 'Acme', url: 'https://acme.example/', accentColor: '#0b6e4f', supportEmail: 'help@acme.example' }
 */
export interface Brand {
  /** The name, as plain text. It is cut after 64 characters. */
  readonly name: string;
  /** The `https:` page that the logo or the name links to. */
  readonly url?: string | URL | null | undefined;
  /** Shown above the message instead of the name. */
  readonly logo?: Logo | null | undefined;
  /**
   * The color of the button and the links, `#rgb` or `#rrggbb`. The button's text is black or white, whichever has more contrast.
   * Links, and the button in dark mode, are darkened or lightened until they are readable. A black button is white in dark mode.
   */
  readonly accentColor?: `#${string}` | null | undefined;
  /** The `https:` page where the reader finds help. */
  readonly supportUrl?: string | URL | null | undefined;
  /** The address that the reader can write to, in ASCII, at most 254 characters. */
  readonly supportEmail?: string | null | undefined;
  /** The postal address in the footer: up to four lines, separated by line feeds. Each is cut after 64 characters. */
  readonly address?: string | null | undefined;
}

/** A logo. The mail links to the image and does not embed it. */
export interface Logo {
  /** The image's `https:` URL. A bitmap, since most mail programs show no SVG. */
  readonly src: string | URL;
  /** The `https:` URL of a logo of the same size for dark mode. Without it, `src` is shown on a white plate there. */
  readonly darkSrc?: string | URL | null | undefined;
  /** The width in CSS pixels, an integer from 1 to 1,000. A logo wider than 400 (the width of the text) shrinks and keeps its ratio. */
  readonly width: number;
  /** The height in CSS pixels, an integer from 1 to 1,000. */
  readonly height: number;
  /** The alternative text, for screen readers and blocked images. Default: the brand's name, or nothing if that is beside the logo. */
  readonly alt?: string | null | undefined;
}

/** How a part of a brand is checked. */
interface Part {
  /** Returns the value for the slot, or `undefined` if it is invalid. */
  readonly read: (value: unknown) => unknown;
  /** The warning for an invalid value. */
  readonly code: WelcomeEmailWarningCode | ((value: unknown) => WelcomeEmailWarningCode);
  readonly required?: true;
}

const brandParts = {
  name: { read: readText, code: 'blank', required: true },
  url: { read: parseSafeUrl, code: 'invalid-url' },
  accentColor: { read: readColor, code: 'invalid-color' },
  supportUrl: { read: parseSafeUrl, code: 'invalid-url' },
  supportEmail: { read: readEmail, code: 'invalid-email' },
  address: { read: readAddress, code: 'blank' },
  logo: { read: (value: unknown) => value, code: 'wrong-type' },
} as const satisfies Record<string, Part>;

const logoParts = {
  src: { read: readImage, code: imageCode, required: true },
  darkSrc: { read: readImage, code: imageCode },
  // Without a size, the logo shifts the page when it loads, and fills the window in Outlook.
  width: { read: readPixels, code: 'invalid-size', required: true },
  height: { read: readPixels, code: 'invalid-size', required: true },
  alt: { read: readText, code: 'blank' },
} as const satisfies Record<string, Part>;

const MAX_NAME_GRAPHEMES = 64;
/** In UTF-16 code units, before the lines are cleaned and cut. */
const MAX_ADDRESS_LENGTH = 4000;
const MAX_ADDRESS_LINES = 4;
const MAX_LOGO_PIXELS = 1000;
/** A logo whose width is less than this times its height has no room for a name. */
const MARK_RATIO = 1.5;

/** A logo as it is shown. */
export interface ShownLogo {
  /** The image's `https:` URL. */
  readonly src: string;
  /** The `https:` URL of the image for dark mode. */
  readonly darkSrc: string | undefined;
  /** The width in CSS pixels. A large logo is scaled down. */
  readonly width: number;
  /** The height in CSS pixels. */
  readonly height: number;
  /** Empty for a mark, since the name is beside it. */
  readonly alt: string;
  /** Whether it is about as wide as it is tall, so that there is room for the brand's name beside it. */
  readonly isMark: boolean;
}

/** Checks a brand. Parts that are invalid are `undefined`. */
export function readBrand(brand: unknown, warn: Warn) {
  const { name, url, logo, ...parts } = readParts(brand, 'brand', brandParts, warn);
  return {
    ...parts,
    name,
    // Both stand for the name, so there is none of them without it.
    url: name === undefined ? undefined : url,
    logo: name === undefined ? undefined : readLogo(logo, name, warn),
  };
}

/** Converts a brand to the values of its slots. Without a brand, the button has a default color. */
export function brandValues(brand: unknown, warn: Warn): Values {
  const { name, url, logo, accentColor, supportUrl, supportEmail, address } = readBrand(brand, warn);
  const [addressLine1, addressLine2, addressLine3, addressLine4] = address ?? [];
  return {
    brandName: name,
    brandUrl: url,
    ...(logo && logoValues(logo)),
    ...accentValues(accentColor),
    footer: [name, supportUrl, supportEmail, addressLine1].some((part) => part !== undefined)
      ? 'shown'
      : undefined,
    supportUrl,
    supportUrlShown: supportUrl?.replace(/^https:\/\/([^/?#]+)\/$|^https:\/\//, '$1'),
    supportEmail,
    addressLine1,
    addressLine2,
    addressLine3,
    addressLine4,
  };
}

function readLogo(logo: unknown, name: string, warn: Warn): ShownLogo | undefined {
  const { src, darkSrc, width, height, alt } = readParts(logo, 'brand.logo', logoParts, warn);
  if (src === undefined || width === undefined || height === undefined) return undefined;
  const isMark = width < MARK_RATIO * height;
  const scale = Math.min(1, contentWidth / width, (isMark ? markHeight : maxLogoHeight) / height);
  return {
    src,
    darkSrc,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    alt: alt ?? (isMark ? '' : name),
    isMark,
  };
}

function logoValues({ src, darkSrc, width, height, alt, isMark }: ShownLogo): Values {
  return {
    logoSrc: src,
    logoDarkSrc: darkSrc,
    logoIsMark: isMark ? 'yes' : undefined,
    logoWidth: String(width),
    logoHeight: String(height),
    logoAlt: alt,
  };
}

/** The values that the parts' `read` functions return. */
type PartValues<Parts> = {
  -readonly [Name in keyof Parts]?: Parts[Name] extends { read: (value: unknown) => infer Value }
    ? Value
    : never;
};

/** Reads each part, and warns about those that are invalid, missing or unknown. */
function readParts<const Parts extends Record<string, Part>>(
  source: unknown,
  field: string,
  parts: Parts,
  warn: Warn,
): PartValues<Parts> {
  if (source === undefined || source === null) return {};
  const fields = readFields(source);
  if (fields === undefined) {
    warn(field, 'wrong-type');
    return {};
  }
  const result: Record<string, unknown> = {};
  for (const [name, { read, code, required }] of Object.entries<Part>(parts)) {
    const value = fields.get(name);
    fields.delete(name);
    if (value !== undefined) {
      result[name] = attempt(() => read(value));
      if (result[name] === undefined)
        warn(
          `${field}.${name}`,
          typeof code === 'string' ? code : (attempt(() => code(value)) ?? 'wrong-type'),
        );
    } else if (required) warn(`${field}.${name}`, 'missing');
  }
  for (const name of fields.keys()) warn(`${field}.${name}`, 'unknown-field');
  return result as PartValues<Parts>;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value, MAX_NAME_GRAPHEMES) : undefined;
}

/** The lines that are not blank. Lines beyond the fourth are joined to it, and it is cut like the others. */
function readAddress(value: unknown): string[] | undefined {
  if (typeof value !== 'string') return undefined;
  const lines = value
    .slice(0, MAX_ADDRESS_LENGTH)
    .split(/[\n\r]+/)
    .flatMap((line) => cleanText(line, MAX_NAME_GRAPHEMES) ?? []);
  const last = cleanText(lines.splice(MAX_ADDRESS_LINES - 1).join(', '), MAX_NAME_GRAPHEMES);
  const all = last === undefined ? lines : [...lines, last];
  return all.length === 0 ? undefined : all;
}

function readImage(value: unknown): string | undefined {
  const url = parseSafeUrl(value);
  return url === undefined || isSvg(url) ? undefined : url;
}

function imageCode(value: unknown): WelcomeEmailWarningCode {
  return parseSafeUrl(value) === undefined ? 'invalid-url' : 'unsupported-image';
}

function isSvg(url: string): boolean {
  return /\.svgz?$/i.test(new URL(url).pathname);
}

function readPixels(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_LOGO_PIXELS
    ? Number(value)
    : undefined;
}

/** @returns the color as `#rrggbb` */
export function readColor(value: unknown): string | undefined {
  const [, digits] = (typeof value === 'string' && /^#([\da-f]{3}|[\da-f]{6})$/i.exec(value)) || [];
  if (digits === undefined) return undefined;
  return `#${(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits).toLowerCase()}`;
}

/** Accepts letters, digits and `._+-` before the @, and a domain with a dot. None of these need escaping in a `mailto:` link. */
function readEmail(value: unknown): string | undefined {
  const isAddress =
    typeof value === 'string' &&
    value.length <= 254 &&
    /^[\w.+-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i.test(value);
  return isAddress ? value : undefined;
}
