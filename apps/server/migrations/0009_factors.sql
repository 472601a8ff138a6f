-- up
-- Factors belong to accounts, not to organizations: no tenant role may read these tables.
create table account_totp (
  account_id uuid primary key references accounts (id) on delete cascade,
  -- Sealed for this account: a row copied to another one opens nothing.
  secret text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  -- The newest time step whose code was taken; that code and older ones are dead.
  last_step bigint,
  last_used_at timestamptz
);

create table recovery_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  digest bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, digest)
);

create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  rp_id text collate "C" not null,
  credential_id text collate "C" not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create unique index passkeys_credential on passkeys (credential_id);
create index passkeys_account on passkeys (account_id, created_at);

-- Challenges are signed and not stored; what was answered once is kept until it would have run out.
create table used_challenges (
  digest bytea primary key,
  expires_at timestamptz not null
);
create index used_challenges_expiry on used_challenges (expires_at);

create table code_factors (
  account_id uuid not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('email_code', 'sms_code')),
  phone text collate "C",
  added_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, kind),
  check ((kind = 'sms_code') = (phone is not null))
);

-- One code a purpose: a newer one takes the place of the older.
create table sent_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  purpose text not null check (purpose in ('email_code', 'sms_code', 'phone')),
  phone text collate "C",
  mac text not null,
  tries smallint not null default 0,
  expires_at timestamptz not null,
  primary key (account_id, purpose)
);
create index sent_codes_expiry on sent_codes (expires_at);

-- down
drop table sent_codes;
drop table code_factors;
drop table used_challenges;
drop table passkeys;
drop table recovery_codes;
drop table account_totp;
