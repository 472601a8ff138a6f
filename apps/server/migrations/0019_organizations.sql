-- up
-- How much an organization may have; null is without limit. How many may lie below it is none unless the platform says so.
alter table organizations
  add column storage_limit bigint check (storage_limit > 0),
  add column call_limit bigint check (call_limit > 0),
  add column organization_limit integer default 0 check (organization_limit >= 0),
  add column hue smallint check (hue between 0 and 359),
  add column brand_name text,
  add column status_reason text,
  -- What it was before it was to be deleted, and from when on nothing of it is kept.
  add column status_before text,
  add column purge_at timestamptz,
  add column purged_at timestamptz,
  drop constraint organizations_status_check,
  add constraint organizations_status_check check (status in ('active', 'suspended', 'deleting', 'deleted')),
  add constraint organizations_purge check ((status = 'deleting') = (purge_at is not null and purged_at is null)),
  add constraint organizations_platform_stays check (not platform or (status = 'active' and parent_id is null));
update organizations set organization_limit = null where platform;
create index organizations_to_purge on organizations (purge_at) where status = 'deleting';
create index organizations_by_slug on organizations (slug, id);
-- Plan, limits, status and place are other people's to change: the tenants' login may write its own face alone.
revoke update on organizations from atrium_tenant;
grant update (slug, name, name_key, settings, hue, brand_name, updated_at, version) on organizations to atrium_tenant;

-- Every organization above and below every other, itself included. Kept by a trigger: neither a circle nor an endless
-- chain can be written. It names organizations of many, so no tenant may read it.
create table organization_closure (
  ancestor_id uuid not null references organizations (id) on delete cascade,
  descendant_id uuid not null references organizations (id) on delete cascade,
  depth smallint not null,
  primary key (descendant_id, ancestor_id)
);
create index organization_closure_below on organization_closure (ancestor_id, descendant_id);
insert into organization_closure
  with recursive above (ancestor_id, descendant_id, depth) as (
    select id, id, 0 from organizations
    union all
    select o.parent_id, a.descendant_id, a.depth + 1 from above a join organizations o on o.id = a.ancestor_id
    where o.parent_id is not null
  ) select * from above;

create function keep_organization_closure() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  parent_depth integer;
  height integer;
begin
  if tg_op = 'INSERT' then
    -- Many may be made at once, but none while one moves.
    perform pg_advisory_xact_lock_shared(hashtext('organizations'));
    insert into organization_closure values (new.id, new.id, 0);
  else
    -- Two moves at once could each be right and close a circle together.
    perform pg_advisory_xact_lock(hashtext('organizations'));
    delete from organization_closure c
      where c.descendant_id in (select b.descendant_id from organization_closure b where b.ancestor_id = new.id)
        and c.ancestor_id in (
          select a.ancestor_id from organization_closure a where a.descendant_id = new.id and a.ancestor_id <> new.id);
  end if;
  if new.parent_id is null then return null; end if;
  if exists (select 1 from organization_closure where ancestor_id = new.id and descendant_id = new.parent_id) then
    raise exception 'an organization cannot be below itself' using errcode = '23514', constraint = 'organizations_circle';
  end if;
  select max(depth) into parent_depth from organization_closure where descendant_id = new.parent_id;
  select max(depth) into height from organization_closure where ancestor_id = new.id;
  if parent_depth + height + 1 > 8 then
    raise exception 'organizations are at most 8 deep' using errcode = '23514', constraint = 'organizations_depth';
  end if;
  insert into organization_closure
    select a.ancestor_id, b.descendant_id, a.depth + b.depth + 1 from organization_closure a, organization_closure b
    where a.descendant_id = new.parent_id and b.ancestor_id = new.id;
  return null;
end $$;
create trigger organizations_placed after insert on organizations for each row execute function keep_organization_closure();
create trigger organizations_moved after update of parent_id on organizations for each row
  when (old.parent_id is distinct from new.parent_id) execute function keep_organization_closure();

-- Anybody may name a domain; only one organization at a time can have proven it.
create table organization_domains (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  domain text collate "C" not null,
  token text not null,
  state text not null default 'pending' check (state in ('pending', 'verified', 'failing', 'released')),
  method text check (method in ('dns', 'file')),
  verified_at timestamptz,
  checked_at timestamptz,
  failing_since timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  version integer not null default 1,
  primary key (organization_id, id),
  check ((state in ('verified', 'failing')) = (verified_at is not null and method is not null)),
  check ((state = 'failing') = (failing_since is not null))
);
create unique index organization_domains_named on organization_domains (organization_id, domain) where state <> 'released';
create unique index organization_domains_held on organization_domains (domain) where state in ('verified', 'failing');
create index organization_domains_below on organization_domains (reverse(domain) collate "C")
  where state in ('verified', 'failing');
create index organization_domains_due on organization_domains (checked_at) where state in ('verified', 'failing');
alter table organization_domains enable row level security;
create policy tenant on organization_domains using (organization_id = (select current_organization()));
grant select, insert, update on organization_domains to atrium_tenant;

-- As it is served: read, rebuilt and bounded before it comes here.
create table organization_logos (
  organization_id uuid primary key references organizations (id),
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null,
  digest text collate "C" not null,
  width integer not null,
  height integer not null,
  updated_at timestamptz not null
);
alter table organization_logos enable row level security;
create policy tenant on organization_logos using (organization_id = (select current_organization()));
grant select, insert, update, delete on organization_logos to atrium_tenant;

create table organization_storage (
  organization_id uuid primary key references organizations (id),
  bytes bigint not null default 0 check (bytes >= 0)
);
alter table organization_storage enable row level security;
create policy tenant on organization_storage using (organization_id = (select current_organization()));
grant select, insert, update on organization_storage to atrium_tenant;

-- Calls with keys in a month. Every node counts in memory and adds to it every few seconds.
create table organization_calls (
  organization_id uuid not null references organizations (id),
  month date not null,
  calls bigint not null,
  primary key (organization_id, month)
);
alter table organization_calls enable row level security;
create policy tenant on organization_calls using (organization_id = (select current_organization()));
grant select on organization_calls to atrium_tenant;

-- Ownership that is offered; it changes hands when the other person accepts.
create table organization_transfers (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  from_user_id uuid not null,
  to_user_id uuid not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, from_user_id) references users (organization_id, id) on delete cascade,
  foreign key (organization_id, to_user_id) references users (organization_id, id) on delete cascade,
  check ((state = 'open') = (ended_at is null))
);
create unique index organization_transfers_open on organization_transfers (organization_id) where state = 'open';
create index organization_transfers_to on organization_transfers (organization_id, to_user_id);
create index organization_transfers_from on organization_transfers (organization_id, from_user_id);
alter table organization_transfers enable row level security;
create policy tenant on organization_transfers using (organization_id = (select current_organization()));
grant select, insert, update on organization_transfers to atrium_tenant;

-- down
drop table organization_transfers;
drop table organization_calls;
drop table organization_storage;
drop table organization_logos;
drop table organization_domains;
drop trigger organizations_placed on organizations;
drop trigger organizations_moved on organizations;
drop function keep_organization_closure();
drop table organization_closure;
grant update on organizations to atrium_tenant;
drop index organizations_by_slug;
drop index organizations_to_purge;
update organizations set status = 'suspended' where status in ('deleting', 'deleted');
alter table organizations
  drop constraint organizations_platform_stays,
  drop constraint organizations_purge,
  drop constraint organizations_status_check,
  add constraint organizations_status_check check (status in ('active', 'suspended')),
  drop column purged_at,
  drop column purge_at,
  drop column status_before,
  drop column status_reason,
  drop column brand_name,
  drop column hue,
  drop column organization_limit,
  drop column call_limit,
  drop column storage_limit;
