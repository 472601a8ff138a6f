import { updateApiKey } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import type { Access } from "#modules/access";
import { updateKeyRow, type KeyRow } from "../queries.ts";
import {
  keyFields,
  keyTarget,
  refuseBeyond,
  refuseBeyondPlan,
  refusePast,
  rightsOfCaller,
  shownKey,
  takeKey,
} from "../shown.ts";

const ownerOf = (row: KeyRow) =>
  row.serviceAccountUuid === null
    ? ({ type: "user", id: row.userUuid ?? "" } as const)
    : ({ type: "service_account", id: row.serviceAccountUuid } as const);

/** Nothing said, or the same moment in other words. */
const sameMoment = (wanted: string | null | undefined, stands: string | null): boolean =>
  wanted === undefined || (wanted !== null && stands !== null && Date.parse(wanted) === Date.parse(stands));

export const updateApiKeyOperation = (access: Access) =>
  operation(updateApiKey, async ({ db, caller, request, now, record, unchanged, fail }, { params, body }) => {
    const row = await takeKey(db, params.id, { caller, ifMatch: request.ifMatch });
    if (row.state === "revoked") fail("api_key.not_active");
    const wanted = {
      name: body.name ?? row.name,
      scopes: body.scopes === undefined ? row.scopes : [...new Set(body.scopes)].sort(),
      expiresAt: sameMoment(body.expiresAt, row.expiresAt) ? row.expiresAt : (body.expiresAt ?? null),
      allowedAddresses: body.allowedAddresses ?? row.allowedAddresses,
      callsPerMinute: body.callsPerMinute === undefined ? row.callsPerMinute : body.callsPerMinute,
    };
    const changes = diff(keyFields(row), keyFields(wanted));
    if (changes.length === 0) {
      unchanged();
      return shownKey(db, row.uuid);
    }
    if (body.scopes !== undefined) {
      const rights = await access.rightsOfSubject(db, caller.organizationId ?? "", ownerOf(row), now);
      refuseBeyond(wanted.scopes, rightsOfCaller(caller), rights);
    }
    if (wanted.expiresAt !== row.expiresAt) refusePast(wanted.expiresAt, now);
    await refuseBeyondPlan(db.asSystem(), caller, body.callsPerMinute);
    const { name, scopes, allowedAddresses, callsPerMinute, expiresAt } = wanted;
    await db.query(
      updateKeyRow(
        row.uuid, name, foldText(name), scopes, allowedAddresses, callsPerMinute, expiresAt, now.toISOString(),
      ),
    ); // prettier-ignore
    record({ name: "api_key.updated", target: keyTarget({ uuid: row.uuid, name }), changes });
    return shownKey(db, row.uuid);
  });
