-- up
-- What an account's password was before, newest last; as many as a policy may ask about.
create table password_history (
  account_id uuid not null references accounts (id) on delete cascade,
  id bigint generated always as identity,
  hash text not null,
  -- When it was replaced.
  created_at timestamptz not null,
  primary key (account_id, id)
);

-- down
drop table password_history;
