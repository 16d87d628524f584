import type { Database } from './database.js';

/** Makes what is not there yet. Several processes may start at once. */
export async function createTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // By itself: what follows a lock in the same text may not see what was made by the one that had it.
    await transaction.query(
      "set local lock_timeout = 0; select pg_advisory_xact_lock(hashtext('welcome-email-sender'))",
    );
    await transaction.query(TABLES);
  });
}

/** Secrets are here as hashes only: of API tokens, of the token ids of links, of passwords. */
const TABLES = `
  create schema if not exists sender;

  create table if not exists sender.accounts (
    id bigint primary key,
    brand jsonb not null
  );

  create table if not exists sender.users (
    id uuid primary key default gen_random_uuid(),
    account_id bigint not null references sender.accounts on delete cascade,
    name text not null,
    email text not null,
    locale text,
    time_zone text,
    password_hash text,
    unique (account_id, name)
  );

  create table if not exists sender.api_tokens (
    id uuid primary key default gen_random_uuid(),
    hash_prefix text not null,
    hash text not null unique,
    expires_at timestamptz
  );
  create index if not exists api_tokens_hash_prefix on sender.api_tokens (hash_prefix);

  create table if not exists sender.api_token_accounts (
    api_token_id uuid not null references sender.api_tokens on delete cascade,
    account_id bigint not null references sender.accounts on delete cascade,
    primary key (api_token_id, account_id)
  );

  -- One for each user: a new link takes the place of the last one.
  create table if not exists sender.links (
    user_id uuid primary key references sender.users on delete cascade,
    token_id_hash text not null unique,
    expires_at timestamptz not null,
    used_at timestamptz
  );
`;
