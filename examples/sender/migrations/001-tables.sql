-- Secrets are here as hashes only: of API tokens, of the token ids of links, of the secret that signs links, of passwords.

create table sender.accounts (
  id bigint primary key,
  brand jsonb not null
);

create table sender.users (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null references sender.accounts on delete cascade,
  name text not null,
  email text not null,
  locale text,
  time_zone text,
  password_hash text,
  unique (account_id, name)
);

create table sender.api_tokens (
  id uuid primary key default gen_random_uuid(),
  hash_prefix text not null,
  hash text not null unique,
  expires_at timestamptz
);
create index api_tokens_hash_prefix on sender.api_tokens (hash_prefix);

create table sender.api_token_accounts (
  api_token_id uuid not null references sender.api_tokens on delete cascade,
  account_id bigint not null references sender.accounts on delete cascade,
  primary key (api_token_id, account_id)
);

-- One for each user: a new link takes the place of the last one.
create table sender.links (
  user_id uuid primary key references sender.users on delete cascade,
  token_id_hash text not null unique,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- The old address may be a stranger's, who has a mail with the link.
create function sender.withdraw_link() returns trigger language plpgsql as $$
begin
  delete from sender.links where user_id = new.id;
  return null;
end $$;
create trigger address_changed after update of email on sender.users for each row
  when (old.email is distinct from new.email) execute function sender.withdraw_link();

-- One row: which LINK_SECRET made the links.
create table sender.link_secret (
  id boolean primary key default true check (id),
  fingerprint text not null
);

-- Calls that were answered with 0, by the Idempotency-Key that they came with.
create table sender.idempotency_keys (
  api_token_id uuid not null references sender.api_tokens on delete cascade,
  key_hash text not null,
  user_id uuid not null references sender.users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (api_token_id, key_hash)
);
create index idempotency_keys_created_at on sender.idempotency_keys (created_at);
