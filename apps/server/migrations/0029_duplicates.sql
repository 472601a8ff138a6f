-- up
alter table users add column merged_into uuid;
alter table users add foreign key (organization_id, merged_into) references users (organization_id, id);
create index users_merged on users (organization_id, merged_into) where merged_into is not null;

-- Two who may be one, found by a job; the lower id stands first, so that each pair is there once.
create table duplicate_pairs (
  organization_id uuid not null,
  id uuid not null,
  low_id uuid not null,
  high_id uuid not null,
  reasons text[] not null,
  score integer not null,
  -- The run that found it last; what a later run no longer finds goes.
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by uuid,
  primary key (organization_id, id),
  unique (organization_id, low_id, high_id),
  check (low_id < high_id),
  foreign key (organization_id, low_id) references users (organization_id, id) on delete cascade,
  foreign key (organization_id, high_id) references users (organization_id, id) on delete cascade
);
create index duplicate_pairs_by_score on duplicate_pairs (organization_id, score, id);
create index duplicate_pairs_high on duplicate_pairs (organization_id, high_id);
alter table duplicate_pairs enable row level security;
create policy tenant on duplicate_pairs using (organization_id = (select current_organization()));
grant select, insert, update, delete on duplicate_pairs to atrium_tenant;

-- What a merge changed, so that it can be put back.
create table user_merges (
  organization_id uuid not null,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  -- The survivor's fields that the merge changed: before and after.
  fields jsonb not null,
  roles text[] not null,
  groups uuid[] not null,
  merged_at timestamptz not null,
  merged_by uuid,
  undone_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, survivor_id) references users (organization_id, id) on delete cascade,
  foreign key (organization_id, merged_id) references users (organization_id, id) on delete cascade
);
create index user_merges_of_merged on user_merges (organization_id, merged_id, merged_at);
create index user_merges_of_survivor on user_merges (organization_id, survivor_id);
alter table user_merges enable row level security;
create policy tenant on user_merges using (organization_id = (select current_organization()));
grant select, insert, update, delete on user_merges to atrium_tenant;

-- down
drop table user_merges;
drop table duplicate_pairs;
drop index users_merged;
alter table users drop column merged_into;
