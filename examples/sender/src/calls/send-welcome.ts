import type { Config } from '../config.js';
import { type ApiToken, findTarget } from '../database/accounts.js';
import type { Database, Queryable } from '../database/database.js';
import type { RequestFacts } from '../http/request-facts.js';
import { newTokenId } from '../links/link-tokens.js';
import { issueLinks, secondsLeft } from '../links/links.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { ApiError } from './answer.js';
import { isNewKey } from './idempotency.js';

/** A call: who made it, and for which user. */
export interface Call {
  readonly apiToken: ApiToken;
  readonly accountId: number;
  readonly name: string;
  /** Of several calls with the same key, only one sends a mail. */
  readonly idempotencyKey: string | undefined;
  readonly facts: RequestFacts;
}

/** Queues the welcome mail for a user. */
export type SendWelcome = (call: Call) => Promise<void>;

export function createSendWelcome(
  database: Database,
  queue: Queue<MailJob>,
  { linkHours, userPauseSeconds }: Pick<Config, 'linkHours' | 'userPauseSeconds'>,
): SendWelcome {
  return async function sendWelcome({ apiToken, accountId, name, idempotencyKey, facts }) {
    const target = await findTarget(database, apiToken.id, accountId, name);
    if (target === undefined) throw new ApiError(404, 'No such account');
    if (!target.isAllowed) throw new ApiError(403, 'No right to that account');
    const { userId } = target;
    if (userId === null) throw new ApiError(404, 'No such user');
    const caller = `token ${apiToken.name || apiToken.id}`;
    await database.transaction(async (transaction) => {
      if (idempotencyKey && !(await isNewKey(transaction, apiToken.id, idempotencyKey, userId))) return;
      if (await queueMails(transaction, queue, [userId], facts, linkHours, caller, userPauseSeconds)) return;
      const seconds = await secondsLeft(transaction, userId, userPauseSeconds);
      throw new ApiError(429, 'Too many requests for that user', seconds);
    });
  };
}

/**
 * Writes links and jobs in one transaction: all of them, or none.
 *
 * @param caller - who asked for the mails, for the trace
 * @param pauseSeconds - minimum age of each user's last link
 * @returns `false` if a user's last link is younger than that
 */
export async function queueMails(
  transaction: Queryable,
  queue: Queue<MailJob>,
  userIds: readonly string[],
  facts: RequestFacts,
  linkHours: number,
  caller: string,
  pauseSeconds = 0,
): Promise<boolean> {
  const links = userIds.map((userId) => ({ userId, tokenId: newTokenId(userId) }));
  const time = await issueLinks(transaction, links, linkHours, pauseSeconds);
  if (time === undefined) return false;
  await queue.add(
    transaction,
    links.map(({ userId, tokenId }) => ({
      data: { ...facts, tokenId, time: time.toISOString() },
      subject: { userId, operation: 'registration', caller },
    })),
  );
  return true;
}
