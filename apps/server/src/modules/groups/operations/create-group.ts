import { createGroup, formatId } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { eventFields, freeSlug } from "../fields-written.ts";
import { followKind } from "../follow-queries.ts";
import { insertGroup } from "../queries.ts";
import { refuseAbove, refuseUnapproved } from "../rights.ts";
import { checkRule } from "../rule.ts";
import { groupTarget, shown, withTreeRules } from "../shown.ts";

export const createGroupOperation = operation(
  createGroup,
  async ({ db, caller, now, newId, record, enqueue }, { body }) => {
    const { name, kind } = body;
    const [rule, description, parentId] = [
      body.rule || null,
      body.description || null,
      body.parentId ?? null,
    ];
    if (rule !== null) checkRule(rule);
    if (parentId !== null) await refuseAbove(db, caller, [parentId], now);
    if (parentId !== null && rule !== null) await refuseUnapproved(db, [parentId], now);
    const slug = body.slug ?? (await freeSlug(db, name));
    const id = newId();
    await withTreeRules(
      db.query(
        insertGroup({
          id, parentId, kind, slug, name, nameKey: foldText(name), description, rule, now: now.toISOString(),
          by: caller.userId,
        }),
      ),
    ); // prettier-ignore
    if (rule !== null) await enqueue({ kind: followKind, input: {}, dedupeKey: followKind });
    const shownParent = parentId === null ? null : formatId("group", parentId);
    record({
      name: "group.created",
      target: groupTarget({ uuid: id, name }),
      changes: diff({}, eventFields({ name, kind, slug, description, rule, parentId: shownParent })),
    });
    return shown(db, id);
  },
);
