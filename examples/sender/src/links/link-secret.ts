import type { Queryable } from '../database/database.js';
import { fingerprint } from './link-tokens.js';

/**
 * Compares the secret with the one of the last start, and stores its fingerprint for the next start.
 *
 * @throws Error if it is a different one, since issued links would not work
 */
export async function checkLinkSecret(
  database: Queryable,
  secret: string,
  otherSecret: string | undefined,
): Promise<void> {
  const accepted = [secret, ...(otherSecret ? [otherSecret] : [])].map(fingerprint);
  const kept = await database.query(
    `insert into sender.link_secret (fingerprint) values ($1)
     on conflict (id) do update set fingerprint = excluded.fingerprint where link_secret.fingerprint = any($2)
     returning id`,
    [accepted[0], accepted],
  );
  if (kept.length === 0) {
    throw new Error(
      'LINK_SECRET: must be that of the last start, or OTHER_LINK_SECRET must be: the links in mails depend on it',
    );
  }
}
