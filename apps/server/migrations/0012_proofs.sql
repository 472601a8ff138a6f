-- up
-- One-time proofs that travel by mail. Only a digest is kept, so nobody can read a link out of a dump. They belong to
-- people, some of whom have no account yet: no tenant is granted anything here.
create table proofs (
  id uuid primary key,
  digest bytea not null,
  purpose text collate "C" not null,
  account_id uuid references accounts (id) on delete cascade,
  organization_id uuid references organizations (id),
  email text collate "C" not null,
  -- What waits for the proof, sealed under the row's id; gone once the proof is used or void.
  sealed text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check (used_at is null or sealed is null)
);
create unique index proofs_digest on proofs (digest);
create index proofs_organization on proofs (organization_id, created_at);
create index proofs_account on proofs (account_id) where used_at is null;
create index proofs_email on proofs (email, purpose) where used_at is null;
create index proofs_expiry on proofs (expires_at);
alter table proofs enable row level security;
create policy tenant on proofs using (organization_id = (select current_organization()));

-- down
drop table proofs;
