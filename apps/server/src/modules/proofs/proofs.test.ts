import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel/clock";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { testMaster } from "../../testing/master.ts";
import { makeOrganization, makePerson, setUpPlatform } from "../../testing/people.ts";
import { createProofs, type NewProof, type Proofs } from "./index.ts";

describe("mailed proofs", () => {
  let atrium: Atrium;
  let proofs: Proofs;
  let accountId: string;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    const place = await makeOrganization((await setUpPlatform(atrium)).owner);
    const { uuid } = await makePerson(atrium, place, ["user"]);
    const { rows } = await atrium.sql.query<{ account_id: string }>(
      "select account_id from users where id = $1",
      [uuid],
    );
    accountId = rows[0]?.account_id ?? "";
    const store = createPostgresKeyStore(atrium.database.exclusive);
    proofs = createProofs({
      keys: await openKeyRing({ master: testMaster, store, clock: systemClock }),
      newId: atrium.newId,
    });
  });
  afterAll(() => atrium.close());

  const system = () => atrium.database.asSystem();
  const now = new Date();
  const make = (extra: Partial<NewProof> = {}) =>
    proofs.make(system(), {
      purpose: "password_reset", email: "ann@example.com", lifetimeSeconds: 3600, now, data: { note: "canary" }, ...extra,
    }); // prettier-ignore
  const look = (token: string, at = now) => proofs.look(system(), "password_reset", token, at);
  const consume = (token: string, at = now) => proofs.consume(system(), "password_reset", token, at);

  it("A10: are not used up by looking, and work once", async () => {
    const { token } = await make();
    expect(await look(token)).toMatchObject({ email: "ann@example.com", data: { note: "canary" } });
    expect(await look(token)).not.toBeNull();
    expect(await consume(token)).toMatchObject({ data: { note: "canary" } });
    expect([await consume(token), await look(token)]).toEqual([null, null]);
  });

  it("B05: twenty who come at once find one winner", async () => {
    const { token } = await make();
    const won = await Promise.all(Array.from({ length: 20 }, () => consume(token)));
    expect(won.filter((proof) => proof !== null)).toHaveLength(1);
  });

  it("B04: leave neither token nor content in the database, and nothing at all of what is used or void", async () => {
    const { id, token } = await make();
    const stored = async () => JSON.stringify((await atrium.sql.query("select * from proofs")).rows);
    expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(await stored()).not.toContain(token);
    expect(await stored()).not.toContain("canary");
    await consume(token);
    const { rows } = await atrium.sql.query("select sealed from proofs where id = $1", [id]);
    expect(rows).toEqual([{ sealed: null }]);
  });

  it("B04: a newer one takes the older one's place, for the same person and purpose alone", async () => {
    const first = await make({ email: "one@example.com" });
    const other = await make({ email: "two@example.com" });
    const elsewhere = await make({ email: "one@example.com", purpose: "mail_link" });
    const second = await make({ email: "one@example.com" });
    expect(await look(first.token)).toBeNull();
    expect(await look(second.token)).not.toBeNull();
    expect(await look(other.token)).not.toBeNull();
    expect(await proofs.look(system(), "mail_link", elsewhere.token, now)).not.toBeNull();
  });

  it("are nothing for another purpose, after their time, or when a sign was changed", async () => {
    const { token } = await make();
    expect(await proofs.consume(system(), "invitation", token, now)).toBeNull();
    expect(await consume(token, new Date(now.getTime() + 61 * 60_000))).toBeNull();
    const flipped = `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`;
    for (const wrong of [flipped, token.slice(1), `${token}A`, "", "' or true --"]) {
      expect(await consume(wrong), wrong).toBeNull();
    }
    expect(await consume(token)).not.toBeNull();
  });

  it("of an account are void together, but for those that are to stay", async () => {
    const reset = await make({ accountId });
    const revert = await make({ accountId, purpose: "email_revert" });
    await proofs.dropOfAccount(system(), accountId, now, ["email_revert"]);
    expect(await look(reset.token)).toBeNull();
    expect(await proofs.look(system(), "email_revert", revert.token, now)).not.toBeNull();
  });

  it("are gone from the database when their time is over", async () => {
    await make({ email: "late@example.com", now: new Date(now.getTime() - 7200_000) });
    await atrium.app.jobs.idle();
    await atrium.sql.query("update job_schedules set next_run_at = now() where kind = 'proofs.clean_up'");
    await atrium.app.jobs.idle();
    const { rows } = await atrium.sql.query("select 1 from proofs where email = 'late@example.com'");
    expect(rows).toEqual([]);
  });
});
