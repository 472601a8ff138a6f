-- up
create table jobs (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  kind text collate "C" not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  input jsonb not null default '{}',
  progress_done bigint not null default 0,
  progress_total bigint,
  progress_note text,
  result jsonb,
  error text,
  attempts smallint not null default 0,
  max_attempts smallint not null default 5,
  run_at timestamptz not null,
  -- A running job is its worker's until this moment; past it, another worker takes it over.
  lease_until timestamptz,
  worker text,
  cancel_requested boolean not null default false,
  -- At most one queued or running job per key and organization.
  dedupe_key text collate "C",
  created_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (organization_id, id)
) with (fillfactor = 70);
create index jobs_due on jobs (organization_id, run_at, id) where state = 'queued';
create index jobs_leases on jobs (lease_until) where state = 'running';
create index jobs_by_created on jobs (organization_id, created_at, id);
create unique index jobs_dedupe on jobs (organization_id, dedupe_key)
  where dedupe_key is not null and state in ('queued', 'running');
alter table jobs enable row level security;
create policy tenant on jobs using (organization_id = (select current_organization()));
grant select, insert, update on jobs to atrium_tenant;

create table job_schedules (
  kind text collate "C" primary key,
  next_run_at timestamptz not null,
  last_run_at timestamptz
);

-- down
drop table job_schedules;
drop table jobs;
