import { rotateKey } from "@atrium/contracts";
import type { KeyRing } from "#kernel/key-ring";
import { operation } from "#kernel/operation";
import { insertKey, retireKeys } from "../queries.ts";

export const rotateKeyOperation = (keys: KeyRing) =>
  operation(rotateKey, async ({ db, record }, { body }) => {
    const { id, wrapped, createdAt, retires, usedFrom } = keys.planRotation(body.purpose);
    const at = usedFrom.toISOString();
    await db
      .asSystem()
      .queries(insertKey(id, body.purpose, wrapped, createdAt.toISOString()), retireKeys(retires, at));
    record({
      name: "key.rotated",
      target: { type: "key", id: null, name: id },
      data: { purpose: body.purpose, usedFrom: at },
    });
    return { id, usedFrom: at };
  });
