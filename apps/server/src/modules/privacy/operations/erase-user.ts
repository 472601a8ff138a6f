import { eraseUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import { keepAnOwner } from "#modules/roles";
import { erasePerson } from "../erase.ts";
import { lockErasable } from "../erase-queries.ts";

export const eraseUserOperation = operation(
  eraseUser,
  async ({ db, caller, now, record, enqueue, fail }, { params, body }) => {
    const [[person], held] = await db.queries(lockErasable(params.id), everHeld(params.id));
    if (person === undefined) return fail("resource.not_found");
    if (person.uuid === caller.userId) fail("user.self");
    if (isAbove(caller, held)) fail("user.above_you");
    if (person.erased) fail("user.erased");
    if (body.confirm.toLowerCase() !== person.email) {
      fail("user.confirmation_wrong", {
        fields: [{ pointer: "/confirm", code: "wrong", detail: "is not their address" }],
      });
    }
    if (person.status !== "deleted") await keepAnOwner(db, person);
    const organizationId = caller.organizationId ?? "";
    const reason = body.reason ?? null;
    record(await erasePerson(db, person, { organizationId, now, reason, enqueue }));
  },
);
