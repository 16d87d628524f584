// Lists the API tokens, creates or revokes one, or changes when one expires.
import {
  expireApiToken,
  type ListedToken,
  listApiTokens,
  newApiToken,
  revokeApiToken,
  saveApiToken,
} from '../database/accounts.js';
import type { Database } from '../database/database.js';
import { print, readAccountId, run, withQueue } from './command.js';

const USAGE = `usage: npm run tokens
       npm run tokens -- new <name> <account id>[,<account id>...] [<expires>]
       npm run tokens -- expire <id> <expires>
       npm run tokens -- revoke <id>
where <expires> is a future day such as 2027-01-31, or never`;

await run(async () => {
  const work = readCommand(process.argv.slice(2));
  if (work === undefined) throw new Error(USAGE);
  await withQueue((_queue, database) => work(database));
});

function readCommand([command, ...parameters]: readonly string[]):
  | ((database: Database) => Promise<void>)
  | undefined {
  const [first = '', second = '', third] = parameters;
  if (command === undefined) return list;
  if (command === 'revoke' && parameters.length === 1) {
    return async (database) => changed(first, await revokeApiToken(database, first));
  }
  if (command === 'expire' && parameters.length === 2) {
    const expiresAt = readDay(second);
    if (expiresAt === undefined) return undefined;
    return async (database) => changed(first, await expireApiToken(database, first, expiresAt));
  }
  if (command === 'new' && first.trim() !== '' && parameters.length <= 3) {
    const accountIds = second.split(',').map(readAccountId);
    const expiresAt = third === undefined ? undefined : readDay(third);
    if (accountIds.includes(undefined) || (third !== undefined && expiresAt === undefined)) return undefined;
    return (database) => create(database, first, accountIds as number[], expiresAt);
  }
  return undefined;
}

async function list(database: Database): Promise<void> {
  for (const token of await listApiTokens(database)) print(describe(token));
}

function describe({ id, name, accountIds, createdAt, expiresAt, isExpired }: ListedToken): string {
  const expiry = expiresAt ? `${isExpired ? 'expired' : 'expires'} ${day(expiresAt)}` : 'never expires';
  return `${id}  ${name || '(no name)'}  accounts ${accountIds.join(', ')}  made ${day(createdAt)}  ${expiry}`;
}

async function create(
  database: Database,
  name: string,
  accountIds: readonly number[],
  expiresAt: Date | null | undefined,
): Promise<void> {
  const token = newApiToken();
  await database
    .transaction((transaction) =>
      saveApiToken(transaction, token, accountIds, { name, ...(expiresAt !== undefined && { expiresAt }) }),
    )
    .catch((error: { code?: unknown }) => {
      // Postgres's foreign_key_violation.
      throw error.code === '23503' ? new Error('account id: must be that of an account') : error;
    });
  print(token);
}

function changed(id: string, isFound: boolean): void {
  if (!isFound) throw new Error(`${id} is no token`);
  print(`${id}  done`);
}

/** Returns midnight UTC of a future day, `null` for `never`, and `undefined` for anything else. */
function readDay(text: string): Date | null | undefined {
  if (text === 'never') return null;
  const date = new Date(`${text}T00:00:00Z`);
  // JavaScript reads February 30 as March 2. An invalid date is not after now.
  return date > new Date() && day(date) === text ? date : undefined;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
