-- up
-- How often the keys of an organization may call, by the organization's plan.
create table api_plans (
  slug text collate "C" primary key,
  name text not null,
  calls_per_minute integer not null check (calls_per_minute > 0),
  position smallint not null
);
insert into api_plans values ('free', 'Free', 60, 1), ('pro', 'Pro', 600, 2), ('enterprise', 'Enterprise', 6000, 3);

create table service_accounts (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  description text,
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index service_accounts_name on service_accounts (organization_id, name_key) where deleted_at is null;
create index service_accounts_by_name on service_accounts (organization_id, name_key, id) where deleted_at is null;
create index service_accounts_by_created on service_accounts (organization_id, created_at, id)
  where deleted_at is null;
alter table service_accounts enable row level security;
create policy tenant on service_accounts using (organization_id = (select current_organization()));
grant select, insert, update on service_accounts to atrium_tenant;

-- The secret itself is kept nowhere; it has 256 bits of its own, so a plain digest of it cannot be searched through.
create table api_keys (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  user_id uuid,
  service_account_id uuid,
  name text not null,
  name_key text collate "C" not null,
  scopes text[] not null,
  digest bytea not null,
  -- The secret before this one, for as long as whoever uses it may take to change over.
  previous_digest bytea,
  previous_until timestamptz,
  allowed_addresses text[] not null default '{}',
  calls_per_minute integer check (calls_per_minute > 0),
  expires_at timestamptz,
  last_used_at timestamptz,
  last_used_ip text,
  rotated_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
  foreign key (organization_id, service_account_id) references service_accounts (organization_id, id),
  check ((user_id is null) <> (service_account_id is null)),
  check ((previous_digest is null) = (previous_until is null))
);
-- Who calls with a key is in no organization yet: it is found by its id alone.
create unique index api_keys_id on api_keys (id);
create index api_keys_of_user on api_keys (organization_id, user_id) where user_id is not null;
create index api_keys_of_service_account on api_keys (organization_id, service_account_id)
  where service_account_id is not null;
create index api_keys_by_created on api_keys (organization_id, created_at, id);
create index api_keys_by_name on api_keys (organization_id, name_key, id);
alter table api_keys enable row level security;
create policy tenant on api_keys using (organization_id = (select current_organization()));
grant select, insert, update on api_keys to atrium_tenant;

-- down
drop table api_keys;
drop table service_accounts;
drop table api_plans;
