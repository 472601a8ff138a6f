import { statement } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull } from "#kernel/db/values";

export const peopleOf = statement<[readonly string[]], { id: string; tags: string[] }>(
  "select id, tags from users where id = any($1::uuid[])",
  (row) => ({ id: text(row, 0), tags: textArray(row, 1) }),
);

/** Deleted people are in no group to be put into. */
export const presentAmong = statement<[readonly string[]], string>(
  "select id from users where id = any($1::uuid[]) and deleted_at is null",
  (row) => text(row, 0),
);

export const handPickedAmong = statement<[group: string, readonly string[]], string>(
  "select user_id from group_members where group_id = $1 and user_id = any($2::uuid[]) and by_hand",
  (row) => text(row, 0),
);

export const versionsOf = statement<[readonly string[]], { id: string; version: number }>(
  "select id, version from users where id = any($1::uuid[])",
  (row) => ({ id: text(row, 0), version: integer(row, 1) }),
);

/** With the lock that a change takes, so that nobody changes them between the look and the change. */
export const heldVersionsOf = statement<[readonly string[]], { id: string; version: number }>(
  "select id, version from users where id = any($1::uuid[]) order by id for no key update",
  (row) => ({ id: text(row, 0), version: integer(row, 1) }),
);

export const addressesOf = statement<
  [readonly string[]],
  { id: string; email: string; locale: string | null; present: boolean }
>(
  "select id, email, locale, deleted_at is null and status <> 'suspended' from users where id = any($1::uuid[])",
  (row) => ({ id: text(row, 0), email: text(row, 1), locale: textOrNull(row, 2), present: flag(row, 3) }),
);
