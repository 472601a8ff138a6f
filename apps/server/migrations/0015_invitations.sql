-- up
create table invitations (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  email text collate "C" not null,
  first_name text,
  last_name text,
  roles text[] not null default '{}',
  -- The person it is for where they stood in the organization before it.
  user_id uuid,
  state text not null default 'open' check (state in ('open', 'accepted', 'revoked', 'expired')),
  -- No foreign key: who looks in from the platform is a person of another organization.
  invited_by uuid not null,
  inviter_name text not null,
  -- The mailed proof that accepts it; taking the invitation back takes it away.
  proof_id uuid not null,
  resent integer not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_user_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id),
  foreign key (organization_id, accepted_user_id) references users (organization_id, id),
  check ((state = 'accepted') = (accepted_at is not null and accepted_user_id is not null))
);
create unique index invitations_open on invitations (organization_id, email) where state = 'open';
create index invitations_by_created on invitations (organization_id, created_at, id);
create index invitations_by_email on invitations (organization_id, email, id);
create index invitations_expiry on invitations (expires_at) where state = 'open';
alter table invitations enable row level security;
create policy tenant on invitations using (organization_id = (select current_organization()));
grant select, insert, update on invitations to atrium_tenant;

-- The address that an account asked for and that still waits for its proof: one at a time.
create table account_email_changes (
  account_id uuid primary key references accounts (id) on delete cascade,
  email text collate "C" not null,
  make_primary boolean not null,
  proof_id uuid not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null
);

-- down
drop table account_email_changes;
drop table invitations;
