-- up
-- What happened. Partitioned by month through the time inside the id (uuid v7), so that an id alone finds its partition.
create table events (
  -- Without a key to organizations, as people: the head of the chain has one.
  organization_id uuid not null,
  id uuid not null,
  occurred_at timestamptz not null,
  name text collate "C" not null,
  version smallint not null,
  actor_type text not null,
  actor_id uuid,
  actor_name text,
  on_behalf_of uuid,
  session_id uuid,
  request_id text,
  ip text,
  agent text,
  target_type text collate "C" not null,
  target_id uuid,
  target_name text,
  reason text,
  changes jsonb not null default '[]',
  data jsonb not null default '{}',
  -- In the chain, salted digests stand for who it was (name, address, agent) and for what it was (names, reason,
  -- changes, data). Erasing a person empties these and drops the salt, and leaves the chain whole.
  who_salt bytea,
  who_digest bytea not null,
  what_salt bytea,
  what_digest bytea not null,
  digest bytea not null,
  primary key (organization_id, id)
) partition by range (id);
create index events_of_target on events (organization_id, target_type, target_id, id);
create index events_by_actor on events (organization_id, actor_id, id);
create index events_by_name on events (organization_id, name, id);
create index events_erased on events (organization_id, id) where who_salt is null or what_salt is null;
alter table events enable row level security;
create policy tenant on events using (organization_id = (select current_organization()));
grant select, insert on events to atrium_tenant;

-- The chain: a place and a hash for each event, given right after its commit, so that writers never queue for it.
create table event_seals (
  organization_id uuid not null,
  sequence bigint not null,
  event_id uuid not null,
  hash bytea not null,
  primary key (organization_id, sequence)
);
create unique index event_seals_event on event_seals (organization_id, event_id);
alter table event_seals enable row level security;
create policy tenant on event_seals using (organization_id = (select current_organization()));
grant select on event_seals to atrium_tenant;

create table event_heads (
  organization_id uuid primary key references organizations (id),
  sequence bigint not null,
  hash bytea not null
);
alter table event_heads enable row level security;
create policy tenant on event_heads using (organization_id = (select current_organization()));
grant select on event_heads to atrium_tenant;

-- A keyed signature over the head from time to time: a chain rewritten as a whole no longer fits it.
create table event_checkpoints (
  organization_id uuid not null references organizations (id),
  sequence bigint not null,
  hash bytea not null,
  signature text not null,
  created_at timestamptz not null,
  primary key (organization_id, sequence)
);
alter table event_checkpoints enable row level security;
create policy tenant on event_checkpoints using (organization_id = (select current_organization()));
grant select on event_checkpoints to atrium_tenant;

-- What still has to be sealed and to reach its readers, with what they and the chain need of it: looking it up among
-- all months would cost more than keeping it.
create table outbox (
  organization_id uuid not null,
  event_id uuid not null,
  name text not null,
  target_type text not null,
  target_id uuid,
  actor_id uuid,
  digest bytea not null,
  primary key (organization_id, event_id)
);
-- They are taken in the order in which they came.
create index outbox_in_order on outbox (event_id);
alter table outbox enable row level security;
create policy tenant on outbox using (organization_id = (select current_organization()));
grant select, insert on outbox to atrium_tenant;

create function uuid_floor(at timestamptz) returns uuid language sql immutable parallel safe
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Makes the partitions of the months from one day to another; called by the program, which alone knows the clock.
create function ensure_event_partitions(first timestamptz, last timestamptz) returns void
  language plpgsql set timezone = 'UTC' as $$
declare
  month timestamptz := date_trunc('month', first);
  partition text;
begin
  while month <= last loop
    partition := 'events_' || to_char(month, 'YYYY_MM');
    if to_regclass(partition) is null then
      execute format('create table %I partition of events for values from (%L) to (%L)',
        partition, uuid_floor(month), uuid_floor(month + interval '1 month'));
      execute format('alter table %I enable row level security', partition);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

-- down
drop function ensure_event_partitions(timestamptz, timestamptz);
drop table outbox;
drop table event_checkpoints;
drop table event_heads;
drop table event_seals;
drop table events;
drop function uuid_floor(timestamptz);
