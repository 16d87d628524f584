import type { OwnSlots, Values } from '../../emails/content.js';
import { type Operation, operationNames, operations } from '../../emails/operations.js';
import { WelcomeEmailInputError } from '../errors.js';
import { type CheckedLocation, checkLocation, type Location } from '../geo/location.js';
import type { CleanText } from '../untrusted/clean-text.js';
import { attempt, readFields } from '../untrusted/fields.js';
import { isTimeZone } from '../untrusted/time-zone.js';
import type { Warn, WelcomeEmailWarningCode } from '../warnings.js';
import { type Brand, brandValues } from './brand.js';
import { CODE, type Code, isCode } from './code.js';
import { type Instant, parseInstant } from './instant.js';
import { isPublic, parseAddress } from './ip-address.js';
import { cleanName } from './name.js';
import { checkOwnValues, checkUrl } from './own-values.js';
import type { SafeUrl } from './url.js';

/**
 * The facts of a request that every operation has. In every field, `null` means the same as absent.
 *
 * @example
 * const send = (facts: WelcomeEmailFacts, code: string) => renderWelcomeEmail({ ...facts, operation: 'sign-in', code });
 */
export interface WelcomeEmailFacts {
  /**
   * The reader's name, for the greeting. It is cleaned: invisible characters are removed, a name of more than 64 characters is cut
   * with an ellipsis, and an email address is reduced to the part before the `@`. If a mail program could turn part of it into a link or
   * a phone number, only the text before the first comma is shown, or no name.
   */
  readonly name: string;
  /** The request's `User-Agent` header. */
  readonly userAgent?: string | null | undefined;
  /** The request's `Sec-CH-UA*` headers by name. Other headers are ignored. */
  readonly clientHints?: Readonly<Record<string, string | string[] | undefined>> | null | undefined;
  /** The IP address that made the request: one IPv4 or IPv6 address, not a list. */
  readonly ip?: string | null | undefined;
  /** The location, if your platform (a CDN, for example) provides it. Then no address is looked up. */
  readonly location?: Location | null | undefined;
  /** When the request was made, between the years 2000 and 2100. */
  readonly time: Instant;
  /** Language tags (BCP 47) in order of preference, or an `Accept-Language` header. */
  readonly locale?: string | readonly string[] | null | undefined;
  /** The reader's time zone (IANA). Default: the zone of the location, if known; else UTC. */
  readonly timeZone?: string | null | undefined;
  /** Replaces the renderer's brand as a whole. */
  readonly brand?: Brand | null | undefined;
}

/** The fields that only some operations have. {@link WelcomeEmailInput} says which. */
export interface OperationFields {
  /**
   * The page where the password is set: `https:`, or `http:` on localhost. No user info, at most 2,048 characters. In a notice
   * (`password-changed`, `new-sign-in`), it is optional, and must not contain a secret.
   */
  readonly resetUrl: string | URL;
  /** The page where the email address is confirmed, like `resetUrl`. */
  readonly confirmUrl: string | URL;
  /** The page that signs the reader in, like `resetUrl`. */
  readonly signInUrl: string | URL;
  /**
   * A code of 4 to 12 ASCII letters or digits, instead of the link or beside it. Without a link, the reader needs a page or screen to enter
   * it. It is a secret, like the link.
   */
  readonly code: string;
  /** When the link and the code expire. Without it, the email does not mention it. */
  readonly expiresAt: Instant;
  /**
   * The name of the person who created the account for the reader. It is cleaned like `name`, and shown as a row of the facts. The other
   * facts are still those of the request that you pass.
   */
  readonly invitedBy: string;
}

type FieldOf<Name extends Operation> =
  | (typeof operations)[Name]['link']
  | (typeof operations)[Name]['fields'][number];

/** The name of an operation, and its fields. The fields of other operations must be absent. */
type OperationInput = {
  [Name in Operation]: OperationName<Name> & {
    readonly [Field in keyof OperationFields]?:
      | (Field extends FieldOf<Name> ? OperationFields[Field] : never)
      | null
      | undefined;
  };
}[Operation];

type OperationName<Name extends Operation> = Name extends 'registration'
  ? { readonly operation?: Name | null | undefined }
  : { readonly operation: Name };

/**
 * The facts of one request, the `operation`, and its fields in {@link OperationFields}. In every field, `null` means the same as absent.
 *
 * | `operation` | what the email says | required | optional |
 * | --- | --- | --- | --- |
 * | `registration` (default) | An account was created. | `resetUrl` or `code`, or both | `expiresAt`, `invitedBy` |
 * | `recovery` | A new password was requested. | `resetUrl` or `code`, or both | `expiresAt` |
 * | `verification` | The email address was entered for an account. | `confirmUrl` or `code`, or both | `expiresAt` |
 * | `sign-in` | There was a request to sign in. | `signInUrl` or `code`, or both | `expiresAt` |
 * | `password-changed` | The password was changed: a notice. | | `resetUrl` |
 * | `new-sign-in` | There was a new sign-in: a notice. | | `resetUrl` |
 *
 * @example
 * const input: WelcomeEmailInput = { ...facts, operation: 'verification', confirmUrl, expiresAt };
 */
export type WelcomeEmailInput = WelcomeEmailFacts & OperationInput;

/** A checked input: each value can be shown or looked up as it is. */
export interface CheckedInput {
  readonly name: CleanText | undefined;
  /** The `resetUrl`, `confirmUrl` or `signInUrl`. */
  readonly link: SafeUrl | undefined;
  readonly code: Code | undefined;
  readonly invitedBy: CleanText | undefined;
  readonly userAgent: string | undefined;
  readonly clientHints: Readonly<Record<string, string>> | undefined;
  /** A public address in canonical form. */
  readonly ip: string | undefined;
  readonly location: CheckedLocation | undefined;
  /** Milliseconds since 1970, like `expiresAt`. */
  readonly time: number;
  readonly locale: string | undefined;
  readonly operation: Operation;
  readonly timeZone: string | undefined;
  readonly expiresAt: number | undefined;
  readonly brand: Values | undefined;
  /** The values of the template's own slots. */
  readonly ownValues: Readonly<Record<string, CleanText | SafeUrl>> | undefined;
}

const FACTS: readonly string[] = [
  'name',
  'userAgent',
  'clientHints',
  'ip',
  'location',
  'time',
  'locale',
  'operation',
  'timeZone',
  'brand',
] satisfies Array<keyof WelcomeEmailInput>;

/** The fields that each operation has. */
const fieldsOf: ReadonlyMap<Operation, ReadonlySet<string>> = new Map(
  operationNames.map((name) => [
    name,
    new Set([...FACTS, operations[name].link, ...operations[name].fields]),
  ]),
);

/** In characters. Browsers send less, and the rest is ignored. */
const MAX_USER_AGENT_LENGTH = 1024;

/** The rest of a longer list is ignored. */
const MAX_LOCALES = 1024;

const INSTANT = 'a valid Date, milliseconds since 1970, or an ISO 8601 string with Z or an offset';

/**
 * Checks and cleans an input. An invalid `name`, link, `code`, `time`, `operation` or `expiresAt` throws. Any other invalid field is
 * ignored, with a warning.
 *
 * @param matchLocale - returns the supported locale that fits a list of language tags best
 * @param ownSlots - the slots of the caller's template, whose values are in the field `values`
 * @throws WelcomeEmailInputError
 */
export function checkInput(
  input: unknown,
  matchLocale: (wanted: string) => string | undefined,
  warn: Warn,
  ownSlots?: OwnSlots,
): CheckedInput {
  const fields = readFields(input);
  if (fields === undefined) throw new WelcomeEmailInputError('input', 'wrong-type', 'must be an object');
  const operation = checkIfGiven('operation', checkOperation) ?? 'registration';
  const { kind, link } = operations[operation];
  for (const name of fields.keys()) {
    if (!fieldsOf.get(operation)?.has(name) && !(ownSlots && name === 'values'))
      throw new WelcomeEmailInputError(name, 'unknown-field', `is not a field of the operation ${operation}`);
  }
  if (kind === 'request' && !fields.has(link) && !fields.has('code'))
    throw new WelcomeEmailInputError(link, 'missing', 'is required, unless `code` is given');
  const time = checkOrThrow('time', checkInstant);
  return {
    name: checkOrThrow('name', checkName),
    link: checkIfGiven(link, checkUrl),
    code: checkIfGiven('code', checkCode),
    time,
    operation,
    expiresAt: checkIfGiven('expiresAt', (value, field) => checkExpiry(value, field, time)),
    invitedBy: checkOrIgnore('invitedBy', checkInvitedBy),
    userAgent: checkOrIgnore('userAgent', checkUserAgent),
    clientHints: checkOrIgnore('clientHints', checkClientHints),
    ip: checkOrIgnore('ip', checkIp),
    location: checkOrIgnore('location', (value) => checkLocation(value) ?? new Ignored('invalid-location')),
    locale: checkOrIgnore('locale', (value) => checkLocale(value, matchLocale)),
    timeZone: checkOrIgnore('timeZone', checkTimeZone),
    brand: checkOrIgnore('brand', checkBrand),
    ownValues: checkIfGiven('values', (value, field) => checkOwnValues(value, field, ownSlots ?? {})),
  };

  function checkOrThrow<T>(field: string, check: (value: unknown, field: string) => T): T {
    if (!fields?.has(field)) throw new WelcomeEmailInputError(field, 'missing', 'is required');
    return checkIfGiven(field, check) as T;
  }

  function checkBrand(value: unknown): Values | Ignored {
    const parts = readFields(value);
    return parts === undefined ? WRONG_TYPE : brandValues(Object.fromEntries(parts), warn);
  }

  /** Throws if the field is invalid. Reading a proxy may throw too. */
  function checkIfGiven<T>(field: string, check: (value: unknown, field: string) => T): T | undefined {
    const value = fields?.get(field);
    if (value === undefined) return undefined;
    try {
      return check(value, field);
    } catch (error) {
      if (error instanceof WelcomeEmailInputError) throw error;
      throw new WelcomeEmailInputError(field, 'wrong-type', 'cannot be read');
    }
  }

  /** Returns `undefined` if the field is missing or invalid. */
  function checkOrIgnore<T>(field: string, check: (value: unknown) => T | Ignored): T | undefined {
    const value = fields?.get(field);
    if (value === undefined) return undefined;
    const checked = attempt(() => check(value)) ?? WRONG_TYPE;
    if (!(checked instanceof Ignored)) return checked;
    if (checked.code !== undefined) warn(field, checked.code);
    return undefined;
  }
}

/** Marks a value as ignored. Without a code, there is no warning. */
class Ignored {
  constructor(readonly code?: WelcomeEmailWarningCode) {}
}
const WRONG_TYPE = new Ignored('wrong-type');

function checkName(value: unknown, field: string): CleanText | undefined {
  if (typeof value !== 'string') throw new WelcomeEmailInputError(field, 'wrong-type', 'must be a string');
  if (value.trim() === '') throw new WelcomeEmailInputError(field, 'blank', 'must not be blank');
  return cleanName(value);
}

function checkCode(value: unknown, field: string): Code {
  if (typeof value !== 'string') throw new WelcomeEmailInputError(field, 'wrong-type', 'must be a string');
  if (!isCode(value)) throw new WelcomeEmailInputError(field, 'invalid-code', `must be ${CODE}`);
  return value;
}

function checkInvitedBy(value: unknown): CleanText | Ignored {
  if (typeof value !== 'string') return WRONG_TYPE;
  if (value.trim() === '') return new Ignored('blank');
  // A name that looks like a link is no mistake of the caller's: no warning.
  return cleanName(value) ?? new Ignored();
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
  const operation = operationNames.find((known) => known === value);
  if (operation === undefined)
    throw new WelcomeEmailInputError(
      field,
      'unknown-operation',
      `must be one of ${operationNames.join(', ')}`,
    );
  return operation;
}

function checkUserAgent(value: unknown): string | Ignored {
  return typeof value === 'string' ? value.slice(0, MAX_USER_AGENT_LENGTH) : WRONG_TYPE;
}

function checkClientHints(value: unknown): Record<string, string> | Ignored {
  const headers = readFields(value);
  if (headers === undefined) return WRONG_TYPE;
  return Object.fromEntries(
    [...headers].flatMap(([name, header]) =>
      typeof header === 'string' ? [[name.toLowerCase(), header.slice(0, MAX_USER_AGENT_LENGTH)]] : [],
    ),
  );
}

function checkIp(value: unknown): string | Ignored {
  if (typeof value !== 'string') return WRONG_TYPE;
  const address = parseAddress(value);
  if (address === undefined) return new Ignored('invalid-address');
  // Requests from a private network are nothing unusual: no warning.
  return isPublic(address) ? address.toString() : new Ignored();
}

function checkLocale(value: unknown, matchLocale: (wanted: string) => string | undefined): string | Ignored {
  const tags: unknown[] = Array.isArray(value) ? value.slice(0, MAX_LOCALES) : [value];
  if (!tags.every((tag) => typeof tag === 'string')) return WRONG_TYPE;
  const wanted = tags.join();
  // Any language (RFC 9110, 12.5.4), as Node's `fetch` sends: no warning.
  if (wanted.trim() === '*') return new Ignored();
  return matchLocale(wanted) ?? new Ignored('unsupported-locale');
}

function checkTimeZone(value: unknown): string | Ignored {
  if (typeof value !== 'string') return WRONG_TYPE;
  return isTimeZone(value) ? value : new Ignored('unknown-time-zone');
}
