-- up
-- How an organization's people sign in. One without a row has the defaults of the contract.
create table sign_in_policies (
  organization_id uuid primary key references organizations (id),
  settings jsonb not null,
  updated_at timestamptz not null,
  -- Without a foreign key: it may be a person of the platform.
  updated_by uuid,
  version integer not null default 1
);
alter table sign_in_policies enable row level security;
create policy tenant on sign_in_policies using (organization_id = (select current_organization()));
grant select, insert, update on sign_in_policies to atrium_tenant;

-- down
drop table sign_in_policies;
