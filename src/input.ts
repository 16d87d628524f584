import type { Operation, Values } from '../emails/content.js';
import { type Brand, brandValues } from './brand.js';
import { type Warn, WelcomeEmailInputError } from './errors.js';
import type { LocaleTag } from './i18n/locales.js';
import { matchLocale } from './i18n/match.js';
import { type Instant, parseInstant } from './instant.js';
import { parsePublicAddress } from './operation/ip-address.js';
import { isTimeZone } from './operation/time.js';
import { fieldsOf, isRecord } from './record.js';
import { type CleanText, cleanText } from './text.js';
import { parseSafeUrl, SAFE_URL, type SafeUrl } from './url.js';

/** The raw facts of one request. In every field `null` means the same as absent. */
export interface WelcomeEmailInput {
  /** For the greeting. Cleaned of all that is invisible, and cut after 64 characters. */
  readonly name: string;
  /** Where the password is set: `https:`, or `http:` on localhost; no user info; at most 2,048 characters. */
  readonly resetUrl: string | URL;
  /** The request's `User-Agent` header. */
  readonly userAgent?: string | null | undefined;
  /** The request's `Sec-CH-UA*` headers by their names; other headers in it do no harm. */
  readonly clientHints?: Readonly<Record<string, string | string[] | undefined>> | null | undefined;
  /** The initiator's address: one IPv4 or IPv6 address, not a list. */
  readonly ip?: string | null | undefined;
  /** When the operation was asked for; between the years 2000 and 2100. */
  readonly time: Instant;
  /** Tags (BCP 47) in the reader's order of preference, or an `Accept-Language` header. */
  readonly locale?: string | readonly string[] | null | undefined;
  /** Default: `'registration'`. */
  readonly operation?: Operation | null | undefined;
  /** The reader's time zone (IANA). Default: that of the place, if it is known; else UTC. */
  readonly timeZone?: string | null | undefined;
  /** Until when the link works. Without it the mail says nothing of it. */
  readonly expiresAt?: Instant | null | undefined;
  /** In place of the renderer's, as a whole. */
  readonly brand?: Brand | null | undefined;
}

/** An input that was checked: what is left in it can be shown, or looked up, as it is. */
export interface CheckedInput {
  readonly name: CleanText | undefined;
  readonly resetUrl: SafeUrl;
  readonly userAgent: string | undefined;
  readonly clientHints: Readonly<Record<string, string>>;
  /** A public address in canonical form. */
  readonly ip: string | undefined;
  /** Milliseconds since 1970, as is `expiresAt`. */
  readonly time: number;
  readonly locale: LocaleTag | undefined;
  readonly operation: Operation;
  readonly timeZone: string | undefined;
  readonly expiresAt: number | undefined;
  readonly brand: Values | undefined;
}

const FIELDS = new Set([
  'name',
  'resetUrl',
  'userAgent',
  'clientHints',
  'ip',
  'time',
  'locale',
  'operation',
  'timeZone',
  'expiresAt',
  'brand',
]);

const MAX_NAME_GRAPHEMES = 64;

/** No browser sends more. What follows is cut off, so that a huge header costs nothing. */
const MAX_HEADER_LENGTH = 2048;

const INSTANT = 'a valid Date, milliseconds since 1970, or an ISO 8601 string with Z or an offset';

/**
 * Checks and cleans what a caller passes. What must be right throws; what merely decorates is left out, with a warning.
 *
 * @throws WelcomeEmailInputError
 */
export function checkInput(input: unknown, warn: Warn): CheckedInput {
  if (!isRecord(input)) throw new WelcomeEmailInputError('input', 'wrong-type', 'must be an object');
  const fields = Object.fromEntries(fieldsOf(input));
  for (const field of Object.keys(input)) {
    if (!FIELDS.has(field))
      throw new WelcomeEmailInputError(field, 'unknown-field', 'is not a field of the input');
  }
  const time = checkInstant('time', required('time', fields['time']));
  return {
    name: checkName(required('name', fields['name'])),
    resetUrl: checkResetUrl(required('resetUrl', fields['resetUrl'])),
    time,
    operation: checkOperation(fields['operation'] ?? 'registration'),
    expiresAt: checkExpiry(fields['expiresAt'], time),
    userAgent: checkUserAgent(fields['userAgent'], warn),
    clientHints: checkClientHints(fields['clientHints'], warn),
    ip: checkIp(fields['ip'], warn),
    locale: checkLocale(fields['locale'], warn),
    timeZone: checkTimeZone(fields['timeZone'], warn),
    brand: fields['brand'] === undefined ? undefined : brandValues(fields['brand'], warn),
  };
}

function required(field: string, value: unknown): unknown {
  if (value === undefined) throw new WelcomeEmailInputError(field, 'missing', 'is required');
  return value;
}

function checkName(value: unknown): CleanText | undefined {
  if (typeof value !== 'string') throw new WelcomeEmailInputError('name', 'wrong-type', 'must be a string');
  if (value.trim() === '') throw new WelcomeEmailInputError('name', 'blank', 'must not be blank');
  return cleanText(value, MAX_NAME_GRAPHEMES);
}

function checkResetUrl(value: unknown): SafeUrl {
  const url = parseSafeUrl(value);
  if (url === undefined) throw new WelcomeEmailInputError('resetUrl', 'invalid-url', `must be ${SAFE_URL}`);
  return url;
}

function checkInstant(field: string, value: unknown): number {
  const time = parseInstant(value);
  if (time === 'invalid-instant') throw new WelcomeEmailInputError(field, time, `must be ${INSTANT}`);
  if (time === 'instant-out-of-range') {
    throw new WelcomeEmailInputError(
      field,
      time,
      'must be between the years 2000 and 2100; a number is in milliseconds',
    );
  }
  return time;
}

function checkExpiry(value: unknown, time: number): number | undefined {
  if (value === undefined) return undefined;
  const expiresAt = checkInstant('expiresAt', value);
  if (expiresAt <= time)
    throw new WelcomeEmailInputError('expiresAt', 'not-after-time', 'must be after `time`');
  return expiresAt;
}

function checkOperation(value: unknown): Operation {
  if (value === 'registration' || value === 'recovery') return value;
  throw new WelcomeEmailInputError('operation', 'unknown-operation', "must be 'registration' or 'recovery'");
}

function checkUserAgent(value: unknown, warn: Warn): string | undefined {
  return checkString('userAgent', value, warn)?.slice(0, MAX_HEADER_LENGTH);
}

function checkClientHints(value: unknown, warn: Warn): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    warn('clientHints', 'wrong-type');
    return {};
  }
  return Object.fromEntries(
    fieldsOf(value).flatMap(([name, hint]) =>
      typeof hint === 'string' ? [[name.toLowerCase(), hint.slice(0, MAX_HEADER_LENGTH)]] : [],
    ),
  );
}

function checkIp(value: unknown, warn: Warn): string | undefined {
  const ip = checkString('ip', value, warn);
  if (ip === undefined) return undefined;
  const address = parsePublicAddress(ip);
  if (address === undefined) warn('ip', 'invalid-address');
  return address === 'not-public' ? undefined : address;
}

function checkLocale(value: unknown, warn: Warn): LocaleTag | undefined {
  if (value === undefined) return undefined;
  const tags: unknown[] = Array.isArray(value) ? value : [value];
  if (!tags.every((tag) => typeof tag === 'string')) {
    warn('locale', 'wrong-type');
    return undefined;
  }
  const locale = matchLocale(tags.join().slice(0, MAX_HEADER_LENGTH));
  if (locale === undefined) warn('locale', 'unsupported-locale');
  return locale;
}

function checkTimeZone(value: unknown, warn: Warn): string | undefined {
  const zone = checkString('timeZone', value, warn);
  if (zone === undefined || isTimeZone(zone)) return zone;
  warn('timeZone', 'unknown-time-zone');
  return undefined;
}

function checkString(field: string, value: unknown, warn: Warn): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  warn(field, 'wrong-type');
  return undefined;
}
