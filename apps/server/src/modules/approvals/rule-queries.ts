import { formatId, type ApprovalRule } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull, time } from "#kernel/db/values";

export type RuleRow = ApprovalRule & { readonly uuid: string; readonly allows: readonly string[] };

const columns = `a.id, r.slug, a.permission, a.operation, a.created_at, a.created_by,
  case when a.role_id is null then '{}' else array(select distinct p.permission from role_allows(a.role_id) p) end`;
const from = "from approval_rules a left join roles r on r.id = a.role_id";
function readRule(row: RawRow): RuleRow {
  const by = textOrNull(row, 5);
  return {
    uuid: text(row, 0),
    id: formatId("approvalRule", text(row, 0)),
    role: textOrNull(row, 1),
    permission: textOrNull(row, 2),
    operation: textOrNull(row, 3),
    createdAt: time(row, 4),
    createdBy: by === null ? null : formatId("user", by),
    allows: textArray(row, 6),
  };
}

export const listRules = statement<[], RuleRow>(
  `select ${columns} ${from} order by a.id limit 500`,
  readRule,
);
export const findRule = statement<[id: string], RuleRow>(
  `select ${columns} ${from} where a.id = $1`,
  readRule,
);
export const insertRule = statement<
  [
    id: string,
    role: string | null,
    permission: string | null,
    operation: string | null,
    at: string,
    by: string | null,
  ],
  string
>(
  `insert into approval_rules (organization_id, id, role_id, permission, operation, created_at, created_by)
   values (current_organization(), $1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
  (row) => text(row, 0),
);
export const dropRule = statement<[id: string], string>(
  "delete from approval_rules where id = $1 returning id",
  (row) => text(row, 0),
);
export const isGuarded = statement<[operation: string], boolean>(
  "select exists (select 1 from approval_rules where operation = $1)",
  (row) => flag(row, 0),
);
