-- up
-- A browser that somebody signed in from. Known by a cookie whose digest is kept for each account by itself, so a cookie
-- means nothing to another account.
create table devices (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  digest bytea not null,
  name text not null,
  ip text,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  trusted_until timestamptz
);
create unique index devices_of_account on devices (account_id, digest);
-- A browser that several people use is known to each of them under one value, which changes for all at once.
create index devices_by_digest on devices (digest);

-- Set where an admin wants a new password; choosing one clears it.
alter table accounts add column must_change_password boolean not null default false;

-- Bearer tokens are signed from here on; who held one of the old kind signs in again.
alter table sessions alter column digest drop not null;
update sessions set digest = null, ended_at = coalesce(ended_at, now()),
  ended_reason = coalesce(ended_reason, 'token_kind_retired')
  where kind = 'token';

alter table sessions
  add column device_id uuid references devices (id) on delete set null,
  add column proofs jsonb not null default '[]',
  add column proven_at timestamptz,
  add column idle_seconds integer check (idle_seconds > 0),
  add column refresh_counter integer not null default 0,
  add column refreshed_at timestamptz,
  -- A session that is used by tokens has no secret of its own: they are signed.
  add constraint sessions_secret check ((kind = 'cookie') = (digest is not null));
create index sessions_device on sessions (device_id) where ended_at is null;

-- A sign-in that still wants something. It is no session: nothing but the next step answers to it.
create table sign_in_tickets (
  digest bytea primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  purpose text not null check (purpose in ('factor', 'enrol', 'password')),
  proofs jsonb not null,
  mode text not null check (mode in ('cookie', 'token')),
  remember boolean not null,
  trust_device boolean not null,
  organization_id uuid references organizations (id),
  tries smallint not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_tickets_expiry on sign_in_tickets (expires_at);
create index sign_in_tickets_account on sign_in_tickets (account_id);

-- down
drop table sign_in_tickets;
delete from sessions where digest is null;
alter table sessions
  drop constraint sessions_secret,
  drop column refreshed_at,
  drop column refresh_counter,
  drop column idle_seconds,
  drop column proven_at,
  drop column proofs,
  drop column device_id,
  alter column digest set not null;
drop table devices;
alter table accounts drop column must_change_password;
