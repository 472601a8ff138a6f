-- up
create table attribute_definitions (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  key text collate "C" not null,
  name text not null,
  names jsonb not null default '{}',
  description text,
  type text not null check (type in
    ('text', 'number', 'boolean', 'date', 'choice', 'multi_choice', 'reference', 'json')),
  choices jsonb not null default '[]',
  required boolean not null default false,
  default_value jsonb not null default 'null',
  rules jsonb not null default '{}',
  -- Permissions and slugs of roles, of which one is enough; null for everybody who may see or edit people.
  readers text[],
  writers text[],
  self_writable boolean not null default false,
  searchable boolean not null default false,
  indexed boolean not null default false,
  index_state text not null default 'none' check (index_state in ('none', 'building', 'ready')),
  position integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- From then on it is nowhere; a job removes the values and then this row.
  deleted_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index attribute_definitions_key on attribute_definitions (organization_id, key) where deleted_at is null;
alter table attribute_definitions enable row level security;
create policy tenant on attribute_definitions using (organization_id = (select current_organization()));
grant select, insert, update on attribute_definitions to atrium_tenant;

-- Folded twins of values that are text, kept by the application as name_key is.
alter table users add column attribute_folds jsonb not null default '{}';

-- A row for each person and indexed attribute, also where there is no value: sorting by it leaves nobody out. Columns
-- of their own type and no expressions on users: row-level security keeps those from using an index.
create table attribute_values (
  organization_id uuid not null,
  definition_id uuid not null,
  user_id uuid not null,
  -- Of several values of one person.
  place smallint not null,
  present boolean not null,
  -- 't', 'n' or 'd': which of the keys counts, so that each has an index of its own.
  kind "char" not null,
  text_key text collate "C" not null default '',
  number_key double precision not null default '-Infinity',
  time_key timestamptz not null default '-infinity',
  primary key (organization_id, definition_id, user_id, place),
  foreign key (organization_id, definition_id) references attribute_definitions (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index attribute_values_text on attribute_values (organization_id, definition_id, text_key, user_id)
  where kind = 't';
create index attribute_values_number on attribute_values (organization_id, definition_id, number_key, user_id)
  where kind = 'n';
create index attribute_values_time on attribute_values (organization_id, definition_id, time_key, user_id)
  where kind = 'd';
create index attribute_values_user on attribute_values (organization_id, user_id);
alter table attribute_values enable row level security;
create policy tenant on attribute_values using (organization_id = (select current_organization()));
grant select on attribute_values to atrium_tenant;

-- What of a person's attributes goes into the index of one of them; a value of another type counts as none.
create function attribute_rows(type text, key text, attributes jsonb, folds jsonb)
  returns table (place smallint, present boolean, kind "char", text_key text, number_key double precision, time_key timestamptz)
  language sql immutable set search_path = public, pg_temp as $$
  -- The case keeps the planner from reading a text as a number before it is asked what it is.
  select 0::smallint, true, 'n'::"char", '',
      case when jsonb_typeof(attributes -> key) = 'number' then (attributes ->> key)::double precision end,
      '-infinity'::timestamptz
    where type = 'number' and jsonb_typeof(attributes -> key) = 'number'
  union all
  select 0::smallint, true, 'd'::"char", '', '-Infinity',
      case when pg_input_is_valid(attributes ->> key, 'date') then ((attributes ->> key) || 'T00:00:00Z')::timestamptz end
    where type = 'date' and (attributes ->> key) ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(attributes ->> key, 'date')
  union all
  select 0::smallint, true, 't'::"char",
      left(case when type = 'text' then coalesce(folds ->> key, attributes ->> key) else attributes ->> key end, 200),
      '-Infinity', '-infinity'
    where type in ('text', 'choice', 'reference') and jsonb_typeof(attributes -> key) = 'string'
      or type = 'boolean' and jsonb_typeof(attributes -> key) = 'boolean'
  union all
  select (n - 1)::smallint, true, 't'::"char", left(value, 200), '-Infinity', '-infinity'
    from jsonb_array_elements_text(case when jsonb_typeof(attributes -> key) = 'array' then attributes -> key else '[]' end)
      with ordinality as held (value, n)
    where type = 'multi_choice'
$$;

create function index_attributes(organization uuid, definitions uuid[], of_users uuid[]) returns void language sql
  set search_path = public, pg_temp as $$
  insert into attribute_values (organization_id, definition_id, user_id, place, present, kind, text_key, number_key, time_key)
    select u.organization_id, d.id, u.id, coalesce(v.place, 0), coalesce(v.present, false),
      coalesce(v.kind, case d.type when 'number' then 'n' when 'date' then 'd' else 't' end::"char"),
      coalesce(v.text_key, ''), coalesce(v.number_key, '-Infinity'), coalesce(v.time_key, '-infinity')
    from users u
    join attribute_definitions d on d.organization_id = u.organization_id and d.id = any (definitions)
    left join lateral attribute_rows(d.type, d.key, u.attributes, u.attribute_folds) v on true
    where u.organization_id = organization and u.id = any (of_users)
  on conflict do nothing
$$;

create function indexed_definitions(organization uuid) returns uuid[] language sql stable
  set search_path = public, pg_temp
  return (select coalesce(array_agg(id), '{}') from attribute_definitions
    where organization_id = organization and index_state <> 'none' and deleted_at is null);

create function index_inserted_attributes() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  added_to record;
begin
  for added_to in
    select organization_id, array_agg(id) as ids from added
    where exists (
      select 1 from attribute_definitions d
      where d.organization_id = added.organization_id and d.index_state <> 'none' and d.deleted_at is null)
    group by organization_id
  loop
    perform index_attributes(
      added_to.organization_id, indexed_definitions(added_to.organization_id), added_to.ids);
  end loop;
  return null;
end $$;

create function index_changed_attributes() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  delete from attribute_values where organization_id = new.organization_id and user_id = new.id;
  perform index_attributes(new.organization_id, indexed_definitions(new.organization_id), array[new.id]);
  return null;
end $$;

create trigger users_attributes_in after insert on users
  referencing new table as added for each statement execute function index_inserted_attributes();
create trigger users_attributes_again after update of attributes, attribute_folds on users
  for each row when (old.attributes is distinct from new.attributes or old.attribute_folds is distinct from new.attribute_folds)
  execute function index_changed_attributes();

-- down
drop trigger users_attributes_again on users;
drop trigger users_attributes_in on users;
drop function index_changed_attributes();
drop function index_inserted_attributes();
drop function indexed_definitions(uuid);
drop function index_attributes(uuid, uuid[], uuid[]);
drop function attribute_rows(text, text, jsonb, jsonb);
drop table attribute_values;
alter table users drop column attribute_folds;
drop table attribute_definitions;
