-- up
create table connections (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  kind text not null check (kind in ('oidc', 'saml')),
  preset text not null check (preset in ('google', 'microsoft', 'github', 'gitlab', 'apple', 'generic')),
  name text not null,
  status text not null default 'active' check (status in ('active', 'inactive')),
  settings jsonb not null default '{}',
  -- Sealed by the key ring, bound to the connection's id.
  client_secret text,
  private_key text,
  jit boolean not null default false,
  default_role text,
  role_map jsonb not null default '[]',
  allow_idp_initiated boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index connections_id on connections (id);
alter table connections enable row level security;
create policy tenant on connections using (organization_id = (select current_organization()));
grant select, insert, update, delete on connections to atrium_tenant;

-- Anybody may name a domain; only one organization at a time can have proven it.
create table connection_domains (
  organization_id uuid not null references organizations (id),
  domain text collate "C" not null,
  connection_id uuid not null,
  token text not null,
  proven_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, domain),
  foreign key (organization_id, connection_id) references connections (organization_id, id) on delete cascade
);
create unique index connection_domains_proven on connection_domains (domain) where proven_at is not null;
create index connection_domains_connection on connection_domains (organization_id, connection_id);
alter table connection_domains enable row level security;
create policy tenant on connection_domains using (organization_id = (select current_organization()));
grant select, insert, update, delete on connection_domains to atrium_tenant;

-- What another provider calls a person. Belongs to the account, so no tenant may read it.
create table identities (
  id uuid primary key,
  connection_id uuid not null references connections (id) on delete cascade,
  issuer text collate "C" not null,
  subject text collate "C" not null,
  account_id uuid not null references accounts (id) on delete cascade,
  email text collate "C",
  linked_at timestamptz not null,
  last_used_at timestamptz
);
create unique index identities_subject on identities (connection_id, issuer, subject);
create index identities_account on identities (account_id);

-- A sign-in that is under way elsewhere. Usable once, by the browser that began it, for the connection it began with.
create table sso_flows (
  state_digest bytea primary key,
  browser_digest bytea not null,
  id uuid not null unique,
  connection_id uuid not null references connections (id) on delete cascade,
  purpose text not null check (purpose in ('sign_in', 'link')),
  account_id uuid references accounts (id) on delete cascade,
  nonce text,
  verifier text,
  return_to text not null,
  remember boolean not null default false,
  -- What a SAML provider has answered, sealed; the browser that comes for it is checked only then.
  answer text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'link') = (account_id is not null))
);
create index sso_flows_connection on sso_flows (connection_id);
create index sso_flows_account on sso_flows (account_id) where account_id is not null;
create index sso_flows_expiry on sso_flows (expires_at);

create table saml_assertions (
  digest bytea primary key,
  expires_at timestamptz not null
);
create index saml_assertions_expiry on saml_assertions (expires_at);

-- down
drop table saml_assertions;
drop table sso_flows;
drop table identities;
drop table connection_domains;
drop table connections;
