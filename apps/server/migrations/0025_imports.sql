-- up
-- A file with people on its way in: what was found out about it, what becomes of its columns, and what came of it.
create table imports (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  -- How far it came; a job that failed, or one that put it back, is seen at the job.
  state text not null check (state in ('reading', 'mapping', 'checking', 'checked', 'running', 'done', 'expired')),
  upload_id uuid not null,
  -- What was said of the file; null where what was found out holds.
  asked jsonb not null default '{}',
  format text,
  encoding text,
  delimiter text,
  sheets text[] not null default '{}',
  sheet smallint not null default 0,
  header boolean not null default true,
  columns text[] not null default '{}',
  sample jsonb not null default '[]',
  guessed jsonb not null default '[]',
  mapping jsonb not null default '[]',
  rules jsonb not null default '{}',
  row_count integer,
  counts jsonb,
  result jsonb,
  -- The job that is at work or was last; the one of the last dry run; the one that brought people in.
  job_id uuid,
  check_job_id uuid,
  run_job_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When what the file held was thrown away.
  emptied_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, job_id) references jobs (organization_id, id),
  foreign key (organization_id, check_job_id) references jobs (organization_id, id),
  foreign key (organization_id, run_job_id) references jobs (organization_id, id)
);
create index imports_by_created on imports (organization_id, created_at, id);
create index imports_idle on imports (updated_at) where emptied_at is null;
alter table imports enable row level security;
create policy tenant on imports using (organization_id = (select current_organization()));
grant select, insert, update, delete on imports to atrium_tenant;

-- The rows as they stand in the file. They hold whatever the file holds, so they go as soon as they have been used.
create table import_rows (
  organization_id uuid not null,
  import_id uuid not null,
  number integer not null,
  line integer not null,
  cells text[] not null,
  primary key (organization_id, import_id, number),
  foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
);
alter table import_rows enable row level security;
create policy tenant on import_rows using (organization_id = (select current_organization()));
grant select, insert, delete on import_rows to atrium_tenant;

-- What no two rows may share, with the first row that has it.
create table import_keys (
  organization_id uuid not null,
  import_id uuid not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  number integer not null,
  line integer not null,
  primary key (organization_id, import_id, kind, key),
  foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
);
alter table import_keys enable row level security;
create policy tenant on import_keys using (organization_id = (select current_organization()));
grant select, insert, delete on import_keys to atrium_tenant;

-- The rows that cannot be brought in, with all that is wrong with each.
create table import_problems (
  organization_id uuid not null,
  import_id uuid not null,
  number integer not null,
  line integer not null,
  problems jsonb not null,
  primary key (organization_id, import_id, number),
  foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
);
alter table import_problems enable row level security;
create policy tenant on import_problems using (organization_id = (select current_organization()));
grant select, insert, delete on import_problems to atrium_tenant;

-- Mappings with a name, offered where a file has their columns.
create table import_mappings (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  columns jsonb not null,
  rules jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index import_mappings_name on import_mappings (organization_id, name_key);
alter table import_mappings enable row level security;
create policy tenant on import_mappings using (organization_id = (select current_organization()));
grant select, insert, update, delete on import_mappings to atrium_tenant;

-- down
drop table import_mappings;
drop table import_problems;
drop table import_keys;
drop table import_rows;
drop table imports;
