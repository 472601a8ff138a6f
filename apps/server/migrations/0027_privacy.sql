-- up
alter table users
  -- Nothing of the person is left but the row, which others point at.
  add column erased_at timestamptz;
create index users_to_erase on users (deleted_at) where deleted_at is not null and erased_at is null;

-- What people are asked to agree to; a new wording is a new version.
create table consent_purposes (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  key text collate "C" not null,
  title text not null,
  wording text not null,
  wording_version integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index consent_purposes_key on consent_purposes (organization_id, key);
alter table consent_purposes enable row level security;
create policy tenant on consent_purposes using (organization_id = (select current_organization()));
grant select, insert, update on consent_purposes to atrium_tenant;

-- Every answer that a person ever gave, for ever: the last one counts, the others prove what was so when.
create table consents (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  purpose_id uuid not null,
  given boolean not null,
  wording_version integer not null,
  -- Who wrote it down: the person, or somebody for them, who says from where.
  given_by uuid,
  evidence text,
  at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
  foreign key (organization_id, purpose_id) references consent_purposes (organization_id, id)
);
create index consents_of_person on consents (organization_id, user_id, purpose_id, at desc, id desc);
create index consents_of_purpose on consents (organization_id, purpose_id, user_id);
alter table consents enable row level security;
create policy tenant on consents using (organization_id = (select current_organization()));
grant select, insert on consents to atrium_tenant;

-- down
drop table consents;
drop table consent_purposes;
drop index users_to_erase;
alter table users drop column erased_at;
