import type { SubjectRef, SubjectType } from "@atrium/contracts";
import { statement } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull } from "#kernel/db/values";

/** Somebody who may hold rights: what they are called, and whether they have any use of them now. */
export type Standing = { readonly name: string; readonly active: boolean };

const standing = (sql: string) =>
  statement<[organization: string, id: string], Standing>(sql, (row) => ({
    name: text(row, 0),
    active: flag(row, 1),
  }));
const statements: Record<SubjectType, ReturnType<typeof standing>> = {
  user: standing(
    "select display_name, status = 'active' from users where organization_id = $1 and id = $2 and deleted_at is null",
  ),
  group: standing(
    "select name, true from groups where organization_id = $1 and id = $2 and deleted_at is null",
  ),
  api_key: standing("select name, revoked_at is null from api_keys where organization_id = $1 and id = $2"),
  service_account: standing(
    "select name, status = 'active' from service_accounts where organization_id = $1 and id = $2 and deleted_at is null",
  ),
};

export function standingOf(organizationId: string, { type, id }: SubjectRef) {
  return statements[type](organizationId, id);
}

export type KeyStanding = { readonly owner: SubjectRef; readonly scopes: string[]; readonly active: boolean };
export const findKey = statement<[organization: string, id: string, now: string], KeyStanding>(
  `select user_id, service_account_id, scopes, revoked_at is null and (expires_at is null or expires_at > $3)
   from api_keys where organization_id = $1 and id = $2`,
  (row) => {
    const user = textOrNull(row, 0);
    const owner: SubjectRef =
      user === null ? { type: "service_account", id: text(row, 1) } : { type: "user", id: user };
    return { owner, scopes: textArray(row, 2), active: flag(row, 3) };
  },
);
