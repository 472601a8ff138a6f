-- up
-- The organization that the running statement acts in; null outside of one, so that policies then match no row.
create function current_organization() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('atrium.organization_id', true), '')::uuid;

create table organizations (
  id uuid primary key,
  parent_id uuid references organizations (id),
  slug text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  platform boolean not null default false,
  plan text not null default 'free',
  user_limit integer check (user_limit > 0),
  settings jsonb not null default '{"locale": "en", "timeZone": "UTC"}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index organizations_slug on organizations (slug);
create unique index organizations_platform on organizations (platform) where platform;
create index organizations_parent on organizations (parent_id);
create index organizations_by_name on organizations (name_key, id);
create index organizations_by_created on organizations (created_at, id);
alter table organizations enable row level security;
create policy tenant on organizations using (id = (select current_organization()));
grant select, update on organizations to atrium_tenant;

create table crypto_keys (
  id text primary key,
  purpose text not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);

create unlogged table rate_counters (
  key text collate "C" not null,
  window_start bigint not null,
  used integer not null,
  expires_at timestamptz not null,
  primary key (key, window_start)
);
create index rate_counters_expiry on rate_counters (expires_at);

create table idempotency_keys (
  organization_id uuid not null references organizations (id),
  actor_id uuid not null,
  key text collate "C" not null,
  operation text not null,
  request_digest bytea not null,
  status smallint not null,
  body text not null,
  created_at timestamptz not null,
  primary key (organization_id, actor_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
create policy tenant on idempotency_keys using (organization_id = (select current_organization()));
grant select, insert on idempotency_keys to atrium_tenant;

-- down
drop table idempotency_keys;
drop table rate_counters;
drop table crypto_keys;
drop table organizations;
drop function current_organization();
