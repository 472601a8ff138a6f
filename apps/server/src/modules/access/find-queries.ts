import type { SubjectType } from "@atrium/contracts";
import { foldText, prefixEnd } from "@atrium/filter";
import { statement, type Query, type RawRow } from "#kernel/db/statement";
import { text, textOrNull } from "#kernel/db/values";

export type FoundSubject = {
  readonly type: SubjectType;
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
};

const read =
  (type: SubjectType) =>
  (row: RawRow): FoundSubject => ({ type, id: text(row, 0), name: text(row, 1), detail: textOrNull(row, 2) });
type Begins = [organization: string, limit: number, from: string, before: string];
type Holds = [organization: string, limit: number, part: string];

const columnsOfPeople = ["name_key", "first_key", "last_key", "email"];
const begins = (column: string): string => `${column} >= $3 and ${column} < $4`;
const ofColumn = (column: string): string =>
  `(select id, name_key from users where organization_id = $1 and deleted_at is null and ${begins(column)}
    order by ${column} limit $2)`;
// Column by column: each is answered by its index alone and looks at the first few.
const people = statement<Begins, FoundSubject>(
  `select u.id, u.display_name, u.email
   from (select id from (${columnsOfPeople.map(ofColumn).join(" union ")}) found order by name_key, id limit $2) page
   join users u on u.organization_id = $1 and u.id = page.id order by u.name_key, u.id`,
  read("user"),
);
const keys = statement<Begins, FoundSubject>(
  `select k.id, k.name, coalesce(u.display_name, s.name) from api_keys k
   left join users u on u.organization_id = $1 and u.id = k.user_id
   left join service_accounts s on s.organization_id = $1 and s.id = k.service_account_id
   where k.organization_id = $1 and k.revoked_at is null and ${begins("k.name_key")} order by k.name_key, k.id limit $2`,
  read("api_key"),
);
const groups = statement<Holds, FoundSubject>(
  `select g.id, g.name, above.name from groups g
   left join groups above on above.organization_id = $1 and above.id = g.parent_id
   where g.organization_id = $1 and g.deleted_at is null and strpos(g.name_key, $3) > 0
   order by strpos(g.name_key, $3), g.name_key, g.id limit $2`,
  read("group"),
);
const serviceAccounts = statement<Holds, FoundSubject>(
  `select id, name, description from service_accounts
   where organization_id = $1 and deleted_at is null and strpos(name_key, $3) > 0
   order by strpos(name_key, $3), name_key, id limit $2`,
  read("service_account"),
);

/** Behind everything that text in the order of its bytes can begin with. */
const behindAll = "\u{10ffff}";

/** Whom somebody may mean by what they have typed so far. */
export function foundBy(
  type: SubjectType,
  organizationId: string,
  typed: string,
  limit: number,
): Query<FoundSubject> {
  const word = foldText(typed).trim();
  if (type === "group") return groups(organizationId, limit, word);
  if (type === "service_account") return serviceAccounts(organizationId, limit, word);
  const find = type === "user" ? people : keys;
  return find(organizationId, limit, word, prefixEnd(word) ?? behindAll);
}
