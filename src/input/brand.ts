import { accentValues } from '../../emails/accent.js';
import type { Values } from '../../emails/content.js';
import { cleanText } from '../untrusted/clean-text.js';
import { attempt, readFields } from '../untrusted/fields.js';
import type { Warn, WelcomeEmailWarningCode } from '../warnings.js';
import { parseSafeUrl } from './url.js';

/** Whose account it is. A part that cannot be used is left out, with a warning. */
export interface Brand {
  /** As plain text: cut after 64 characters. */
  readonly name: string;
  /** The page that the logo or the name leads to. */
  readonly url?: string | URL | null | undefined;
  /** In place of the name above the message. */
  readonly logo?: Logo | null | undefined;
  /** The button's background, `#rgb` or `#rrggbb`. Its text is black or white, whichever is easier to read. */
  readonly accentColor?: `#${string}` | null | undefined;
  /** Where the reader finds help: `https:`, as all addresses here. */
  readonly supportUrl?: string | URL | null | undefined;
  /** Whom the reader can write to. */
  readonly supportEmail?: string | null | undefined;
}

/** An image, which the mail links to and does not hold. */
export interface Logo {
  /** Its address: `https:`. */
  readonly src: string | URL;
  /** In CSS pixels, from 1 to 552: the width of the column. */
  readonly width: number;
  /** In CSS pixels, from 1 to 552. */
  readonly height: number;
  /** What is read out, and shown while images are off. Default: the brand's name. */
  readonly alt?: string | null | undefined;
}

/** How a part is read, and what the warning says if it cannot be. */
interface Part {
  readonly read: (value: unknown) => unknown;
  readonly code: WelcomeEmailWarningCode;
  readonly required?: true;
}

const brandParts = {
  name: { read: readText, code: 'blank', required: true },
  url: { read: parseSafeUrl, code: 'invalid-url' },
  accentColor: { read: readColor, code: 'invalid-color' },
  supportUrl: { read: parseSafeUrl, code: 'invalid-url' },
  supportEmail: { read: readEmail, code: 'invalid-email' },
  logo: { read: (value: unknown) => value, code: 'wrong-type' },
} as const satisfies Record<string, Part>;

const logoParts = {
  src: { read: parseSafeUrl, code: 'invalid-url', required: true },
  // A logo without a size shifts the page when it loads, and fills it in Outlook.
  width: { read: readPixels, code: 'invalid-size', required: true },
  height: { read: readPixels, code: 'invalid-size', required: true },
  alt: { read: readText, code: 'blank' },
} as const satisfies Record<string, Part>;

const MAX_NAME_GRAPHEMES = 64;
const MAX_LOGO_PIXELS = 552;

/** Turns a brand into the values of its slots. Without one, the button still has a colour. */
export function brandValues(brand: unknown, warn: Warn): Values {
  const { name, url, accentColor, supportUrl, supportEmail, logo } = readParts(
    brand,
    'brand',
    brandParts,
    warn,
  );
  const { src, width, height, alt } = readParts(logo, 'brand.logo', logoParts, warn);
  const hasLogo = src !== undefined && width !== undefined && height !== undefined;
  return {
    brandName: name,
    brandUrl: url,
    ...(hasLogo && { logoSrc: src, logoWidth: width, logoHeight: height, logoAlt: alt ?? name ?? '' }),
    ...accentValues(accentColor),
    supportUrl,
    supportEmail,
  };
}

type PartsRead<Parts> = {
  -readonly [Name in keyof Parts]?: Parts[Name] extends { read: (value: unknown) => infer Value }
    ? Value
    : never;
};

function readParts<const Parts extends Record<string, Part>>(
  source: unknown,
  field: string,
  parts: Parts,
  warn: Warn,
): PartsRead<Parts> {
  if (source === undefined || source === null) return {};
  const fields = readFields(source);
  if (fields === undefined) {
    warn(field, 'wrong-type');
    return {};
  }
  const result: Record<string, unknown> = {};
  for (const [name, { read, code, required }] of Object.entries<Part>(parts)) {
    const given = fields.get(name);
    fields.delete(name);
    if (given !== undefined) result[name] = attempt(() => read(given));
    if (given === undefined && required) warn(`${field}.${name}`, 'missing');
    if (given !== undefined && result[name] === undefined) warn(`${field}.${name}`, code);
  }
  for (const name of fields.keys()) warn(`${field}.${name}`, 'unknown-field');
  return result as PartsRead<Parts>;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value, MAX_NAME_GRAPHEMES) : undefined;
}

function readPixels(value: unknown): string | undefined {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_LOGO_PIXELS
    ? String(value)
    : undefined;
}

function readColor(value: unknown): string | undefined {
  const [, digits] = (typeof value === 'string' && /^#([\da-f]{3}|[\da-f]{6})$/i.exec(value)) || [];
  if (digits === undefined) return undefined;
  return `#${(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits).toLowerCase()}`;
}

/** A plain address: letters, digits and `._+-`, and a domain with a dot. Nothing in it means anything in a `mailto:` link. */
function readEmail(value: unknown): string | undefined {
  const isAddress =
    typeof value === 'string' &&
    value.length <= 254 &&
    /^[\w.+-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i.test(value);
  return isAddress ? value : undefined;
}
