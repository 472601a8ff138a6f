-- up
-- What people who are new have to do. The steps are a list of objects, each with an id of its own.
create table onboarding_checklists (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  description text,
  for_whom text not null default '',
  due_days integer check (due_days between 1 and 3650),
  steps jsonb not null,
  -- Since when it is on, null while it is off. Nobody's time to do it begins before.
  enabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index onboarding_checklists_name on onboarding_checklists (organization_id, name_key);
create index onboarding_checklists_by_created on onboarding_checklists (organization_id, created_at, id);
alter table onboarding_checklists enable row level security;
create policy tenant on onboarding_checklists using (organization_id = (select current_organization()));
grant select, insert, update, delete on onboarding_checklists to atrium_tenant;

-- What nobody but a person can say is done. What the facts say is read off them and never kept here.
create table onboarding_ticks (
  organization_id uuid not null,
  user_id uuid not null,
  step_id uuid not null,
  checklist_id uuid not null,
  ticked_at timestamptz not null,
  ticked_by uuid,
  -- Whose tick it was before they were made one with this person.
  merged_from uuid,
  primary key (organization_id, user_id, step_id),
  foreign key (organization_id, checklist_id) references onboarding_checklists (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index onboarding_ticks_of_checklist on onboarding_ticks (organization_id, checklist_id, step_id);
alter table onboarding_ticks enable row level security;
create policy tenant on onboarding_ticks using (organization_id = (select current_organization()));
grant select, insert, update, delete on onboarding_ticks to atrium_tenant;

-- down
drop table onboarding_ticks;
drop table onboarding_checklists;
