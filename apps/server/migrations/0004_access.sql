-- up
-- System roles have no organization: everyone sees them, nobody inside an organization may change them.
create table roles (
  id uuid primary key,
  organization_id uuid references organizations (id),
  slug text collate "C" not null,
  name text not null,
  permissions text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index roles_slug on roles (organization_id, slug) nulls not distinct;
alter table roles enable row level security;
create policy tenant_reads on roles for select
  using (organization_id is null or organization_id = (select current_organization()));
create policy tenant_writes on roles for all using (organization_id = (select current_organization()));
grant select on roles to atrium_tenant;

create table grants (
  -- Without a key to organizations, as people.
  organization_id uuid not null,
  id uuid not null,
  subject_type text not null check (subject_type in ('user')),
  subject_id uuid not null,
  role_id uuid not null references roles (id),
  scope text not null check (scope in ('platform', 'organization')),
  valid_from timestamptz,
  valid_until timestamptz,
  granted_by uuid,
  reason text,
  source text not null default 'manual',
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, subject_id) references users (organization_id, id)
);
create unique index grants_once on grants (organization_id, subject_id, role_id, scope);
create index grants_of_role on grants (organization_id, role_id, subject_id);
alter table grants enable row level security;
create policy tenant on grants using (organization_id = (select current_organization()));
grant select, insert, delete on grants to atrium_tenant;

create function keep_user_roles() returns trigger language plpgsql security definer
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
create trigger grants_shown_in after insert on grants
  referencing new table as touched for each statement execute function keep_user_roles();
create trigger grants_shown_out after delete on grants
  referencing old table as touched for each statement execute function keep_user_roles();

-- down
drop table grants;
drop function keep_user_roles();
drop table roles;
