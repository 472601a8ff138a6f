import { statement } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";

export const peopleWithKey = statement<[key: string], number>(
  "select count(*) from users where deleted_at is null and attributes ->> $1 is not null",
  (row) => integer(row, 0),
);
export const peopleWithIndexed = statement<[id: string], number>(
  `select count(*) from attribute_values v join users u on u.organization_id = v.organization_id and u.id = v.user_id
   where v.definition_id = $1 and v.place = 0 and v.present and u.deleted_at is null`,
  (row) => integer(row, 0),
);
export const frequentValues = statement<[id: string], { value: string; people: number }>(
  `select v.text_key, count(*) from attribute_values v
     join users u on u.organization_id = v.organization_id and u.id = v.user_id
   where v.definition_id = $1 and v.present and u.deleted_at is null
   group by v.text_key order by count(*) desc, v.text_key limit 50`,
  (row) => ({ value: text(row, 0), people: integer(row, 1) }),
);
