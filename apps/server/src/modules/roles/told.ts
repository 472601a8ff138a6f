import type { Change, Json } from "#kernel/events/record";
import type { GrantRow } from "./grant-queries.ts";

/** How an event tells of a grant: what happened to whoever holds it. */
export function told(grant: GrantRow, name: string | null) {
  const { holder, role, permission, scope, validFrom, validUntil, id } = grant;
  const changes: Change[] = [
    role === null
      ? { field: "permission", before: null, after: permission }
      : { field: "role", before: null, after: role },
  ];
  const data: Record<string, Json> = { grant: id, scope, validFrom, validUntil };
  return { target: { type: holder.type, id: holder.id, name }, changes, data };
}
