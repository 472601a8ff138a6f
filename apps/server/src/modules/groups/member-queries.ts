import { command, statement } from "#kernel/db/statement";
import { flag, integer, text } from "#kernel/db/values";

export const sizeOf = statement<[string], number>(
  "select coalesce(sum(members), 0) from group_sizes where group_id = $1",
  (row) => integer(row, 0),
);

/** Which of these are people here; the others are nobody, wherever else they may be somebody. */
export const peopleAmong = statement<[readonly string[]], string>(
  "select id from users where id = any($1::uuid[]) and deleted_at is null",
  (row) => text(row, 0),
);
/** Which of these were put into the group by hand. */
export const handPickedAmong = statement<[string, readonly string[]], string>(
  "select user_id from group_members where group_id = $1 and user_id = any($2::uuid[]) and by_hand",
  (row) => text(row, 0),
);

/** Answers whom it added: who was put there already is left as they are. */
export const addByHand = statement<[string, readonly string[], string, string | null], string>(
  `insert into group_members as m (organization_id, group_id, user_id, by_hand, by_rule, added_at, added_by)
   select current_organization(), $1, added, true, false, $3, $4 from unnest($2::uuid[]) as added
   order by added
   on conflict (organization_id, user_id, group_id) do update set by_hand = true where not m.by_hand
   returning user_id`,
  (row) => text(row, 0),
);
/** Whom the rule finds too stays by the rule. */
export const keepByRule = command<[string, readonly string[]]>(
  "update group_members set by_hand = false where group_id = $1 and user_id = any($2::uuid[]) and by_hand and by_rule",
);
export const removeByHand = command<[string, readonly string[]]>(
  "delete from group_members where group_id = $1 and user_id = any($2::uuid[]) and by_hand and not by_rule",
);

export const moveHandPicked = statement<[from: string, to: string, string, string | null], string>(
  `insert into group_members as m (organization_id, group_id, user_id, by_hand, by_rule, added_at, added_by)
   select organization_id, $2, user_id, true, false, $3, $4 from group_members where group_id = $1 and by_hand
   order by user_id
   on conflict (organization_id, user_id, group_id) do update set by_hand = true where not m.by_hand
   returning user_id`,
  (row) => text(row, 0),
);

export const personIsHere = statement<[string], boolean>(
  "select exists (select 1 from users where id = $1)",
  (row) => flag(row, 0),
);
