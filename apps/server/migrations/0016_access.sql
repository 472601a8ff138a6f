-- up
alter table roles
  add column description text not null default '',
  -- Made by the platform for every organization, which gives it as it is or makes a narrower role from it.
  add column template boolean not null default false,
  -- The template that a role was made from and never reaches beyond.
  add column template_id uuid references roles (id),
  add column created_by uuid,
  add column updated_by uuid,
  add check (not template or (organization_id is not null and template_id is null));
create index roles_of_template on roles (template_id) where template_id is not null;
create index roles_templates on roles (slug) where template;

drop policy tenant_reads on roles;
drop policy tenant_writes on roles;
create policy tenant_reads on roles for select
  using (organization_id is null or template or organization_id = (select current_organization()));
create policy tenant_writes on roles for all
  using (organization_id = (select current_organization()))
  with check (
    organization_id = (select current_organization())
    and (not template or exists (select 1 from organizations o where o.id = organization_id and o.platform))
  );
grant insert, update, delete on roles to atrium_tenant;

-- What a role inherits, as it was said, and all that follows from it.
create table role_parents (
  organization_id uuid not null references organizations (id),
  role_id uuid not null references roles (id) on delete cascade,
  parent_id uuid not null references roles (id),
  primary key (organization_id, role_id, parent_id),
  check (role_id <> parent_id)
);
create index role_parents_down on role_parents (parent_id);
alter table role_parents enable row level security;
create policy tenant on role_parents using (organization_id = (select current_organization()));
grant select, insert, delete on role_parents to atrium_tenant;

create table role_closure (
  organization_id uuid not null references organizations (id),
  role_id uuid not null references roles (id) on delete cascade,
  ancestor_id uuid not null references roles (id),
  depth smallint not null check (depth between 1 and 64),
  primary key (organization_id, role_id, ancestor_id),
  check (role_id <> ancestor_id)
);
create index role_closure_down on role_closure (ancestor_id, role_id);
create index role_closure_up on role_closure (role_id, ancestor_id);
alter table role_closure enable row level security;
create policy tenant on role_closure using (organization_id = (select current_organization()));
grant select, insert, delete on role_closure to atrium_tenant;

-- Every state that a role had, for ever: no right to change or remove a row is given.
create table role_versions (
  organization_id uuid not null references organizations (id),
  role_id uuid not null,
  version integer not null,
  name text not null,
  description text not null,
  permissions text[] not null,
  parents text[] not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, role_id, version)
);
alter table role_versions enable row level security;
create policy tenant on role_versions using (organization_id = (select current_organization()));
grant select, insert on role_versions to atrium_tenant;

alter table grants
  drop constraint grants_subject_type_check,
  drop constraint grants_scope_check,
  drop constraint grants_organization_id_subject_id_fkey,
  alter column role_id drop not null,
  add column permission text collate "C",
  add column scope_type text,
  add column scope_id uuid,
  -- Keeps the key to the people while other subjects have tables of their own.
  add column user_id uuid generated always as (case when subject_type = 'user' then subject_id end) stored,
  add foreign key (organization_id, user_id) references users (organization_id, id),
  add check (subject_type in ('user', 'group', 'api_key', 'service_account')),
  add check (scope in ('platform', 'organization', 'group', 'portal', 'service', 'resource')),
  add check ((role_id is null) <> (permission is null)),
  add check ((scope in ('platform', 'organization')) = (scope_id is null)),
  add check ((scope = 'resource') = (scope_type is not null)),
  add constraint grants_validity check (valid_from < valid_until);
drop index grants_once;
create unique index grants_once
  on grants (organization_id, subject_id, role_id, permission, scope, scope_type, scope_id) nulls not distinct;
create index grants_of_permission on grants (organization_id, permission, subject_id) where permission is not null;
create index grants_of_groups on grants (organization_id, role_id, permission, subject_id) where subject_type = 'group';
create index grants_ending on grants (valid_until) where valid_until is not null;

-- `users.roles` shows what people hold in the organization as a whole; what they hold at one thing is not theirs everywhere.
create or replace function keep_user_roles() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  -- What is given to people who show it already changes nothing, as where many are brought in with their roles.
  if tg_op = 'INSERT' and not exists (
    select 1 from touched t
    join roles r on r.id = t.role_id
    join users u on u.organization_id = t.organization_id and u.id = t.subject_id
    where t.subject_type = 'user' and t.scope in ('platform', 'organization') and r.slug <> all (u.roles)
  ) then
    return null;
  end if;
  update users u set roles = held.slugs
  from (
    select t.organization_id, t.subject_id,
      array(
        select distinct r.slug from grants g join roles r on r.id = g.role_id
        where g.organization_id = t.organization_id and g.subject_id = t.subject_id
          and g.scope in ('platform', 'organization') order by r.slug
      ) as slugs
    from (select distinct organization_id, subject_id from touched where subject_type = 'user') t
  ) held
  where u.organization_id = held.organization_id and u.id = held.subject_id and u.roles <> held.slugs;
  return null;
end $$;

-- Groups come with the next migration, which replaces these four by what they say.
create function groups_of(organization uuid, member uuid) returns setof uuid
  language sql stable parallel safe as $$ select null::uuid where false $$;
comment on function groups_of is 'Every group that a person is in, and those above them.';
create function groups_above(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select from_group $$;
comment on function groups_above is 'A group and those above it.';
create function groups_below(organization uuid, from_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select from_group $$;
comment on function groups_below is 'A group and those below it.';
create function people_of_group(organization uuid, of_group uuid) returns setof uuid
  language sql stable parallel safe as $$ select null::uuid where false $$;
comment on function people_of_group is 'The people who are in a group itself.';

-- Who a person counts as when grants are looked for.
create function subjects_of(organization uuid, member uuid) returns setof uuid
  language sql stable parallel safe as $$
  select member union all select held from groups_of(organization, member) held
$$;


-- What a role allows, its own and what it inherits, with the role that each comes from.
create function role_allows(of_role uuid) returns table (permission text, via uuid)
  language sql stable parallel safe as $$
  select p.permission, r.id
  from (select of_role as id union all select c.ancestor_id from role_closure c where c.role_id = of_role) reached
  join roles r on r.id = reached.id
  cross join lateral unnest(r.permissions) as p (permission)
  where r.template_id is null
    or exists (select 1 from roles t where t.id = r.template_id and p.permission = any (t.permissions))
$$;

-- The roles of an organization, shared ones among them, that allow something.
create function roles_allowing(organization uuid, wanted text) returns setof uuid
  language sql stable parallel safe as $$
  with own as (
    select r.id from roles r
    where (r.organization_id = organization or r.organization_id is null or r.template)
      and wanted = any (r.permissions)
      and (r.template_id is null
        or exists (select 1 from roles t where t.id = r.template_id and wanted = any (t.permissions)))
  )
  select own.id from own
  union
  select c.role_id from role_closure c join own on own.id = c.ancestor_id where c.organization_id = organization
$$;

-- Where somebody may do something at a moment; lists keep the rows that lie at or below one of these scopes.
create function permitted_at(organization uuid, subject uuid, wanted text, moment timestamptz)
  returns table (grant_id uuid, scope text, scope_type text, scope_id uuid)
  language sql stable parallel safe as $$
  select g.id, g.scope, g.scope_type, g.scope_id from grants g
  where g.organization_id = organization
    and g.subject_id in (select held from subjects_of(organization, subject) held)
    and (g.permission = wanted or g.role_id in (select allowing from roles_allowing(organization, wanted) allowing))
    and (g.valid_from is null or g.valid_from <= moment) and (g.valid_until is null or g.valid_until > moment)
$$;

-- Everything that reaches somebody by any grant, wherever and whenever: what others have to hold to act on them.
create function ever_held(organization uuid, subject uuid) returns table (permission text, over_platform boolean)
  language sql stable parallel safe as $$
  select distinct coalesce(g.permission, a.permission), g.scope = 'platform'
  from grants g left join lateral role_allows(g.role_id) a on true
  where g.organization_id = organization
    and g.subject_id in (select held from subjects_of(organization, subject) held)
    and (g.permission is not null or a.permission is not null)
$$;

-- down
drop function ever_held(uuid, uuid);
drop function permitted_at(uuid, uuid, text, timestamptz);
drop function roles_allowing(uuid, text);
drop function role_allows(uuid);
drop function subjects_of(uuid, uuid);
drop function people_of_group(uuid, uuid);
drop function groups_below(uuid, uuid);
drop function groups_above(uuid, uuid);
drop function groups_of(uuid, uuid);
delete from grants where subject_type <> 'user' or role_id is null or scope not in ('platform', 'organization');
drop index grants_ending;
drop index grants_of_groups;
drop index grants_of_permission;
drop index grants_once;
alter table grants
  drop column user_id,
  drop column scope_id,
  drop column scope_type,
  drop column permission,
  alter column role_id set not null,
  drop constraint grants_subject_type_check,
  drop constraint grants_scope_check,
  drop constraint grants_validity,
  add foreign key (organization_id, subject_id) references users (organization_id, id),
  add check (subject_type in ('user')),
  add check (scope in ('platform', 'organization'));
create unique index grants_once on grants (organization_id, subject_id, role_id, scope);
create or replace function keep_user_roles() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update users u set roles = held.slugs
  from (
    select t.organization_id, t.subject_id,
      array(
        select distinct r.slug from grants g join roles r on r.id = g.role_id
        where g.organization_id = t.organization_id and g.subject_id = t.subject_id order by r.slug
      ) as slugs
    from (select distinct organization_id, subject_id from touched) t
  ) held
  where u.organization_id = held.organization_id and u.id = held.subject_id and u.roles <> held.slugs;
  return null;
end $$;
drop table role_versions;
drop table role_closure;
drop table role_parents;
drop policy tenant_writes on roles;
drop policy tenant_reads on roles;
delete from grants where role_id in (select id from roles where template_id is not null or template);
update roles set template_id = null;
alter table roles
  drop column updated_by,
  drop column created_by,
  drop column template_id,
  drop column template,
  drop column description;
revoke insert, update, delete on roles from atrium_tenant;
create policy tenant_reads on roles for select
  using (organization_id is null or organization_id = (select current_organization()));
create policy tenant_writes on roles for all using (organization_id = (select current_organization()));
