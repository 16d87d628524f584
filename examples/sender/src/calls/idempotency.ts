import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database.js';
import { ApiError } from './answer.js';

/**
 * Stores the key for a day if the transaction succeeds, so that a failed call can be repeated with the same key.
 *
 * @returns `false` if an earlier call for the same user had the key
 * @throws ApiError 400 if a call for another user had it
 */
export async function isNewKey(
  transaction: Queryable,
  apiTokenId: string,
  key: string,
  userId: string,
): Promise<boolean> {
  const keyHash = createHash('sha256').update(key).digest('hex');
  // Deletes few rows, and skips locked ones, so that concurrent calls do not wait for each other.
  await transaction.query(
    `delete from sender.idempotency_keys where (api_token_id, key_hash) in (
       select api_token_id, key_hash from sender.idempotency_keys
       where created_at < now() - interval '1 day' limit 100 for update skip locked
     )`,
    [],
  );
  const added = await transaction.query(
    `insert into sender.idempotency_keys (api_token_id, key_hash, user_id) values ($1, $2, $3)
     on conflict do nothing returning 1`,
    [apiTokenId, keyHash, userId],
  );
  if (added.length > 0) return true;
  const [known] = await transaction.query<{ userId: string }>(
    `select user_id as "userId" from sender.idempotency_keys where api_token_id = $1 and key_hash = $2`,
    [apiTokenId, keyHash],
  );
  if (known?.userId === userId) return false;
  throw new ApiError(400, 'Incorrect request: Idempotency-Key must not be that of a call for another user');
}
