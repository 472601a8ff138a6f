-- up
-- Since when somebody has the status that they have; null where it never changed. Rules count from it.
alter table users add column status_since timestamptz;
create function note_status_change() returns trigger language plpgsql as $$
begin
  new.status_since := new.updated_at;
  return new;
end $$;
create trigger users_status_since before update on users
  for each row when (old.status is distinct from new.status) execute function note_status_change();

-- What becomes of people who do not come any more: whom, since when, and what is done one after the other.
create table lifecycle_rules (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  q text not null default '',
  starts text not null check (starts in ('no_sign_in', 'never_signed_in', 'inactive')),
  steps jsonb not null,
  -- How many of a hundred people it may act on in a day before somebody has to confirm.
  daily_share integer not null default 20 check (daily_share between 1 and 100),
  enabled boolean not null default false,
  -- What whoever wrote it last may do: it reaches nobody above them.
  reach text[] not null default '{}',
  written_by uuid,
  written_at timestamptz not null,
  -- What was noted of people before the steps or the beginning changed counts no more.
  steps_from timestamptz not null,
  -- The day that is being counted, and how many it acted on.
  day_from timestamptz,
  day_count integer not null default 0,
  -- It wanted to act on too many and waits for somebody to confirm.
  stopped_at timestamptz,
  stopped_count integer,
  confirmed_until timestamptz,
  confirmed_count integer,
  ran_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create index lifecycle_rules_by_created on lifecycle_rules (organization_id, created_at, id);
alter table lifecycle_rules enable row level security;
create policy tenant on lifecycle_rules using (organization_id = (select current_organization()));
grant select, insert, update, delete on lifecycle_rules to atrium_tenant;

-- How far each rule is with each person. `since` is what the rule counted from when the step was done: whoever signs in
-- or whose status somebody changes has another one, and falls out. Of a rule that is gone it is cleared away some at a
-- time, since that may be of a million people.
create table lifecycle_progress (
  organization_id uuid not null,
  rule_id uuid not null,
  user_id uuid not null,
  since timestamptz not null,
  step integer not null,
  stepped_at timestamptz not null,
  refused text,
  primary key (organization_id, rule_id, user_id),
  foreign key (organization_id, rule_id) references lifecycle_rules (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index lifecycle_progress_due on lifecycle_progress (organization_id, rule_id, step, stepped_at, user_id);
create index lifecycle_progress_of_user on lifecycle_progress (organization_id, user_id);
alter table lifecycle_progress enable row level security;
create policy tenant on lifecycle_progress using (organization_id = (select current_organization()));
grant select, insert, update, delete on lifecycle_progress to atrium_tenant;

-- down
drop table lifecycle_progress;
drop table lifecycle_rules;
drop trigger users_status_since on users;
drop function note_status_change();
alter table users drop column status_since;
