// Makes an account with a user, or changes them, and prints a new API token for it: to begin with.
import { newApiToken, saveAccount, saveApiToken, saveUser } from '../database/accounts.js';
import { print, readAccountId, run, withQueue } from './command.js';

await run(async () => {
  const [accountId, brand, name, email, ...rest] = process.argv.slice(2);
  const id = readAccountId(accountId);
  if (id === undefined || !brand || !name || !email || rest.length > 0) {
    throw new Error(
      'usage: npm run new-account -- <account id> <name of the brand> <user name> <email address>',
    );
  }
  await withQueue(async (_queue, database) => {
    const token = newApiToken();
    await database.transaction(async (transaction) => {
      await saveAccount(transaction, id, { name: brand });
      await saveUser(transaction, id, { name, email });
      await saveApiToken(transaction, token, [id], { name: 'new-account' });
    });
    print(token);
  });
});
