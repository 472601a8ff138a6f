-- up
-- `foldText` of the filter language: NFKC, lower case, without diacritics. What is ASCII alone, which is nearly
-- everything, takes the short way: normalizing costs twenty times as much. Not in SQL, which every single insert
-- would plan anew for the generated columns.
create function fold_text(value text) returns text language plpgsql immutable strict parallel safe as $$
begin
  if octet_length(value) = char_length(value) then
    return lower(value) collate "C";
  end if;
  return normalize(lower(replace(
    regexp_replace(
      normalize(lower(normalize(value, NFKC) collate "und-x-icu"), NFKD),
      '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'),
    'ς', 'σ') collate "und-x-icu"), NFKC) collate "C";
end $$;

create function fold_texts(texts text[]) returns text[] language plpgsql immutable strict parallel safe as $$
begin
  if texts = '{}' then
    return texts;
  end if;
  return array(select fold_text(each) from unnest(texts) as each);
end $$;

create table users (
  -- Without a key to organizations, whose rows never go: each writer would hold on to the one row that all share.
  organization_id uuid not null,
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
  title_key text collate "C" generated always as (fold_text(title)) stored,
  department text,
  department_key text collate "C" generated always as (fold_text(department)) stored,
  manager_id uuid,
  employee_number text collate "C",
  employee_key text collate "C" generated always as (fold_text(employee_number)) stored,
  locale text,
  locale_key text collate "C" generated always as (fold_text(locale)) stored,
  time_zone text,
  address jsonb,
  birth_date date,
  website text,
  bio text,
  external_id text collate "C",
  source text not null default 'manual',
  tags text[] not null default '{}',
  tag_keys text[] generated always as (fold_texts(tags)) stored,
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
  check ((status = 'deleted') = (deleted_at is not null)),
  check ((last_seen_at is null) = (last_login_at is null)),
  check (last_seen_at >= last_login_at and last_login_at >= created_at)
) with (fillfactor = 90);

-- Also serves the order by e-mail, in which an address stands for one person.
create unique index users_email on users (organization_id, email) where deleted_at is null;
create unique index users_account on users (account_id, organization_id) where account_id is not null;
create unique index users_external_id on users (organization_id, external_id)
  where external_id is not null and deleted_at is null;
create unique index users_employee_number on users (organization_id, employee_number)
  where employee_number is not null and deleted_at is null;
create index users_manager on users (organization_id, manager_id);
-- Of many people with one value a page is found by its order, of few by these. Who has none is asked for, too.
create index users_title on users (organization_id, title_key) where deleted_at is null;
create index users_department on users (organization_id, department_key) where deleted_at is null;
create index users_locale on users (organization_id, locale_key) where deleted_at is null;
create index users_source on users (organization_id, source collate "C") where deleted_at is null;
create index users_employee_key on users (organization_id, employee_key)
  where employee_key is not null and deleted_at is null;
create index users_without_role on users (organization_id, id) where roles = '{}';
-- One index a sort order; the last key makes every order total.
create index users_by_created on users (organization_id, created_at, id) where deleted_at is null;
create index users_by_updated on users (organization_id, updated_at, id) where deleted_at is null;
create index users_by_name on users (organization_id, name_key, id) where deleted_at is null;
create index users_by_login on users (organization_id, login_key, id) where deleted_at is null;
-- Who signs in hangs together with the status, so that one of them alone says little about where the other is found.
create index users_by_status on users (organization_id, status, login_key, id);
-- So does whether the address is proven.
create index users_unverified on users (organization_id, login_key, id) where not email_verified and deleted_at is null;
create index users_deleted on users (organization_id, created_at, id) where deleted_at is not null;
create index users_first_name on users (organization_id, first_key, id) where deleted_at is null;
create index users_last_name on users (organization_id, last_key, id) where deleted_at is null;

alter table users enable row level security;
create policy tenant on users using (organization_id = (select current_organization()));
grant select, insert, update on users to atrium_tenant;

-- Counters answer totals without counting. A few rows a status, of which a writer takes one that nobody else holds, so
-- that writers do not queue.
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

create function count_users(organization uuid, counted text, more bigint) returns void language plpgsql
  set search_path = public, pg_temp as $$
begin
  update user_counts c set users = c.users + more
  where c.organization_id = organization and c.status = counted and c.shard = (
    select free.shard from user_counts free where free.organization_id = organization and free.status = counted
    limit 1 for update skip locked);
  if not found then
    insert into user_counts as c (organization_id, status, shard, users)
    values (organization, counted, pg_backend_pid() % 64, more)
    on conflict (organization_id, status, shard) do update set users = c.users + excluded.users;
  end if;
end $$;

-- Who belongs to no group, so that few among many are found without looking at everybody. Groups, which come later, strike
-- out whom they take in.
create table ungrouped_users (
  organization_id uuid not null,
  user_id uuid not null,
  primary key (organization_id, user_id)
);
alter table ungrouped_users enable row level security;
create policy tenant on ungrouped_users using (organization_id = (select current_organization()));
grant select on ungrouped_users to atrium_tenant;

-- Beside counting, the one place that sees everybody who comes and goes.
create function count_inserted_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform count_users(n.organization_id, n.status, n.more) from (
    select organization_id, status, count(*) as more from added
    group by organization_id, status order by organization_id, status
  ) n;
  insert into ungrouped_users select organization_id, id from added;
  return null;
end $$;

create function count_updated_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform count_users(n.organization_id, n.status, n.more) from (
    select organization_id, status, sum(n)::bigint as more from (
      select organization_id, status, 1 as n from after
      union all select organization_id, status, -1 from before
    ) moved
    group by organization_id, status having sum(n) <> 0 order by organization_id, status
  ) n;
  return null;
end $$;

create function count_removed_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform count_users(n.organization_id, n.status, n.more) from (
    select organization_id, status, -count(*) as more from removed
    group by organization_id, status order by organization_id, status
  ) n;
  delete from ungrouped_users f using removed r where f.organization_id = r.organization_id and f.user_id = r.id;
  return null;
end $$;

create trigger users_counted_in after insert on users
  referencing new table as added for each statement execute function count_inserted_users();
create trigger users_counted_again after update on users
  referencing old table as before new table as after for each statement execute function count_updated_users();
create trigger users_counted_out after delete on users
  referencing old table as removed for each statement execute function count_removed_users();

-- down
drop table ungrouped_users;
drop table user_counts;
drop table users;
drop function count_removed_users();
drop function count_updated_users();
drop function count_inserted_users();
drop function count_users(uuid, text, bigint);
drop function fold_texts(text[]);
drop function fold_text(text);
