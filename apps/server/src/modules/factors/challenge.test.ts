import { describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { openKeyRing } from "#kernel/key-ring";
import { createMemoryKeyStore } from "#kernel/key-store";
import { testMaster } from "../../testing/master.ts";
import { newChallenge, readChallenge } from "./challenge.ts";

describe("a challenge", async () => {
  const clock = fixedClock("2026-11-21T12:00:00Z");
  const keys = await openKeyRing({ master: testMaster, store: createMemoryKeyStore(), clock });
  const later = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);

  it("is good for five minutes", () => {
    const of = { ceremony: "prove", accountId: null } as const;
    const challenge = newChallenge(keys, { ...of, now: clock.now() });
    expect(readChallenge(keys, challenge, { ...of, now: later(299) })).toEqual(later(300));
    expect(readChallenge(keys, challenge, { ...of, now: later(300) })).toBeNull();
  });

  it("serves its ceremony and its account alone, and only unchanged", () => {
    const now = clock.now();
    const of = { ceremony: "prove", accountId: "ann", now } as const;
    const challenge = newChallenge(keys, of);
    expect(readChallenge(keys, challenge, of)).not.toBeNull();
    expect(readChallenge(keys, challenge, { ...of, ceremony: "register" })).toBeNull();
    expect(readChallenge(keys, challenge, { ...of, accountId: "bob" })).toBeNull();
    expect(readChallenge(keys, challenge, { ...of, accountId: null })).toBeNull();
    expect(readChallenge(keys, `${challenge.slice(0, -4)}AAAA`, of)).toBeNull();
    expect(
      readChallenge(
        keys,
        Buffer.from(keys.sign("links", "other prove ann 9999999999999 x")).toString("base64url"),
        of,
      ),
    ).toBeNull();
    expect(readChallenge(keys, "", of)).toBeNull();
  });
});
