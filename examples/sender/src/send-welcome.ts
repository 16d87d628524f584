import { findTarget } from './accounts.js';
import { ApiError } from './answer.js';
import type { Database, Queryable } from './database.js';
import { newTokenId } from './link-tokens.js';
import { issueLinks } from './links.js';
import type { Queue } from './queue.js';
import type { RequestFacts } from './request-facts.js';
import type { MailJob } from './welcome-mail.js';

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
