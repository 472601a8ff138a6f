-- up
-- Accounts belong to people, not to organizations: no tenant role may read these tables.
create table accounts (
  id uuid primary key,
  password_hash text,
  password_changed_at timestamptz,
  locale text,
  status text not null default 'active' check (status in ('active', 'locked')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);

create table account_emails (
  account_id uuid not null references accounts (id) on delete cascade,
  email text collate "C" not null,
  is_primary boolean not null default false,
  verified_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, email)
);
create unique index account_emails_email on account_emails (email);
create unique index account_emails_primary on account_emails (account_id) where is_primary;

create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('cookie', 'token')),
  digest bytea not null,
  organization_id uuid references organizations (id),
  remember boolean not null default false,
  ip text,
  agent text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text
);
create unique index sessions_digest on sessions (digest);
create index sessions_account on sessions (account_id, created_at) where ended_at is null;
create index sessions_expiry on sessions (expires_at) where ended_at is null;

-- down
drop table sessions;
drop table account_emails;
drop table accounts;
