import { updateGroup } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { eventFields } from "../fields-written.ts";
import { followKind } from "../follow-queries.ts";
import { updateGroupRow } from "../queries.ts";
import { refuseUnapproved } from "../rights.ts";
import { checkRule } from "../rule.ts";
import { groupTarget, shown, takeGroup } from "../shown.ts";

export const updateGroupOperation = operation(
  updateGroup,
  async ({ db, caller, request, now, record, unchanged, enqueue }, { params, body }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    const wanted = {
      name: body.name ?? row.name,
      kind: body.kind ?? row.kind,
      description: body.description === undefined ? row.description : body.description || null,
      rule: body.rule === undefined ? row.rule : body.rule || null,
    };
    const changes = diff(eventFields(row), eventFields({ ...row, ...wanted }));
    if (changes.length === 0) {
      unchanged();
      return shown(db, row.uuid);
    }
    const { name, kind, description, rule } = wanted;
    if (rule !== row.rule) {
      if (rule !== null) {
        checkRule(rule);
        await refuseUnapproved(db, [row.uuid], now);
      }
      await enqueue({ kind: followKind, input: {}, dedupeKey: followKind });
    }
    await db.query(
      updateGroupRow(
        row.uuid,
        kind,
        name,
        foldText(name),
        description,
        rule,
        now.toISOString(),
        caller.userId,
      ),
    );
    record({ name: "group.updated", target: groupTarget({ uuid: row.uuid, name }), changes });
    return shown(db, row.uuid);
  },
);
