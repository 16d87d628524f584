import { findTarget } from '../database/accounts.js';
import type { Database, Queryable } from '../database/database.js';
import type { RequestFacts } from '../http/request-facts.js';
import { newTokenId } from '../links/link-tokens.js';
import { issueLinks } from '../links/links.js';
import type { MailJob } from '../mail/welcome-mail.js';
import type { Queue } from '../queue/queue.js';
import { ApiError } from './answer.js';

/** Makes a user get the mail. */
export type SendWelcome = (
  apiTokenId: string,
  accountId: number,
  name: string,
  facts: RequestFacts,
) => Promise<void>;

export function createSendWelcome(database: Database, queue: Queue<MailJob>, linkHours: number): SendWelcome {
  return async function sendWelcome(apiTokenId, accountId, name, facts) {
    const target = await findTarget(database, apiTokenId, accountId, name);
    if (target === undefined) throw new ApiError(404, 'No such account');
    if (!target.isAllowed) throw new ApiError(403, 'No right to that account');
    const { userId } = target;
    if (userId === null) throw new ApiError(404, 'No such user');
    await database.transaction((transaction) => queueMails(transaction, queue, [userId], facts, linkHours));
  };
}

/** Writes links and jobs in one transaction: both are there, or neither is. */
export async function queueMails(
  transaction: Queryable,
  queue: Queue<MailJob>,
  userIds: readonly string[],
  facts: RequestFacts,
  linkHours: number,
): Promise<void> {
  const links = userIds.map((userId) => ({ userId, tokenId: newTokenId() }));
  const time = await issueLinks(transaction, links, linkHours);
  await queue.add(
    transaction,
    links.map(({ tokenId }) => ({ ...facts, tokenId, time: time.toISOString() })),
  );
}
