-- up
create table messages (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  recipient text collate "C" not null,
  template text collate "C" not null,
  locale text not null,
  -- Links and codes, sealed under the row's id; gone once the message has left or was given up.
  sealed text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  error text,
  attempts smallint not null default 0,
  provider text,
  provider_id text,
  price_micros bigint,
  currency text,
  created_at timestamptz not null,
  expires_at timestamptz,
  sent_at timestamptz,
  primary key (organization_id, id),
  check (state = 'queued' or sealed is null)
);
create index messages_by_created on messages (organization_id, created_at, id);
create index messages_age on messages (created_at);
alter table messages enable row level security;
create policy tenant on messages using (organization_id = (select current_organization()));
grant select, update on messages to atrium_tenant;

-- down
drop table messages;
