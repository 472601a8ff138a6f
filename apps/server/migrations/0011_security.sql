-- up
-- Every try to sign in, whoever it was for; kept for 90 days. Written by the system alone; an organization sees its own.
create table login_attempts (
  id uuid primary key,
  at timestamptz not null,
  organization_id uuid references organizations (id),
  user_id uuid,
  account_id uuid,
  email text collate "C",
  method text not null,
  outcome text not null check (outcome in ('ok', 'refused', 'blocked')),
  reason text,
  ip text,
  device_id uuid,
  agent text,
  country text,
  unusual text[] not null default '{}',
  judged boolean not null default false
) with (fillfactor = 90);
-- Ids carry their time, so their order is the order of the tries.
create index login_attempts_of_organization on login_attempts (organization_id, id);
create index login_attempts_of_user on login_attempts (organization_id, user_id, id) where user_id is not null;
create index login_attempts_of_account on login_attempts (account_id, id) where account_id is not null;
create index login_attempts_unjudged on login_attempts (id) where not judged;
alter table login_attempts enable row level security;
create policy tenant on login_attempts using (organization_id = (select current_organization()));
grant select on login_attempts to atrium_tenant;

create table security_events (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  kind text collate "C" not null,
  severity text not null check (severity in ('info', 'low', 'medium', 'high')),
  -- What it is about; while an event about it is not resolved, another one of the kind is counted into it.
  subject text collate "C" not null,
  user_id uuid,
  account_id uuid,
  reasons text[] not null,
  evidence jsonb not null default '{}',
  responses text[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
  occurrences integer not null default 1,
  raised_at timestamptz not null,
  last_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  resolved_at timestamptz,
  resolved_by uuid,
  note text,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id)
);
create unique index security_events_unresolved on security_events (organization_id, kind, subject)
  where state <> 'resolved';
create index security_events_by_state on security_events (organization_id, state, id);
create index security_events_of_user on security_events (organization_id, user_id, id) where user_id is not null;
alter table security_events enable row level security;
create policy tenant on security_events using (organization_id = (select current_organization()));
grant select, insert, update on security_events to atrium_tenant;

alter table accounts
  add column locked_at timestamptz,
  -- The organization whose rule locked it, which may lift the lock.
  add column locked_by uuid references organizations (id);

-- down
alter table accounts drop column locked_by, drop column locked_at;
drop table security_events;
drop table login_attempts;
