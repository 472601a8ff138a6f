-- up
create table groups (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  parent_id uuid,
  kind text not null default 'group' check (kind in ('group', 'team')),
  slug text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  description text,
  -- A filter over people: whoever it finds belongs to the group for as long as it finds them.
  rule text,
  -- Whoever changed since then is still to be held against the rule; null until it was held against everybody.
  rule_checked_at timestamptz,
  -- When it was last held against everybody.
  rule_swept_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, parent_id) references groups (organization_id, id)
);
create unique index groups_slug on groups (organization_id, slug) where deleted_at is null;
create index groups_by_parent on groups (organization_id, parent_id, name_key, id);
create index groups_by_created on groups (organization_id, created_at, id) where deleted_at is null;
create index groups_by_updated on groups (organization_id, updated_at, id) where deleted_at is null;
create index groups_by_name on groups (organization_id, name_key, id) where deleted_at is null;
create index groups_with_rule on groups (organization_id, id) where rule is not null and deleted_at is null;
alter table groups enable row level security;
create policy tenant on groups using (organization_id = (select current_organization()));
grant select, insert, update on groups to atrium_tenant;

-- Every group above and below every other, itself included. Deleted groups are not in it, so that whoever follows
-- rights through it finds none of theirs. Kept by a trigger: neither a circle nor an endless chain can be written.
create table group_closure (
  organization_id uuid not null references organizations (id),
  ancestor_id uuid not null,
  descendant_id uuid not null,
  depth smallint not null,
  primary key (organization_id, descendant_id, ancestor_id),
  foreign key (organization_id, ancestor_id) references groups (organization_id, id) on delete cascade,
  foreign key (organization_id, descendant_id) references groups (organization_id, id) on delete cascade
);
create index group_closure_below on group_closure (organization_id, ancestor_id, descendant_id);
alter table group_closure enable row level security;
create policy tenant on group_closure using (organization_id = (select current_organization()));
grant select on group_closure to atrium_tenant;

create function keep_group_closure() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  org constant uuid := new.organization_id;
  parent_depth integer;
  height integer;
begin
  -- Two moves at once could each be right and close a circle together.
  perform 1 from organizations where id = org for no key update;
  if tg_op = 'UPDATE' and old.deleted_at is null then
    if new.deleted_at is not null then
      if exists (select 1 from groups where organization_id = org and parent_id = new.id and deleted_at is null) then
        raise exception 'the group has subgroups' using errcode = '23514', constraint = 'groups_empty';
      end if;
      delete from group_closure where organization_id = org and descendant_id = new.id;
      return null;
    end if;
    delete from group_closure c
      where c.organization_id = org
        and c.descendant_id in (
          select b.descendant_id from group_closure b where b.organization_id = org and b.ancestor_id = new.id)
        and c.ancestor_id in (
          select a.ancestor_id from group_closure a
          where a.organization_id = org and a.descendant_id = new.id and a.ancestor_id <> new.id);
  elsif new.deleted_at is null then
    insert into group_closure values (org, new.id, new.id, 0);
  end if;
  if new.parent_id is null or new.deleted_at is not null then return null; end if;
  select max(depth) into parent_depth from group_closure where organization_id = org and descendant_id = new.parent_id;
  if parent_depth is null then
    raise exception 'the group above is not there' using errcode = '23503', constraint = 'groups_parent';
  end if;
  if exists (select 1 from group_closure
             where organization_id = org and ancestor_id = new.id and descendant_id = new.parent_id) then
    raise exception 'a group cannot be below itself' using errcode = '23514', constraint = 'groups_circle';
  end if;
  select max(depth) into height from group_closure where organization_id = org and ancestor_id = new.id;
  if parent_depth + height + 2 > 20 then
    raise exception 'groups are at most 20 deep' using errcode = '23514', constraint = 'groups_depth';
  end if;
  insert into group_closure
    select org, a.ancestor_id, b.descendant_id, a.depth + b.depth + 1 from group_closure a, group_closure b
    where a.organization_id = org and a.descendant_id = new.parent_id
      and b.organization_id = org and b.ancestor_id = new.id;
  return null;
end $$;
create trigger groups_placed after insert on groups for each row execute function keep_group_closure();
create trigger groups_moved after update of parent_id, deleted_at on groups for each row
  when (old.parent_id is distinct from new.parent_id or old.deleted_at is distinct from new.deleted_at)
  execute function keep_group_closure();

-- Who belongs to a group: put there by hand, found by its rule, or both.
create table group_members (
  organization_id uuid not null references organizations (id),
  group_id uuid not null,
  user_id uuid not null,
  by_hand boolean not null,
  by_rule boolean not null,
  added_at timestamptz not null,
  added_by uuid,
  primary key (organization_id, user_id, group_id),
  foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
  check (by_hand or by_rule)
);
create index group_members_of_group on group_members (organization_id, group_id, user_id);
-- Most are put there by hand.
create index group_members_ruled on group_members (organization_id, group_id) where by_rule;
create index group_members_by_added on group_members (organization_id, group_id, added_at, user_id);
alter table group_members enable row level security;
create policy tenant on group_members using (organization_id = (select current_organization()));
grant select, insert, update, delete on group_members to atrium_tenant;

-- How many belong to a group, without counting. Four rows a group, chosen by connection, so that writers do not queue.
create table group_sizes (
  organization_id uuid not null references organizations (id),
  group_id uuid not null,
  shard smallint not null,
  members bigint not null,
  primary key (organization_id, group_id, shard),
  foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade
) with (fillfactor = 50);
alter table group_sizes enable row level security;
create policy tenant on group_sizes using (organization_id = (select current_organization()));
grant select on group_sizes to atrium_tenant;

create function count_group_members() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into group_sizes as s (organization_id, group_id, shard, members)
    select organization_id, group_id, pg_backend_pid() % 4, case tg_op when 'INSERT' then count(*) else -count(*) end
    from touched t
    -- With its group the count goes too.
    where exists (select 1 from groups g where g.organization_id = t.organization_id and g.id = t.group_id)
    group by organization_id, group_id order by organization_id, group_id
    on conflict (organization_id, group_id, shard) do update set members = s.members + excluded.members;
  return null;
end $$;
create trigger group_members_counted_in after insert on group_members
  referencing new table as touched for each statement execute function count_group_members();
create trigger group_members_counted_out after delete on group_members
  referencing old table as touched for each statement execute function count_group_members();

-- Strikes out of `ungrouped_users` whoever is in a group. A membership of a deleted group, which may come back, is still
-- one here.
-- First everybody touched is written down, then whoever has a group is struck out again. The key makes two who change
-- the groups of one person wait for each other, and the second statement sees what the first one waited for.
create function keep_ungrouped_users() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into ungrouped_users
    select distinct t.organization_id, t.user_id from touched t
    where exists (select 1 from users u where u.organization_id = t.organization_id and u.id = t.user_id)
    order by 1, 2
  on conflict do nothing;
  delete from ungrouped_users f using touched t
    where f.organization_id = t.organization_id and f.user_id = t.user_id and exists (
      select 1 from group_members m where m.organization_id = t.organization_id and m.user_id = t.user_id);
  return null;
end $$;
create trigger group_members_grouped after insert on group_members
  referencing new table as touched for each statement execute function keep_ungrouped_users();
create trigger group_members_ungrouped after delete on group_members
  referencing old table as touched for each statement execute function keep_ungrouped_users();

-- How rights reach people through groups: those of a group and of every group above it.
create or replace function groups_of(organization uuid, member uuid) returns setof uuid
  language sql stable parallel safe as $$
  select distinct c.ancestor_id from group_members m
  join group_closure c on c.organization_id = m.organization_id and c.descendant_id = m.group_id
  where m.organization_id = organization and m.user_id = member
$$;
create or replace function groups_above(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$
  select c.ancestor_id from group_closure c where c.organization_id = organization and c.descendant_id = from_group
$$;
create or replace function groups_below(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$
  select c.descendant_id from group_closure c where c.organization_id = organization and c.ancestor_id = from_group
$$;
create or replace function people_of_group(organization uuid, of_group uuid) returns setof uuid
  language sql stable parallel safe as $$
  select m.user_id from group_members m where m.organization_id = organization and m.group_id = of_group
$$;

-- down
create or replace function groups_of(organization uuid, member uuid) returns setof uuid
  language sql stable parallel safe as $$ select null::uuid where false $$;
create or replace function groups_above(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select from_group $$;
create or replace function groups_below(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select from_group $$;
create or replace function people_of_group(organization uuid, of_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select null::uuid where false $$;
insert into ungrouped_users select organization_id, id from users on conflict do nothing;
drop table group_sizes;
drop table group_members;
drop function keep_ungrouped_users();
drop table group_closure;
drop table groups;
drop function count_group_members();
drop function keep_group_closure();
