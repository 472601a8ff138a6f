-- up
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- The words that names and the domains of addresses are made of, and the whole keys that hold them: the way from a
-- word to the b-trees of users. Not unique on purpose: two writers of one new word would wait for each other. What is
-- there twice, or belongs to nobody any more, goes when the words are tidied.
create table search_words (
  organization_id uuid not null references organizations (id),
  word text collate "C" not null,
  kind text not null check (kind in ('first', 'last', 'name', 'domain')),
  -- The key as users has it: first_key, last_key, name_key, or what stands behind the @.
  value text collate "C" not null,
  -- Whether the word is all of the key: those are looked at first.
  whole boolean not null,
  -- About how many people have the key; weighs what a mistyped word may mean.
  people integer not null
);
create index search_words_by_word on search_words (organization_id, whole, word, kind, value);
create index search_words_by_value on search_words (organization_id, kind, value);
alter table search_words enable row level security;
create policy tenant on search_words using (organization_id = (select current_organization()));
grant select on search_words to atrium_tenant;

-- Ways to a word from elsewhere than its beginning: `-` and the word with one letter left out for mistyped ones, `*`
-- and an ending for parts. Plain text in a b-tree, since row-level security keeps patterns from using an index.
create table search_hints (
  organization_id uuid not null references organizations (id),
  hint text collate "C" not null,
  word text collate "C" not null
);
create index search_hints_by_hint on search_hints (organization_id, hint, word);
alter table search_hints enable row level security;
create policy tenant on search_hints using (organization_id = (select current_organization()));
grant select on search_hints to atrium_tenant;

-- Signs part a name; an apostrophe also vanishes, so that O'Brien is found as brien and as obrien.
create function words_of(key text) returns setof text language sql immutable parallel safe
  set search_path = public, pg_temp as $$
  select regexp_split_to_table(key, '[[:space:].,;:_''’`"()/\\@+&|-]+') as word
  union
  select regexp_replace(part, '[''’`]', '', 'g')
    from regexp_split_to_table(key, '[[:space:].,;:_"()/\\@+&|-]+') as part
  except select ''
$$;

create function hints_of(word text) returns setof text language sql immutable parallel safe
  set search_path = public, pg_temp as $$
  select '-' || word where length(word) between 3 and 40
  union
  select '-' || left(word, n - 1) || substr(word, n + 1) from generate_series(1, length(word)) as n
    where length(word) between 3 and 40
  union
  select '*' || substr(word, n) from generate_series(2, length(word) - 1) as n where length(word) <= 60
$$;

create function learn_words(organization uuid, kinds text[], keys text[], counts bigint[]) returns void
  language sql set search_path = public, pg_temp as $$
  with given as materialized (
    select kind, key, people from unnest(kinds, keys, counts) as given (kind, key, people)
    where not exists (
      select 1 from search_words w
      where w.organization_id = organization and w.kind = given.kind and w.value = given.key)
  ), fresh as materialized (
    select kind, key, people, word from given, words_of(key) as word
  ), learnt as (
    insert into search_words (organization_id, word, kind, value, whole, people)
      select organization, word, kind, key, word = key, people from fresh
  )
  insert into search_hints (organization_id, hint, word)
    select organization, hint, word from (select distinct word from fresh) as new_words,
      hints_of(word) as hint
    where not exists (
      select 1 from search_words w
      where w.organization_id = organization and w.whole in (true, false) and w.word = new_words.word)
$$;

-- A display name says something of its own only where it is not made of first and last name.
create function says_more(name_key text, first_key text, last_key text) returns boolean
  language sql immutable parallel safe set search_path = public, pg_temp
  return name_key not in (first_key || ' ' || last_key, last_key || ' ' || first_key, first_key, last_key);

create function learn_inserted_words() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  found_in record;
begin
  -- Nearly always everything is known, which a few looks tell.
  if not exists (
    select 1 from added a where
      (a.first_key <> '' and not exists (select 1 from search_words w
        where w.organization_id = a.organization_id and w.kind = 'first' and w.value = a.first_key))
      or (a.last_key <> '' and not exists (select 1 from search_words w
        where w.organization_id = a.organization_id and w.kind = 'last' and w.value = a.last_key))
      or not exists (select 1 from search_words w
        where w.organization_id = a.organization_id and w.kind = 'domain' and w.value = split_part(a.email, '@', 2))
      or (says_more(a.name_key, a.first_key, a.last_key) and not exists (select 1 from search_words w
        where w.organization_id = a.organization_id and w.kind = 'name' and w.value = a.name_key))
  ) then
    return null;
  end if;
  for found_in in
    with keys as (
      select organization_id, 'first' as kind, first_key as key, count(*) as people from added group by 1, 3
      union all select organization_id, 'last', last_key, count(*) from added group by 1, 3
      union all select organization_id, 'domain', split_part(email, '@', 2), count(*) from added group by 1, 3
      union all select organization_id, 'name', name_key, count(*) from added
        where says_more(name_key, first_key, last_key) group by 1, 3
    )
    select organization_id, array_agg(kind) as kinds, array_agg(key) as keys, array_agg(people) as counts from keys
    where key <> '' and not exists (
      select 1 from search_words w
      where w.organization_id = keys.organization_id and w.kind = keys.kind and w.value = keys.key)
    group by organization_id
  loop
    perform learn_words(found_in.organization_id, found_in.kinds, found_in.keys, found_in.counts);
  end loop;
  return null;
end $$;

create function learn_changed_words() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform learn_words(
    new.organization_id,
    array['first', 'last', 'domain', 'name'],
    array[new.first_key, new.last_key, split_part(new.email, '@', 2),
      case when says_more(new.name_key, new.first_key, new.last_key) then new.name_key else '' end],
    array[1, 1, 1, 1]);
  return null;
end $$;

do $$
declare
  found_in record;
begin
  for found_in in
    with keys as (
      select organization_id, 'first' as kind, first_key as key, count(*) as people from users group by 1, 3
      union all select organization_id, 'last', last_key, count(*) from users group by 1, 3
      union all select organization_id, 'domain', split_part(email, '@', 2), count(*) from users group by 1, 3
      union all select organization_id, 'name', name_key, count(*) from users
        where says_more(name_key, first_key, last_key) group by 1, 3
    )
    select organization_id, array_agg(kind) as kinds, array_agg(key) as keys, array_agg(people) as counts
    from keys group by organization_id
  loop
    perform learn_words(found_in.organization_id, found_in.kinds, found_in.keys, found_in.counts);
  end loop;
end $$;

create trigger users_words_in after insert on users
  referencing new table as added for each statement execute function learn_inserted_words();
-- Words of the deleted are forgotten, so who is brought back brings theirs.
create trigger users_words_again after update of first_key, last_key, name_key, email, deleted_at on users
  for each row when (
    old.first_key <> new.first_key or old.last_key <> new.last_key or old.name_key <> new.name_key
    or old.email <> new.email or (old.deleted_at is not null and new.deleted_at is null))
  execute function learn_changed_words();

-- With the first name in it, two words of a name are one look.
drop index users_last_name;
create index users_last_name on users (organization_id, last_key, first_key, id) where deleted_at is null;

-- What has no words is found by any part of it. Without the domain, which a whole organization shares.
create function searchable_parts(email text, employee_number text) returns text
  language sql immutable parallel safe
  return split_part(email, '@', 1) || ' ' || lower(coalesce(employee_number, ''));
-- Without the organization: looking through the long list of a big one costs more than what others hold in common,
-- and a small one is read as a whole. What is new waits in a short list: sorted in together it costs a third, and a list
-- of so few pages costs a search nothing that could be noticed.
create index users_parts on users
  using gin (searchable_parts(email, employee_number) gin_trgm_ops, split_part(email, '@', 2))
  with (fastupdate = on, gin_pending_list_limit = 256) where deleted_at is null;
create index users_tagged on users using gin (organization_id, tag_keys) where tags <> '{}';
create index users_phone on users (organization_id, phone collate "C") where phone is not null and deleted_at is null;
-- The last digits of a number are what people remember.
create index users_phone_end on users (organization_id, reverse(phone) collate "C")
  where phone is not null and deleted_at is null;

-- People of an organization who hold the parts, three at most, or who have an address in one of the domains.
-- Of each part the index is asked for a short piece alone: every three letters of it are a list to read.
-- Asked as the owner, since row-level security keeps patterns and functions from using an index: so it keeps to the
-- organization itself.
create function users_holding(own uuid, parts text[], pieces text[], domains text[], wanted integer)
  returns setof uuid language plpgsql stable rows 20 set search_path = public, pg_temp set enable_seqscan = off
  set enable_indexscan = off set enable_indexonlyscan = off set plan_cache_mode = force_custom_plan as $$
begin
  if cardinality(parts) = 1 then
    return query select id from users where organization_id = own and deleted_at is null
      and searchable_parts(email, employee_number) like '%' || pieces[1] || '%'
      and position(parts[1] in searchable_parts(email, employee_number)) > 0 limit wanted;
  elsif cardinality(parts) > 1 then
    return query select id from users where organization_id = own and deleted_at is null
      and searchable_parts(email, employee_number) like '%' || pieces[1] || '%'
      and searchable_parts(email, employee_number) like '%' || pieces[2] || '%'
      and searchable_parts(email, employee_number) like '%' || coalesce(pieces[3], pieces[2]) || '%'
      and position(parts[1] in searchable_parts(email, employee_number)) > 0
      and position(parts[2] in searchable_parts(email, employee_number)) > 0
      and position(coalesce(parts[3], '') in searchable_parts(email, employee_number)) > 0 limit wanted;
  end if;
  if domains <> '{}' then
    return query select id from users where organization_id = own and deleted_at is null
      and split_part(email, '@', 2) = any (domains) limit wanted;
  end if;
end $$;

-- People of an organization who have one of the tags, as they are folded; as above, for the system.
create function users_tagged_with(own uuid, folded text[], wanted integer) returns setof uuid
  language sql stable rows 100 set search_path = public, pg_temp
  as $$
    select id from users where organization_id = own and tag_keys && folded and tags <> '{}' limit wanted
  $$;

-- down
drop function users_tagged_with(uuid, text[], integer);
drop index users_tagged;
drop function users_holding(uuid, text[], text[], text[], integer);
drop index users_phone_end;
drop index users_phone;
drop index users_parts;
drop function searchable_parts(text, text);
drop index users_last_name;
create index users_last_name on users (organization_id, last_key, id) where deleted_at is null;
drop trigger users_words_again on users;
drop trigger users_words_in on users;
drop function learn_changed_words();
drop function learn_inserted_words();
drop function says_more(text, text, text);
drop function learn_words(uuid, text[], text[], bigint[]);
drop function hints_of(text);
drop function words_of(text);
drop table search_hints;
drop table search_words;
drop extension btree_gin;
drop extension pg_trgm;
