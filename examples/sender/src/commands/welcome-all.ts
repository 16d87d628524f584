// Queues the mail for all users of an account who never set a password: for all of them, or for none.
import { queueMails } from '../calls/send-welcome.js';
import { usersWithoutPassword } from '../database/accounts.js';
import { print, readAccountId, run, withQueue } from './command.js';

/** How many links and jobs one statement writes. */
const CHUNK = 1000;

await run(async () => {
  const [text, ...rest] = process.argv.slice(2);
  const accountId = readAccountId(text);
  if (accountId === undefined || rest.length > 0) {
    throw new Error('usage: npm run welcome-all -- <id of the account>');
  }
  await withQueue(async (queue, database, { linkHours }) => {
    const count = await database.transaction(async (transaction) => {
      const userIds = await usersWithoutPassword(transaction, accountId);
      if (userIds === undefined) throw new Error(`there is no account ${accountId}`);
      for (let start = 0; start < userIds.length; start += CHUNK) {
        await queueMails(
          transaction,
          queue,
          userIds.slice(start, start + CHUNK),
          {},
          linkHours,
          'welcome-all',
        );
      }
      return userIds.length;
    });
    print(`${count} ${count === 1 ? 'mail' : 'mails'} queued`);
  });
});
