-- up
create table users (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  account_id uuid references accounts (id),
  email text collate "C" not null,
  email_verified boolean not null default false,
  first_name text,
  last_name text,
  display_name text not null,
  -- Folded twins (NFKC, lower case, without diacritics), kept by the application: row-level security
  -- lets only leakproof comparisons use an index, and these are plain ones.
  name_key text collate "C" not null,
  first_key text collate "C" not null default '',
  last_key text collate "C" not null default '',
  phone text,
  phone_verified boolean not null default false,
  avatar text,
  title text,
  department text,
  manager_id uuid,
  employee_number text collate "C",
  locale text,
  time_zone text,
  address jsonb,
  birth_date date,
  website text,
  bio text,
  external_id text collate "C",
  source text not null default 'manual',
  tags text[] not null default '{}',
  attributes jsonb not null default '{}',
  preferences jsonb not null default '{}',
  -- Slugs of the roles given directly, kept by a trigger on grants for lists and filters.
  roles text[] not null default '{}',
  status text not null default 'pending'
    check (status in ('pending', 'active', 'inactive', 'suspended', 'deleted')),
  status_before_deletion text,
  status_reason text,
  last_login_at timestamptz,
  -- Never null, so that people who never signed in have a place in the order. A column and not an expression:
  -- coalesce() counts as leaky, and a leaky condition may not use an index under row-level security.
  login_key timestamptz not null generated always as (coalesce(last_login_at, '-infinity'::timestamptz)) stored,
  last_seen_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, manager_id) references users (organization_id, id),
  check ((status = 'deleted') = (deleted_at is not null))
) with (fillfactor = 90);

create unique index users_email on users (organization_id, email) where deleted_at is null;
create unique index users_account on users (organization_id, account_id) where account_id is not null;
create index users_by_account on users (account_id) where account_id is not null;
create unique index users_external_id on users (organization_id, external_id)
  where external_id is not null and deleted_at is null;
create unique index users_employee_number on users (organization_id, employee_number)
  where employee_number is not null and deleted_at is null;
create index users_manager on users (organization_id, manager_id) where manager_id is not null;
-- One index a sort order; the last key makes every order total.
create index users_by_created on users (organization_id, created_at, id) where deleted_at is null;
create index users_by_updated on users (organization_id, updated_at, id) where deleted_at is null;
create index users_by_name on users (organization_id, name_key, id) where deleted_at is null;
create index users_by_email on users (organization_id, email, id) where deleted_at is null;
create index users_by_login on users (organization_id, login_key, id) where deleted_at is null;
create index users_by_status on users (organization_id, status, created_at, id);
create index users_first_name on users (organization_id, first_key, id) where deleted_at is null;
create index users_last_name on users (organization_id, last_key, id) where deleted_at is null;

alter table users enable row level security;
create policy tenant on users using (organization_id = (select current_organization()));
grant select, insert, update on users to atrium_tenant;

-- Counters answer totals without counting. Eight rows a status, chosen by connection, so that writers do not queue.
create table user_counts (
  organization_id uuid not null references organizations (id),
  status text not null,
  shard smallint not null,
  users bigint not null,
  primary key (organization_id, status, shard)
) with (fillfactor = 50);
alter table user_counts enable row level security;
create policy tenant on user_counts using (organization_id = (select current_organization()));
grant select on user_counts to atrium_tenant;

create function count_inserted_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into user_counts as c (organization_id, status, shard, users)
    select organization_id, status, pg_backend_pid() % 8, count(*) from added
    group by organization_id, status order by organization_id, status
    on conflict (organization_id, status, shard) do update set users = c.users + excluded.users;
  return null;
end $$;

create function count_updated_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into user_counts as c (organization_id, status, shard, users)
    select organization_id, status, pg_backend_pid() % 8, sum(n) from (
      select organization_id, status, 1 as n from after
      union all select organization_id, status, -1 from before
    ) moved
    group by organization_id, status having sum(n) <> 0 order by organization_id, status
    on conflict (organization_id, status, shard) do update set users = c.users + excluded.users;
  return null;
end $$;

create function count_removed_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into user_counts as c (organization_id, status, shard, users)
    select organization_id, status, pg_backend_pid() % 8, -count(*) from removed
    group by organization_id, status order by organization_id, status
    on conflict (organization_id, status, shard) do update set users = c.users + excluded.users;
  return null;
end $$;

create trigger users_counted_in after insert on users
  referencing new table as added for each statement execute function count_inserted_users();
create trigger users_counted_again after update on users
  referencing old table as before new table as after for each statement execute function count_updated_users();
create trigger users_counted_out after delete on users
  referencing old table as removed for each statement execute function count_removed_users();

-- down
drop table user_counts;
drop table users;
drop function count_removed_users();
drop function count_updated_users();
drop function count_inserted_users();
