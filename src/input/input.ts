import type { Operation, Values } from '../../emails/content.js';
import { type Warn, WelcomeEmailInputError, type WelcomeEmailWarningCode } from '../errors.js';
import type { MatchLocale } from '../i18n/match.js';
import { type Brand, brandValues } from './brand.js';
import { type Instant, parseInstant } from './instant.js';
import { parsePublicAddress } from './ip-address.js';
import { checkLocation, type Location } from '../geo/location.js';
import { cleanName } from './name.js';
import { attempt, readFields } from '../untrusted/fields.js';
import type { CleanText } from '../untrusted/clean-text.js';
import { isTimeZone } from '../untrusted/time-zone.js';
import { parseSafeUrl, SAFE_URL, type SafeUrl } from './url.js';

/** The raw facts of one request. In every field `null` means the same as absent. */
export interface WelcomeEmailInput {
  /**
   * For the greeting. Cleaned of all that is invisible, and cut after 64 characters. If a mail program would make a link of it,
   * the greeting goes without a name; of an email address only the part before the @ is shown.
   */
  readonly name: string;
  /** Where the password is set: `https:`, or `http:` on localhost; no user info; at most 2,048 characters. */
  readonly resetUrl: string | URL;
  /** The request's `User-Agent` header. */
  readonly userAgent?: string | null | undefined;
  /** The request's `Sec-CH-UA*` headers by their names; other headers in it do no harm. */
  readonly clientHints?: Readonly<Record<string, string | string[] | undefined>> | null | undefined;
  /** The initiator's address: one IPv4 or IPv6 address, not a list. */
  readonly ip?: string | null | undefined;
  /** Where the initiator is, if whoever received the request says so (a CDN, say): then no address is looked up. */
  readonly location?: Location | null | undefined;
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
  readonly clientHints: Readonly<Record<string, string>> | undefined;
  /** A public address in canonical form. */
  readonly ip: string | undefined;
  readonly location: Location | undefined;
  /** Milliseconds since 1970, as is `expiresAt`. */
  readonly time: number;
  readonly locale: string | undefined;
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
  'location',
  'time',
  'locale',
  'operation',
  'timeZone',
  'expiresAt',
  'brand',
]);

/** No browser sends more. What follows is cut off, so that a huge header costs nothing. */
const MAX_HEADER_LENGTH = 2048;

const INSTANT = 'a valid Date, milliseconds since 1970, or an ISO 8601 string with Z or an offset';

/**
 * Checks and cleans what a caller passes. What must be right throws; what merely decorates is left out, with a warning.
 *
 * @throws WelcomeEmailInputError
 */
export function checkInput(input: unknown, matchLocale: MatchLocale, warn: Warn): CheckedInput {
  const fields = readFields(input);
  if (fields === undefined) throw new WelcomeEmailInputError('input', 'wrong-type', 'must be an object');
  for (const name of fields.keys()) {
    if (!FIELDS.has(name))
      throw new WelcomeEmailInputError(name, 'unknown-field', 'is not a field of the input');
  }
  const time = must('time', checkInstant);
  return {
    name: must('name', checkName),
    resetUrl: must('resetUrl', checkResetUrl),
    time,
    operation: fields.has('operation') ? must('operation', checkOperation) : 'registration',
    expiresAt: fields.has('expiresAt')
      ? must('expiresAt', (value, field) => checkExpiry(value, field, time))
      : undefined,
    userAgent: may('userAgent', checkHeader),
    clientHints: may('clientHints', checkClientHints),
    ip: may('ip', checkIp),
    location: may('location', (value) => checkLocation(value) ?? new Refusal('invalid-location')),
    locale: may('locale', (value) => checkLocale(value, matchLocale)),
    timeZone: may('timeZone', checkTimeZone),
    brand: may('brand', (value) => brandValues(value, warn)),
  };

  /** A value may be a proxy that throws at whatever is asked of it. */
  function must<T>(field: string, check: (value: unknown, field: string) => T): T {
    const value = fields?.get(field);
    if (value === undefined) throw new WelcomeEmailInputError(field, 'missing', 'is required');
    try {
      return check(value, field);
    } catch (error) {
      if (error instanceof WelcomeEmailInputError) throw error;
      throw new WelcomeEmailInputError(field, 'wrong-type', 'cannot be read');
    }
  }

  function may<T>(field: string, check: (value: unknown) => T | Refusal): T | undefined {
    const value = fields?.get(field);
    if (value === undefined) return undefined;
    const checked = attempt(() => check(value)) ?? WRONG_TYPE;
    if (!(checked instanceof Refusal)) return checked;
    if (checked.code !== undefined) warn(field, checked.code);
    return undefined;
  }
}

/** Why a value that merely decorates is left out; without a code it is nothing to warn of. */
class Refusal {
  constructor(readonly code?: WelcomeEmailWarningCode) {}
}
const WRONG_TYPE = new Refusal('wrong-type');

function checkName(value: unknown, field: string): CleanText | undefined {
  if (typeof value !== 'string') throw new WelcomeEmailInputError(field, 'wrong-type', 'must be a string');
  if (value.trim() === '') throw new WelcomeEmailInputError(field, 'blank', 'must not be blank');
  return cleanName(value);
}

function checkResetUrl(value: unknown, field: string): SafeUrl {
  const url = parseSafeUrl(value);
  if (url === undefined) throw new WelcomeEmailInputError(field, 'invalid-url', `must be ${SAFE_URL}`);
  return url;
}

function checkInstant(value: unknown, field: string): number {
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

function checkExpiry(value: unknown, field: string, time: number): number {
  const expiresAt = checkInstant(value, field);
  if (expiresAt <= time) throw new WelcomeEmailInputError(field, 'not-after-time', 'must be after `time`');
  return expiresAt;
}

function checkOperation(value: unknown, field: string): Operation {
  if (value === 'registration' || value === 'recovery') return value;
  throw new WelcomeEmailInputError(field, 'unknown-operation', "must be 'registration' or 'recovery'");
}

function checkHeader(value: unknown): string | Refusal {
  return typeof value === 'string' ? value.slice(0, MAX_HEADER_LENGTH) : WRONG_TYPE;
}

function checkClientHints(value: unknown): Record<string, string> | Refusal {
  const headers = readFields(value);
  if (headers === undefined) return WRONG_TYPE;
  return Object.fromEntries(
    [...headers].flatMap(([name, header]) =>
      typeof header === 'string' ? [[name.toLowerCase(), header.slice(0, MAX_HEADER_LENGTH)]] : [],
    ),
  );
}

function checkIp(value: unknown): string | Refusal {
  if (typeof value !== 'string') return WRONG_TYPE;
  const address = parsePublicAddress(value);
  if (address === undefined) return new Refusal('invalid-address');
  return address === 'not-public' ? new Refusal() : address;
}

function checkLocale(value: unknown, matchLocale: MatchLocale): string | Refusal {
  // With its comma each has a character at least, so what is behind is cut off below.
  const tags: unknown[] = Array.isArray(value) ? value.slice(0, MAX_HEADER_LENGTH) : [value];
  if (!tags.every((tag) => typeof tag === 'string')) return WRONG_TYPE;
  return matchLocale(tags.join().slice(0, MAX_HEADER_LENGTH)) ?? new Refusal('unsupported-locale');
}

function checkTimeZone(value: unknown): string | Refusal {
  if (typeof value !== 'string') return WRONG_TYPE;
  return isTimeZone(value) ? value : new Refusal('unknown-time-zone');
}
