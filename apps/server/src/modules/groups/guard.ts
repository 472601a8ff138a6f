import { parseId } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { dynamicQuery } from "#kernel/db/statement";
import { flag } from "#kernel/db/values";
import { fail, type Operation } from "#kernel/operation";
import { anyRuleGives, rulesToPass } from "./follow-queries.ts";
import { areAbove, refuseUnapproved } from "./rights.ts";
import { ruleCondition } from "./rule.ts";

/** Whether any group with a rule has rights, by organization; events of groups and grants end what is remembered. */
export type GivingRules = Cache<boolean>;

/**
 * Whoever writes to a person may make a rule find them. That is putting them into the group, so it is refused like
 * putting them there by hand where the group's rights exceed the writer's.
 */
async function refuseRuleGains(db: Reader, caller: Caller, userId: string, now: Date): Promise<void> {
  if (caller.actor.type === "system") return;
  for (const { id, rule } of await db.query(rulesToPass(userId))) {
    const { where, values } = ruleCondition(rule, now);
    const [fits] = await db.query(
      dynamicQuery(
        `select (${where}) is true from users where users.id = $${values.length + 1}::uuid`,
        [...values, userId],
        (row) => flag(row, 0),
      ),
    );
    if (fits !== true) continue;
    if (await areAbove(db, caller, [id], now)) fail("group.above_you");
    await refuseUnapproved(db, [id], now);
  }
}

function personIn(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("id" in answer)) return null;
  return typeof answer.id === "string" ? parseId("user", answer.id) : null;
}

/** Makes a write to a person look, before it is committed, at what rules now say of them. */
export function mindingRules(giving: GivingRules) {
  const anyGives = (db: Reader, organizationId: string): Promise<boolean> =>
    giving.get(organizationId, async () => (await db.query(anyRuleGives()))[0] === true);
  return ({ contract, run }: Operation): Operation => ({
    contract,
    run: async (context, input) => {
      const answer = await run(context, input);
      const { db, caller, now } = context;
      const person = personIn(answer);
      if (person !== null && (await anyGives(db, caller.organizationId ?? ""))) {
        await refuseRuleGains(db, caller, person, now);
      }
      return answer;
    },
  });
}
