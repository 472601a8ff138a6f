-- up
-- Somebody at work as somebody else. A session of the person whom they act as, which has no secret and no token of its
-- own: it can be used by the session that it hangs on, and by nothing else, and goes when that one goes.
alter table sessions
  drop constraint sessions_kind_check,
  add constraint sessions_kind_check check (kind in ('cookie', 'token', 'impersonation')),
  add column actor_session_id uuid references sessions (id) on delete cascade,
  add column actor_id uuid,
  add column actor_name text,
  add column subject_id uuid,
  add column reason text,
  add column writes boolean,
  -- Whether it was told that it is over; what ends by itself is told a little later.
  add column end_told boolean,
  add constraint sessions_impersonation check (
    (kind = 'impersonation') = (actor_session_id is not null)
    and num_nulls(actor_session_id, actor_id, actor_name, subject_id, reason, writes, end_told) in (0, 7)
  );
create index sessions_of_actor on sessions (actor_session_id) where actor_session_id is not null;
create index sessions_end_untold on sessions (expires_at) where not end_told;

-- What was done in a person's name belongs to their activity.
create index events_on_behalf on events (organization_id, on_behalf_of, id) where on_behalf_of is not null;

-- down
drop index events_on_behalf;
delete from sessions where kind = 'impersonation';
alter table sessions
  drop constraint sessions_impersonation,
  drop column end_told,
  drop column writes,
  drop column reason,
  drop column subject_id,
  drop column actor_name,
  drop column actor_id,
  drop column actor_session_id,
  drop constraint sessions_kind_check,
  add constraint sessions_kind_check check (kind in ('cookie', 'token'));
