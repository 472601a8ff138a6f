import { describe, expect, it } from "vitest";
import { defaultPolicy } from "@atrium/contracts";
import { addedTo, changesOf, isEmptyDraft, takenBack, withDraft } from "./draft.ts";

describe("a draft of the rules", () => {
  it("holds what is otherwise, field by field, and nothing that is as it was", () => {
    const first = addedTo({}, { session: { idleMinutes: 60 } });
    const draft = addedTo(addedTo(first, { session: { absoluteHours: 24 } }), { trustedDeviceDays: 0 });
    expect(draft).toEqual({ session: { idleMinutes: 60, absoluteHours: 24 }, trustedDeviceDays: 0 });
    const back = addedTo(draft, {
      session: { idleMinutes: defaultPolicy.session.idleMinutes },
      trustedDeviceDays: defaultPolicy.trustedDeviceDays,
    });
    expect(changesOf(defaultPolicy, back)).toEqual({ session: { absoluteHours: 24 } });
    expect(isEmptyDraft(changesOf(defaultPolicy, { sso: { enforced: false } }))).toBe(true);
  });

  it("can be taken back", () => {
    const draft = { mfa: { mode: "required", roles: ["admin"] }, trustedDeviceDays: 0 } as const;
    const changed = withDraft(defaultPolicy, { ...draft, mfa: { mode: "required", roles: ["admin"] } });
    expect(changed.mfa).toMatchObject({ mode: "required", roles: ["admin"], requiredFrom: null });
    const undo = takenBack(defaultPolicy, {
      trustedDeviceDays: 0,
      mfa: { mode: "required", roles: ["admin"] },
    });
    expect(undo).toEqual({ mfa: { mode: "optional", roles: null }, trustedDeviceDays: 30 });
    expect(withDraft(changed, undo)).toEqual(defaultPolicy);
  });

  it("keeps lists whole", () => {
    const draft = { responses: { spray: [] }, registration: { domains: ["example.com"] } };
    expect(changesOf(defaultPolicy, draft)).toEqual(draft);
    expect(withDraft(defaultPolicy, draft).responses.brute_force).toEqual(["notify"]);
  });
});
