-- up
-- A filter with a name: live ones are asked anew each time, static ones keep whom they found.
create table segments (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  slug text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  description text,
  kind text not null check (kind in ('live', 'static')),
  q text not null,
  -- Of static ones: how many were found, and when that was done; null while it is being done.
  people integer,
  filled_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index segments_slug on segments (organization_id, slug);
create index segments_by_name on segments (organization_id, name_key, id);
create index segments_by_created on segments (organization_id, created_at, id);
alter table segments enable row level security;
create policy tenant on segments using (organization_id = (select current_organization()));
grant select, insert, update, delete on segments to atrium_tenant;

create table segment_members (
  organization_id uuid not null,
  segment_id uuid not null,
  user_id uuid not null,
  primary key (organization_id, segment_id, user_id),
  foreign key (organization_id, segment_id) references segments (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index segment_members_of_user on segment_members (organization_id, user_id, segment_id);
alter table segment_members enable row level security;
create policy tenant on segment_members using (organization_id = (select current_organization()));
grant select, insert, delete on segment_members to atrium_tenant;

-- How somebody looks at a list: what is asked, in which order, in which columns.
create table views (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  -- Also somebody of the platform, who is nobody in the organization.
  owner_id uuid not null,
  list text collate "C" not null,
  name text not null,
  q text not null default '',
  sort text,
  columns text[] not null default '{}',
  position integer not null default 0,
  shared boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create index views_of_owner on views (organization_id, owner_id, list, position, id);
create index views_shared on views (organization_id, list, position, id) where shared;
alter table views enable row level security;
create policy tenant on views using (organization_id = (select current_organization()));
grant select, insert, update, delete on views to atrium_tenant;

-- down
drop table views;
drop table segment_members;
drop table segments;
