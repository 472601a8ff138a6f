import { revokeApiKey, rotateApiKey } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { revokeKeyRow, rotateKeyRow } from "../queries.ts";
import { keyTarget, shownKey, takeKey } from "../shown.ts";
import { makeKey } from "../token.ts";

export const revokeApiKeyOperation = operation(
  revokeApiKey,
  async ({ db, caller, request, now, record, fail }, { params }) => {
    const row = await takeKey(db, params.id, { caller, ifMatch: request.ifMatch });
    if (row.state === "revoked") fail("api_key.not_active");
    const at = now.toISOString();
    await db.query(revokeKeyRow(row.uuid, at));
    record({
      name: "api_key.revoked",
      target: keyTarget(row),
      changes: [{ field: "revokedAt", before: null, after: at }],
    });
    return shownKey(db, row.uuid);
  },
);

export const rotateApiKeyOperation = operation(
  rotateApiKey,
  async ({ db, caller, request, now, record, fail }, { params, body }) => {
    const row = await takeKey(db, params.id, { caller, ifMatch: request.ifMatch });
    // Whoever has the new secret is the owner: nobody else takes a person's key over.
    if (row.userUuid !== null && row.userUuid !== caller.userId) fail("api_key.not_yours");
    if (row.state !== "active") fail("api_key.not_active");
    const { key, digest } = makeKey(row.uuid);
    const at = now.toISOString();
    const previousUntil = new Date(now.getTime() + body.overlapHours * 3_600_000).toISOString();
    await db.query(rotateKeyRow(row.uuid, digest, previousUntil, at));
    record({
      name: "api_key.rotated",
      target: keyTarget(row),
      changes: [{ field: "rotatedAt", before: row.rotatedAt, after: at }],
      data: { previousUntil },
    });
    return { ...(await shownKey(db, row.uuid)), key };
  },
);
