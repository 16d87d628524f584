import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Brand } from 'welcome-email';
import { isEmailAddress } from '../mail/address.js';
import type { Queryable } from './database.js';

/** An account, its user of a given name, and whether the API token has access to the account. */
export interface Target {
  readonly isAllowed: boolean;
  readonly userId: string | null;
}

export interface NewUser {
  readonly name: string;
  readonly email: string;
  /** BCP 47. */
  readonly locale?: string;
  /** IANA. */
  readonly timeZone?: string;
}

/** An API token, without the token itself. */
export interface ApiToken {
  readonly id: string;
  /** Its name in the trace of an email. May be empty. */
  readonly name: string;
}

/**
 * Finds an API token that exists and has not expired.
 *
 * Finds rows by a prefix of the hash and compares them in constant time, so that timing reveals nothing about a hash.
 */
export async function findApiToken(database: Queryable, token: string): Promise<ApiToken | undefined> {
  const hash = sha256(token);
  const rows = await database.query<ApiToken & { hash: string }>(
    `select id, name, hash from sender.api_tokens
     where hash_prefix = $1 and (expires_at is null or expires_at > now())`,
    [hashPrefix(hash)],
  );
  return rows.find((row) => timingSafeEqual(Buffer.from(row.hash, 'hex'), hash));
}

/** Returns `undefined` if there is no such account. */
export async function findTarget(
  database: Queryable,
  apiTokenId: string,
  accountId: number,
  name: string,
): Promise<Target | undefined> {
  const [target] = await database.query<Target>(
    `select allowed.account_id is not null as "isAllowed", users.id as "userId"
     from sender.accounts
     left join sender.api_token_accounts allowed
       on allowed.account_id = accounts.id and allowed.api_token_id = $1
     left join sender.users on users.account_id = accounts.id and users.name = $3
     where accounts.id = $2`,
    [apiTokenId, accountId, name],
  );
  return target;
}

/** What `isUserName` accepts, for messages. */
export const USER_NAME_RULE = 'must be a string of 1 to 256 characters, none of them a control';

/** Counts characters, not UTF-16 units. Also refuses half of a surrogate pair. */
export function isUserName(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(text);
}

/** Returns the ids of an account's users who never set a password; `undefined` if there is no such account. */
export async function usersWithoutPassword(
  database: Queryable,
  accountId: number,
): Promise<string[] | undefined> {
  const [row] = await database.query<{ ids: string[] }>(
    `select array(select id from sender.users where account_id = accounts.id and password_hash is null) as ids
     from sender.accounts where id = $1`,
    [accountId],
  );
  return row?.ids;
}

/** Adds an account, or updates the given fields of its brand. */
export async function saveAccount(database: Queryable, id: number, brand: Brand): Promise<void> {
  await database.query(
    `insert into sender.accounts (id, brand) values ($1, $2)
     on conflict (id) do update set brand = accounts.brand || excluded.brand`,
    [id, JSON.stringify(brand)],
  );
}

/**
 * Adds a user, or updates the user of that name. Fields that are omitted do not change. A different address withdraws the user's link.
 *
 * @throws Error that names the field, if the name or the address is invalid
 */
export async function saveUser(database: Queryable, accountId: number, user: NewUser): Promise<void> {
  if (user.name.trim() === '') throw new Error('name: must not be blank');
  if (!isUserName(user.name)) throw new Error(`name: ${USER_NAME_RULE}`);
  if (!isEmailAddress(user.email)) throw new Error('email: must be an email address, in ASCII before the @');
  await database.query(
    `insert into sender.users (account_id, name, email, locale, time_zone) values ($1, $2, $3, $4, $5)
     on conflict (account_id, name) do update
       set email = excluded.email, locale = coalesce(excluded.locale, users.locale),
         time_zone = coalesce(excluded.time_zone, users.time_zone)`,
    [accountId, user.name, user.email, user.locale ?? null, user.timeZone ?? null],
  );
}

/** Creates an API token from 256 random bits. Nobody can guess it, so a fast hash is enough to store it, unlike for a password. */
export function newApiToken(): string {
  return randomBytes(32).toString('base64url');
}

function inAYear(): Date {
  const date = new Date();
  date.setFullYear(date.getFullYear() + 1);
  return date;
}

/**
 * Saves a token that gives access to these accounts.
 *
 * @param options - `name` says what the token is for. It expires in a year unless `expiresAt` is another time, or `null` for never.
 * @throws Error if the name has control characters, since commands print it
 */
export async function saveApiToken(
  database: Queryable,
  token: string,
  accountIds: readonly number[],
  { name = '', expiresAt = inAYear() }: { name?: string; expiresAt?: Date | null } = {},
): Promise<void> {
  if (/\p{Cc}/u.test(name)) throw new Error('name: must have no control characters');
  const hash = sha256(token);
  const [row] = await database.query<{ id: string }>(
    `insert into sender.api_tokens (hash_prefix, hash, name, expires_at) values ($1, $2, $3, $4)
     on conflict (hash) do update set name = excluded.name, expires_at = excluded.expires_at
     returning id`,
    [hashPrefix(hash), hash.toString('hex'), name, expiresAt],
  );
  await database.query(
    `insert into sender.api_token_accounts (api_token_id, account_id) select $1, unnest($2::bigint[])
     on conflict do nothing`,
    [row?.id, accountIds],
  );
}

/** An API token in a list. */
export interface ListedToken extends ApiToken {
  readonly accountIds: readonly string[];
  readonly createdAt: Date;
  /** `null` if it does not expire. */
  readonly expiresAt: Date | null;
  readonly isExpired: boolean;
}

/** Oldest first. */
export function listApiTokens(database: Queryable): Promise<ListedToken[]> {
  return database.query<ListedToken>(
    `select id, name, created_at as "createdAt", expires_at as "expiresAt",
       coalesce(expires_at <= now(), false) as "isExpired",
       array(select account_id::text from sender.api_token_accounts where api_token_id = id order by account_id) as "accountIds"
     from sender.api_tokens order by created_at`,
  );
}

/** Returns whether there is a token with that id. */
export async function revokeApiToken(database: Queryable, id: string): Promise<boolean> {
  const rows = await database.query('delete from sender.api_tokens where id::text = $1 returning 1', [id]);
  return rows.length > 0;
}

/** Returns whether there is a token with that id. */
export async function expireApiToken(
  database: Queryable,
  id: string,
  expiresAt: Date | null,
): Promise<boolean> {
  const rows = await database.query(
    'update sender.api_tokens set expires_at = $2 where id::text = $1 returning 1',
    [id, expiresAt],
  );
  return rows.length > 0;
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function hashPrefix(hash: Buffer): string {
  return hash.toString('hex', 0, 4);
}
