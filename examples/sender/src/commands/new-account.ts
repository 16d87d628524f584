// Creates or updates an account and a user. Prints a new API token if the account has none.
import { listApiTokens, newApiToken, saveAccount, saveApiToken, saveUser } from '../database/accounts.js';
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
    const result = await database.transaction(async (transaction) => {
      await saveAccount(transaction, id, { name: brand });
      await saveUser(transaction, id, { name, email });
      const tokens = await listApiTokens(transaction);
      if (tokens.some(({ accountIds }) => accountIds.includes(String(id)))) {
        return `no new token: account ${id} has one; npm run tokens makes more`;
      }
      const token = newApiToken();
      await saveApiToken(transaction, token, [id], { name: 'new-account' });
      return token;
    });
    print(result);
  });
});
