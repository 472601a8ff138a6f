import { listOwnAttempts } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { attemptList } from "../queries.ts";

export const listOwnAttemptsOperation = (lists: Lists) =>
  operation(listOwnAttempts, async ({ asSystem, caller, fail }, { query }) => {
    if (caller.accountId === null) return fail("auth.required");
    // A person sees the tries on all of their account, wherever they were noted: it is bound by its owner.
    const page = lists(attemptList, {
      ...query,
      cursor: query.cursor,
      where: "a.account_id = $1::uuid",
      values: [caller.accountId],
      prepared: true,
    });
    return { ...page.finish(await asSystem().query(page.query)), total: null, totalKind: "none" as const };
  });
