-- up
alter table jobs
  -- Where the last finished batch ended; saved in the transaction of that batch.
  add column checkpoint jsonb,
  -- Whom the job acts for, and what they have to hold for as long as it runs.
  add column starter jsonb,
  add column permissions text[] collate "C" not null default '{}',
  add column progress_rate real,
  -- What it is about, for whoever may see the job; never what only its starter may see.
  add column about jsonb not null default '{}',
  -- An undo names the job whose writes it puts back.
  add column undoes uuid,
  add foreign key (organization_id, undoes) references jobs (organization_id, id);
-- A job is put back by one undo at most; a failed one makes room for another.
create unique index jobs_undo_once on jobs (organization_id, undoes)
  where undoes is not null and state in ('queued', 'running', 'succeeded');
create index jobs_of_person on jobs (organization_id, created_by, created_at, id) where created_by is not null;

-- Files that a job made. The row comes before the bytes, so that nothing lies in storage that no row names.
create table job_artefacts (
  organization_id uuid not null references organizations (id),
  job_id uuid not null,
  name text collate "C" not null,
  content_type text not null,
  storage_key text collate "C" not null,
  bytes bigint,
  sha256 text collate "C",
  -- What somebody else than the starter has to hold to read it.
  permission text collate "C" not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, job_id, name),
  foreign key (organization_id, job_id) references jobs (organization_id, id) on delete cascade
);
create index job_artefacts_expiring on job_artefacts (expires_at);
alter table job_artefacts enable row level security;
create policy tenant on job_artefacts using (organization_id = (select current_organization()));
grant select, insert, update, delete on job_artefacts to atrium_tenant;

create table job_logs (
  organization_id uuid not null references organizations (id),
  job_id uuid not null,
  number integer not null,
  at timestamptz not null,
  level text not null check (level in ('info', 'warning', 'error')),
  line text not null,
  primary key (organization_id, job_id, number),
  foreign key (organization_id, job_id) references jobs (organization_id, id) on delete cascade
);
alter table job_logs enable row level security;
create policy tenant on job_logs using (organization_id = (select current_organization()));
grant select, insert, delete on job_logs to atrium_tenant;

-- What a job could not do, row by row; becomes a file when it ends.
create table job_problems (
  organization_id uuid not null references organizations (id),
  job_id uuid not null,
  number bigint not null,
  target_id uuid,
  code text collate "C" not null,
  detail text not null,
  primary key (organization_id, job_id, number),
  foreign key (organization_id, job_id) references jobs (organization_id, id) on delete cascade
);
alter table job_problems enable row level security;
create policy tenant on job_problems using (organization_id = (select current_organization()));
grant select, insert, delete on job_problems to atrium_tenant;

-- What a job changed, as it was before, and the version that its change made: whoever undoes leaves alone what changed since.
create table job_changes (
  organization_id uuid not null references organizations (id),
  job_id uuid not null,
  target_id uuid not null,
  version integer not null,
  before jsonb not null,
  primary key (organization_id, job_id, target_id),
  foreign key (organization_id, job_id) references jobs (organization_id, id) on delete cascade
);
alter table job_changes enable row level security;
create policy tenant on job_changes using (organization_id = (select current_organization()));
grant select, insert, update, delete on job_changes to atrium_tenant;

-- Files that people brought, until a job has read them or their time is over.
create table uploads (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  content_type text not null,
  storage_key text collate "C" not null,
  bytes bigint not null,
  sha256 text collate "C",
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Null while the bytes are still on their way; until then `bytes` is what is kept free for them.
  stored_at timestamptz,
  primary key (organization_id, id)
);
create index uploads_expiring on uploads (expires_at);
alter table uploads enable row level security;
create policy tenant on uploads using (organization_id = (select current_organization()));
grant select, insert, update, delete on uploads to atrium_tenant;

-- The exact set that somebody confirmed, kept until it is acted on.
create table selections (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  resource text collate "C" not null check (resource in ('users')),
  size integer not null check (size between 0 and 1000000),
  digest text collate "C" not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, id)
);
create index selections_expiring on selections (expires_at);
alter table selections enable row level security;
create policy tenant on selections using (organization_id = (select current_organization()));
grant select, insert, update, delete on selections to atrium_tenant;

-- A million ids as a hundred rows of sixteen bytes each instead of a million rows.
create table selection_chunks (
  organization_id uuid not null references organizations (id),
  selection_id uuid not null,
  number integer not null,
  ids uuid[] not null,
  primary key (organization_id, selection_id, number),
  foreign key (organization_id, selection_id) references selections (organization_id, id) on delete cascade
);
alter table selection_chunks alter column ids set storage external;
alter table selection_chunks enable row level security;
create policy tenant on selection_chunks using (organization_id = (select current_organization()));
grant select, insert, update, delete on selection_chunks to atrium_tenant;

-- down
drop table selection_chunks;
drop table selections;
drop table uploads;
drop table job_changes;
drop table job_problems;
drop table job_logs;
drop table job_artefacts;
drop index jobs_of_person;
drop index jobs_undo_once;
alter table jobs
  drop column undoes,
  drop column about,
  drop column progress_rate,
  drop column permissions,
  drop column starter,
  drop column checkpoint;
