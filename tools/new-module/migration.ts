import type { Nouns } from "./nouns.ts";

export function migrationFile({ table }: Nouns): string {
  return `-- up
create table ${table} (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  -- The name folded for sorting, kept by the application.
  name_key text collate "C" not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  version integer not null default 1,
  primary key (organization_id, id)
);
-- One index a sort order; the last key makes every order total.
create index ${table}_by_created on ${table} (organization_id, created_at, id);
create index ${table}_by_name on ${table} (organization_id, name_key, id);
alter table ${table} enable row level security;
create policy tenant on ${table} using (organization_id = (select current_organization()));
grant select, insert, update, delete on ${table} to atrium_tenant;

-- down
drop table ${table};
`;
}
