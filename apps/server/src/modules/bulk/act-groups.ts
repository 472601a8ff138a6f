import { addGroupMembers, parseId, removeGroupMembers } from "@atrium/contracts";
import type { Happening } from "#kernel/events/record";
import type { Acting } from "#kernel/jobs/kind";
import { perform, type Performing } from "#kernel/perform";
import { Problem } from "#kernel/problem";
import type { ActInput } from "./act-input.ts";
import type { OperationOf } from "./at-once.ts";
import { handPickedAmong, presentAmong } from "./queries.ts";
import { emptyTally, refuse, type Tally } from "./tally.ts";

/** Whom an event about a group's members names. */
function usersNamed({ data }: Happening): string[] {
  const users: unknown = data?.["users"];
  if (!Array.isArray(users)) return [];
  return users.flatMap((id: unknown) => (typeof id === "string" ? (parseId("user", id) ?? []) : []));
}

/** Puts some people into a group or takes them out: one call for all, of those whom it concerns. */
export async function actOnGroup(
  operationOf: OperationOf,
  by: Performing & Pick<Acting, "record">,
  work: { act: Pick<ActInput, "verb" | "group">; ids: readonly string[]; first: number },
): Promise<Tally> {
  const tally = emptyTally();
  const { verb, group } = work.act;
  const adding = verb === "addToGroup";
  const concerned = new Set(
    await by.db.query(adding ? presentAmong(work.ids) : handPickedAmong(group ?? "", work.ids)),
  );
  for (const [index, id] of work.ids.entries()) {
    if (concerned.has(id)) continue;
    if (adding) refuse(tally, work.first + index, id, new Problem("resource.not_found"));
    else tally.unchanged++;
  }
  if (concerned.size === 0) return tally;
  try {
    const { told } = await perform(operationOf(adding ? addGroupMembers : removeGroupMembers), by, {
      params: { id: group },
      query: {},
      body: { userIds: [...concerned] },
    });
    const changed = new Set(told.flatMap(usersNamed));
    for (const happening of told) by.record(happening);
    for (const id of concerned) {
      if (!changed.has(id)) tally.unchanged++;
      else {
        tally.done++;
        tally.changes.push({ targetId: id, version: 0, before: { group, member: !adding } });
      }
    }
  } catch (cause) {
    for (const [index, id] of work.ids.entries()) {
      if (concerned.has(id)) refuse(tally, work.first + index, id, cause);
    }
  }
  return tally;
}
