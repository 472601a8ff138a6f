import { createApiKey } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import { fail, operation } from "#kernel/operation";
import type { Access } from "#modules/access";
import { insertKey, standsHere } from "../queries.ts";
import { findServiceAccount } from "../service-account-queries.ts";
import {
  keyFields,
  keyTarget,
  refuseBeyond,
  refuseBeyondPlan,
  refusePast,
  rightsOfCaller,
  shownKey,
} from "../shown.ts";
import { makeKey } from "../token.ts";

type Owner = { readonly type: "user" | "service_account"; readonly id: string };

/** Oneself where one stands in the organization, or a service account of it. */
async function ownerOf(db: Reader, caller: Caller, serviceAccountId: string | undefined): Promise<Owner> {
  if (serviceAccountId !== undefined) {
    const [account] = await db.query(findServiceAccount(serviceAccountId));
    return account === undefined
      ? fail("api_key.owner_unknown", {
          fields: [{ pointer: "/serviceAccountId", code: "unknown", detail: "is no service account here" }],
        })
      : { type: "service_account", id: account.uuid };
  }
  const [stands] = caller.userId === null ? [] : await db.query(standsHere(caller.userId));
  return caller.userId !== null && stands === true
    ? { type: "user", id: caller.userId }
    : fail("api_key.owner_unknown", {
        detail: "You are nobody of this organization: name a service account.",
      });
}

export const createApiKeyOperation = (access: Access) =>
  operation(createApiKey, async ({ db, caller, now, newId, record }, { body }) => {
    const owner = await ownerOf(db, caller, body.serviceAccountId);
    const rights = await access.rightsOfSubject(db, caller.organizationId ?? "", owner, now);
    const scopes = [...new Set(body.scopes)].sort();
    refuseBeyond(scopes, rightsOfCaller(caller), rights);
    refusePast(body.expiresAt, now);
    await refuseBeyondPlan(db.asSystem(), caller, body.callsPerMinute);
    const { name, allowedAddresses } = body;
    const [expiresAt, callsPerMinute] = [body.expiresAt ?? null, body.callsPerMinute ?? null];
    const id = newId();
    const { key, digest } = makeKey(id);
    const [userId, serviceAccountId] = owner.type === "user" ? [owner.id, null] : [null, owner.id];
    await db.query(
      insertKey(
        id, userId, serviceAccountId, name, foldText(name), scopes, digest, allowedAddresses, callsPerMinute, expiresAt,
        now.toISOString(), caller.userId,
      ),
    ); // prettier-ignore
    record({
      name: "api_key.created",
      target: keyTarget({ uuid: id, name }),
      changes: diff({}, keyFields({ name, scopes, expiresAt, allowedAddresses, callsPerMinute })),
    });
    return { ...(await shownKey(db, id)), key };
  });
