import type { AccessRequest } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { isWithinReach } from "#modules/roles";
import { findRequest, type RequestRow } from "./queries.ts";

/** Whether somebody may answer it as far as the row says; who they are besides is asked when they do. */
function mayDecide(row: RequestRow, caller: Caller): boolean {
  if (row.state !== "open" || !caller.permissions.has("requests:decide")) return false;
  if (caller.impersonation !== undefined || caller.accountId === null) return false;
  if (row.requesterAccount === caller.accountId || row.holder?.id === caller.userId) return false;
  const over = row.at?.kind === "platform" ? "platform" : "organization";
  const names = row.wanted === null ? row.allows : [row.wanted];
  return isWithinReach(caller, names, over);
}

export function shownRequest(row: RequestRow, caller: Caller): AccessRequest {
  const own = row.requester === caller.userId && caller.impersonation === undefined;
  return { ...row, abilities: { decide: mayDecide(row, caller), withdraw: own && row.state === "open" } };
}

export async function shownAgain(db: Reader, id: string, caller: Caller): Promise<AccessRequest> {
  const [row] = await db.query(findRequest(id));
  return row === undefined ? fail("resource.not_found") : shownRequest(row, caller);
}

export type Wanted = Pick<RequestRow, "role" | "permission" | "groupName" | "operation">;

/** What a request is about, in one word. */
export function wantedOf(row: Wanted): string {
  return row.role ?? row.permission ?? row.groupName ?? row.operation ?? "";
}

export function requestTarget(row: Wanted & { uuid: string }) {
  return { type: "access_request", id: row.uuid, name: wantedOf(row) } satisfies Happening["target"];
}
