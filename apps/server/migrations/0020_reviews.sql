-- up
-- What an organization lets nobody give alone: a role, a single permission, or the doing of one operation.
create table approval_rules (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  role_id uuid references roles (id) on delete cascade,
  permission text collate "C",
  operation text collate "C",
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id),
  check (num_nonnulls(role_id, permission, operation) = 1)
);
create unique index approval_rules_once
  on approval_rules (organization_id, role_id, permission, operation) nulls not distinct;
create index approval_rules_of_role on approval_rules (role_id) where role_id is not null;
alter table approval_rules enable row level security;
create policy tenant on approval_rules using (organization_id = (select current_organization()));
grant select, insert, delete on approval_rules to atrium_tenant;

-- Somebody asks for something that another person decides. Who asked and who decided may be people of the platform,
-- so they are kept by name as well and bound to no row here.
create table access_requests (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  requested_by uuid not null,
  requester_account uuid not null,
  requester_name text not null,
  subject_type text check (subject_type in ('user', 'group', 'service_account')),
  subject_id uuid,
  subject_name text,
  role_id uuid references roles (id) on delete cascade,
  permission text collate "C",
  group_id uuid,
  operation text collate "C",
  params jsonb,
  -- Two requests for the same thing have the same one.
  digest text collate "C" not null,
  scope text check (scope in ('platform', 'organization', 'group', 'portal', 'service', 'resource')),
  scope_type text,
  scope_id uuid,
  valid_until timestamptz,
  reason text not null,
  state text not null default 'open'
    check (state in ('open', 'approved', 'denied', 'withdrawn', 'expired', 'used')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decider_name text,
  decision_reason text,
  grant_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade,
  check (num_nonnulls(role_id, permission, group_id, operation) = 1),
  check ((operation is null) = (subject_id is not null)),
  check ((operation is null) = (params is null))
);
create unique index access_requests_once on access_requests (organization_id, requested_by, digest)
  where state = 'open';
create index access_requests_by_state on access_requests (organization_id, state, created_at, id);
create index access_requests_by_created on access_requests (organization_id, created_at, id);
create index access_requests_of on access_requests (organization_id, requested_by, created_at, id);
create index access_requests_expiring on access_requests (expires_at) where state in ('open', 'approved');
create index access_requests_of_role on access_requests (role_id) where role_id is not null;
create index access_requests_of_group on access_requests (organization_id, group_id) where group_id is not null;
alter table access_requests enable row level security;
create policy tenant on access_requests using (organization_id = (select current_organization()));
grant select, insert, update on access_requests to atrium_tenant;

-- When whoever holds a grant, and whoever gave it, were told that it ends soon.
alter table grants add column warned_at timestamptz;
create index grants_to_warn on grants (valid_until) where valid_until is not null and warned_at is null;

-- A campaign in which people look through what others hold and say what stays.
create table access_reviews (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  scope text not null check (scope in ('all', 'group', 'role', 'filter')),
  -- A group's id, a role's slug or a filter's text.
  scope_value text,
  reviewers text not null check (reviewers in ('managers', 'role', 'people')),
  reviewer_role text collate "C",
  reviewer_ids uuid[] not null default '{}',
  undecided text not null check (undecided in ('keep', 'revoke')),
  recurrence text not null check (recurrence in ('none', 'monthly', 'quarterly', 'yearly')),
  state text not null check (state in ('preparing', 'open', 'closing', 'closed', 'cancelled')),
  starts_at timestamptz not null,
  due_at timestamptz not null,
  -- When the next one of its kind begins; set until that has begun.
  next_at timestamptz,
  items integer not null default 0,
  reminded_at timestamptz,
  created_at timestamptz not null,
  created_by uuid not null,
  creator_name text not null,
  opened_at timestamptz,
  closed_at timestamptz,
  -- In whose name it is closed: what they may not take away stays.
  closed_by uuid,
  closer_name text,
  -- Over every item with its decision, in the order of the items.
  digest text,
  version integer not null default 1,
  primary key (organization_id, id),
  check ((scope = 'all') = (scope_value is null)),
  check ((reviewers = 'role') = (reviewer_role is not null))
);
create index access_reviews_by_created on access_reviews (organization_id, created_at, id);
create index access_reviews_due on access_reviews (due_at) where state = 'open';
create index access_reviews_next on access_reviews (next_at) where next_at is not null;
alter table access_reviews enable row level security;
create policy tenant on access_reviews using (organization_id = (select current_organization()));
grant select, insert, update on access_reviews to atrium_tenant;

-- What somebody held when the campaign began, and what was decided about it. Kept as it was seen, also when the
-- grant, the role or the person is gone.
create table access_review_items (
  organization_id uuid not null references organizations (id),
  review_id uuid not null,
  id uuid not null,
  grant_id uuid,
  group_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  subject_name text not null,
  subject_email text,
  role text collate "C",
  permission text collate "C",
  group_name text,
  scope text not null,
  scope_type text,
  scope_id uuid,
  source text not null,
  granted_at timestamptz not null,
  valid_until timestamptz,
  last_used_at timestamptz,
  hints text[] not null default '{}',
  reviewer_id uuid,
  decision text check (decision in ('keep', 'revoke')),
  comment text,
  decided_at timestamptz,
  decided_by uuid,
  decider_name text,
  -- What came of it when the campaign closed; `stayed` says that it could not be taken away, and why.
  outcome text check (outcome in ('kept', 'revoked', 'gone', 'stayed')),
  outcome_reason text,
  primary key (organization_id, review_id, id),
  foreign key (organization_id, review_id) references access_reviews (organization_id, id) on delete cascade,
  check ((grant_id is null) <> (group_id is null)),
  check ((decision is null) = (decided_at is null))
);
create unique index access_review_items_grant
  on access_review_items (organization_id, review_id, subject_id, grant_id, group_id) nulls not distinct;
create index access_review_items_waiting on access_review_items (organization_id, reviewer_id, review_id, id)
  where decision is null;
create index access_review_items_of_reviewer on access_review_items (organization_id, review_id, reviewer_id, id);
create index access_review_items_of_subject on access_review_items (organization_id, subject_id);
create index access_review_items_decided on access_review_items (organization_id, review_id, decision, id);
alter table access_review_items enable row level security;
create policy tenant on access_review_items using (organization_id = (select current_organization()));
grant select, insert, update on access_review_items to atrium_tenant;

-- down
drop table access_review_items;
drop table access_reviews;
drop index grants_to_warn;
alter table grants drop column warned_at;
drop table access_requests;
drop table approval_rules;
