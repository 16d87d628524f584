alter table sender.api_tokens
  add column name text not null default '',
  add column created_at timestamptz not null default now();

-- One row for each email, for TRACE_DAYS. It holds no address and no link.
create table sender.emails (
  job_id uuid primary key,
  user_id uuid not null references sender.users on delete cascade,
  operation text not null,
  caller text not null,
  queued_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  detail text
);
create index emails_user_id on sender.emails (user_id, queued_at);
create index emails_queued_at on sender.emails (queued_at);
