import type { Brand } from 'welcome-email';
import type { Queryable } from '../database/database.js';
import { hashTokenId, userOf } from './link-tokens.js';

/** The user that a mail is for. */
export interface Reader {
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly brand: Brand;
  /** When the user was looked up, by the clock of the database like all times here. */
  readonly lookedUpAt: Date;
}

/** A link and its user. */
export interface Link extends Reader {
  readonly expiresAt: Date;
  /** `used` also if it has expired since. */
  readonly state: 'alive' | 'used' | 'expired';
}

/** A link to be issued. */
export interface NewLink {
  readonly userId: string;
  readonly tokenId: string;
}

/**
 * Issues links to users, which replace their last ones.
 *
 * @param pauseSeconds - minimum age of the last link; 0 for none
 * @returns the current time of the database, by which links expire; `undefined` if a last link is younger than that, and stays
 */
export async function issueLinks(
  database: Queryable,
  links: readonly NewLink[],
  hours: number,
  pauseSeconds = 0,
): Promise<Date | undefined> {
  const [row] = await database.query<{ now: Date; count: number }>(
    `with issued as (
       insert into sender.links (user_id, token_id_hash, expires_at)
       select user_id, token_id_hash, now() + make_interval(hours => $3)
       from unnest($1::uuid[], $2::text[]) as made (user_id, token_id_hash)
       on conflict (user_id) do update
         set token_id_hash = excluded.token_id_hash, issued_at = now(), expires_at = excluded.expires_at, used_at = null
         where $4 = 0 or links.issued_at <= now() - make_interval(secs => $4)
       returning 1
     )
     select now(), count(*)::int as count from issued`,
    [
      links.map(({ userId }) => userId),
      links.map(({ tokenId }) => hashTokenId(tokenId)),
      hours,
      pauseSeconds,
    ],
  );
  return row?.count === links.length ? row.now : undefined;
}

/** Returns the number of seconds until a user's link has that age. */
export async function secondsLeft(
  database: Queryable,
  userId: string,
  pauseSeconds: number,
): Promise<number> {
  const [row] = await database.query<{ seconds: number }>(
    `select ceil($2 - extract(epoch from now() - issued_at))::int as seconds from sender.links where user_id = $1`,
    [userId, pauseSeconds],
  );
  return Math.max(1, row?.seconds ?? 1);
}

/** How many links a user can request on the page in a day, and the minimum time between two of them. */
const MAX_REQUESTS_PER_DAY = 5;
const REQUEST_PAUSE_SECONDS = 60;

/**
 * Issues a link that was requested on the page, unless the user got too many of them or a newer link. If the job is tried again, the link
 * exists and does not change.
 *
 * @param time - when it was requested (ISO 8601)
 */
export async function issueRequestedLink(
  database: Queryable,
  tokenId: string,
  time: string,
  hours: number,
): Promise<void> {
  await database.query(
    `insert into sender.links (user_id, token_id_hash, expires_at)
     select id, $2, now() + make_interval(hours => $3) from sender.users
     where id = $1 and (
       select count(*) from sender.emails
       where user_id = $1 and caller = 'page' and operation = 'recovery' and outcome = 'sent'
         and queued_at > now() - interval '1 day'
     ) < $6
     on conflict (user_id) do update
       set token_id_hash = excluded.token_id_hash, issued_at = now(), expires_at = excluded.expires_at, used_at = null
       where links.issued_at <= $4::timestamptz - make_interval(secs => $5)`,
    [userOf(tokenId), hashTokenId(tokenId), hours, time, REQUEST_PAUSE_SECONDS, MAX_REQUESTS_PER_DAY],
  );
}

const READER = `users.name, users.email, users.locale, users.time_zone as "timeZone", accounts.brand, now() as "lookedUpAt"`;

export async function findReader(database: Queryable, userId: string): Promise<Reader | undefined> {
  const [reader] = await database.query<Reader>(
    `select ${READER}
     from sender.users
     join sender.accounts on accounts.id = users.account_id
     where users.id = $1`,
    [userId],
  );
  return reader;
}

/** Returns `undefined` for a link that was replaced or withdrawn. */
export async function findLink(database: Queryable, tokenId: string): Promise<Link | undefined> {
  const [link] = await database.query<Link>(
    `select ${READER}, links.expires_at as "expiresAt",
       case when links.used_at is not null then 'used' when links.expires_at > now() then 'alive' else 'expired' end as state
     from sender.links
     join sender.users on users.id = links.user_id
     join sender.accounts on accounts.id = users.account_id
     where links.token_id_hash = $1`,
    [hashTokenId(tokenId)],
  );
  return link;
}

/**
 * Marks the link as used and sets the password, in one statement: of two concurrent requests, only one finds the link unused.
 *
 * @returns the user, and the current time of the database; `undefined` if the link does not work
 */
export async function useLink(
  database: Queryable,
  tokenId: string,
  passwordHash: string,
): Promise<{ userId: string; time: Date } | undefined> {
  const [change] = await database.query<{ userId: string; time: Date }>(
    `with used as (
       update sender.links set used_at = now()
       where token_id_hash = $1 and used_at is null and expires_at > now()
       returning user_id
     )
     update sender.users set password_hash = $2 from used where users.id = used.user_id
     returning users.id as "userId", now() as time`,
    [hashTokenId(tokenId), passwordHash],
  );
  return change;
}
