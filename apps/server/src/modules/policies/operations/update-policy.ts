import { updatePolicy } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { locksOut, type Ways } from "../lock-out.ts";
import { findPolicy, shortenSessions, storePolicy, timesOf, unsetPolicy } from "../queries.ts";
import { requireKnownRoles } from "../roles.ts";
import { changed, settingsOf, shownFields } from "../settings.ts";

export const updatePolicyOperation = (ways: Ways) =>
  operation(updatePolicy, async ({ db, caller, request, now, record, unchanged, fail }, { body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const [stored] = await db.query(findPolicy(organizationId));
    const before = stored ?? unsetPolicy;
    if (request.ifMatch !== before.version) fail("precondition.failed", { extra: { current: before } });
    const settings = changed(settingsOf(before), body);
    const changes = diff(shownFields(settingsOf(before)), shownFields(settings));
    if (changes.length === 0) {
      unchanged();
      return before;
    }
    await requireKnownRoles(db, body);
    // Factors, connections and sessions belong to the account, which is no organization's.
    if (await locksOut(db.asSystem(), ways, { caller, organizationId, settings, now })) {
      fail("policy.locks_you_out");
    }
    const [after] = await db.query(
      storePolicy(JSON.stringify(settings), now.toISOString(), caller.userId, before.version),
    );
    if (after === undefined) return fail("precondition.failed");
    if (changes.some(({ field }) => field.startsWith("session."))) {
      await db.asSystem().query(shortenSessions(organizationId, now.toISOString(), ...timesOf(settings)));
    }
    record({
      name: "policy.updated",
      target: { type: "organization", id: organizationId, name: null },
      changes,
    });
    return after;
  });
