import { findTarget } from './accounts.js';
import { ApiError } from './answer.js';
import type { Database } from './database.js';
import { newTokenId } from './link-tokens.js';
import { issueLink } from './links.js';
import type { Queue } from './queue.js';
import type { WelcomeJob } from './welcome-mail.js';

/** Makes a user get the mail: the link and the job are written together, or not at all. */
export type SendWelcome = (
  apiTokenId: string,
  accountId: number,
  name: string,
  facts: Omit<WelcomeJob, 'tokenId'>,
) => Promise<void>;

export function createSendWelcome(
  database: Database,
  queue: Queue<WelcomeJob>,
  linkHours: number,
): SendWelcome {
  return async function sendWelcome(apiTokenId, accountId, name, facts) {
    const target = await findTarget(database, apiTokenId, accountId, name);
    if (target === undefined) throw new ApiError(404, 'No such account');
    if (!target.isAllowed) throw new ApiError(403, 'No right to that account');
    const { userId } = target;
    if (userId === null) throw new ApiError(404, 'No such user');

    const tokenId = newTokenId();
    await database.transaction(async (transaction) => {
      await issueLink(transaction, userId, tokenId, linkHours);
      await queue.add(transaction, { ...facts, tokenId });
    });
  };
}
