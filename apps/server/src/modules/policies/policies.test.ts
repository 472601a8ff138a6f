import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyChange } from "@atrium/contracts";
import { createCache } from "#kernel/cache";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { createPolicies, type StoredPolicy } from "./index.ts";

describe("an organization's rules for signing in", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  /** An organization of its own, whose rules nobody has set. */
  async function fresh(): Promise<void> {
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
  }
  const update = (body: PolicyChange, version: number) => boss.api.policies.update({ body }, { version });
  const policies = () =>
    createPolicies(createCache<StoredPolicy>({ name: "policies-test", max: 10, ttlMs: 60_000 }));

  it("are the defaults while nothing was set, and keep what a change leaves out", async () => {
    await fresh();
    const before = await boss.api.policies.get();
    expect(before).toMatchObject({
      version: 0,
      updatedAt: null,
      registration: { mode: "invitation" },
      mfa: { mode: "optional" },
      password: { minLength: 15, requireUpper: false, maxAgeDays: null },
    });
    const after = await update({ session: { idleMinutes: 30 }, trustedDeviceDays: 0 }, 0);
    expect(after).toMatchObject({ version: 1, updatedBy: boss.userId, trustedDeviceDays: 0 });
    expect(after.session).toEqual({ ...before.session, idleMinutes: 30 });
    expect(await boss.api.policies.get()).toEqual(after);
  });

  it("tell each changed field before and after, and tell nothing where nothing changed", async () => {
    await fresh();
    const [, events] = await recordedBy(atrium, () =>
      update({ mfa: { mode: "required", requiredFrom: "2999-01-01" }, lockout: { attempts: 5 } }, 0),
    );
    expect(events).toMatchObject([
      {
        name: "policy.updated",
        actor: boss.uuid,
        organization: place.uuid,
        changes: [
          { field: "mfa.mode", before: "optional", after: "required" },
          { field: "mfa.requiredFrom", before: null, after: "2999-01-01" },
        ],
      },
    ]);
    const [same, nothing] = await recordedBy(atrium, () => update({ mfa: { mode: "required" } }, 1));
    expect([same.version, nothing]).toEqual([1, []]);
  });

  it("are changed only over the version that was seen, by one of many at once", async () => {
    await fresh();
    const tries = [30, 31, 32, 33].map((idleMinutes) => codeOf(update({ session: { idleMinutes } }, 0)));
    expect((await Promise.all(tries)).sort()).toEqual([
      "done",
      ...Array.from({ length: 3 }, () => "precondition.failed"),
    ]);
    const stale = await refusal(update({ session: { idleMinutes: 99 } }, 0));
    expect(stale).toMatchObject({ code: "precondition.failed", current: { version: 1 } });
    expect(await codeOf(boss.api.policies.update({ body: {} }))).toBe("precondition.required");
  });

  it("C10: cannot be made such that whoever makes them could not sign in", async () => {
    await fresh();
    expect(await codeOf(update({ mfa: { mode: "required" } }, 0))).toBe("policy.locks_you_out");
    expect(await codeOf(update({ mfa: { mode: "required", roles: ["super-admin"] } }, 0))).toBe(
      "policy.locks_you_out",
    );
    expect(await codeOf(update({ sso: { enforced: true } }, 0))).toBe("policy.locks_you_out");
    expect((await boss.api.policies.get()).version).toBe(0);
    expect(await codeOf(update({ mfa: { mode: "required", roles: ["guest"] } }, 0))).toBe("done");
    expect(
      await codeOf(update({ mfa: { mode: "required", roles: null, requiredFrom: "2999-01-01" } }, 1)),
    ).toBe("done");
  });

  it("refuse what makes no sense, with the field", async () => {
    await fresh();
    expect(await refusal(update({ registration: { mode: "domain" } }, 0))).toMatchObject({
      code: "request.invalid",
      errors: [{ pointer: "/registration/domains" }],
    });
    expect(await codeOf(update({ mfa: { roles: ["nobodys-role"] } }, 0))).toBe("role.unknown");
    expect(await codeOf(update({ password: { minLength: 7 } }, 0))).toBe("request.invalid");
    expect(await codeOf(update({ registration: { mode: "domain", domains: ["Example.COM"] } }, 0))).toBe(
      "done",
    );
    expect((await boss.api.policies.get()).registration.domains).toEqual(["example.com"]);
  });

  it("C04: never lock an account for what somebody without its password can do", async () => {
    await fresh();
    const body = { responses: { brute_force: ["lock"] } };
    const got = await fetch(`${atrium.url}/api/v1/organization/policy`, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${boss.token}`,
        "if-match": '"0"',
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    expect(got.status).toBe(400);
    expect(await codeOf(update({ responses: { refresh_replay: ["lock"] } }, 0))).toBe("done");
  });

  it("are in force for an account by the strictest of its organizations, only where its person is active", async () => {
    await fresh();
    const person = await makePerson(atrium, place, ["user"]);
    const { rows } = await atrium.sql.query<{ account_id: string }>(
      "select account_id from users where id = $1",
      [person.uuid],
    );
    const account = rows[0]?.account_id ?? "";
    const elsewhere = await makeOrganization(owner);
    const join = (status: string) =>
      atrium.sql.query(
        `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
         values ($1, $2, $3, 'x@x.example', 'X', 'x', $4, now(), now())
         on conflict (organization_id, account_id) where account_id is not null do update set status = $4`,
        [elsewhere.uuid, atrium.newId(), account, status],
      );
    await update({ session: { idleMinutes: 30 } }, 0);
    const other = await makePerson(atrium, elsewhere, ["super-admin"]);
    await other.api.policies.update({ body: { password: { minLength: 40 } } }, { version: 0 });
    const requirement = () => policies().requirementOf(atrium.database.asSystem(), account, new Date());
    expect(await requirement()).toMatchObject({ idleSeconds: 1800, shortestPassword: 15 });
    await join("suspended");
    expect(await requirement()).toMatchObject({ shortestPassword: 15 });
    await join("active");
    expect(await requirement()).toMatchObject({ idleSeconds: 1800, shortestPassword: 40 });
    const system = atrium.database.asSystem();
    expect((await policies().passwordRulesOf(system, elsewhere.uuid)).minLength).toBe(40);
    expect((await policies().registrationRuleOf(system, place.uuid)).mode).toBe("invitation");
  });

  it("are previewed with whom they concern, and nobody of another organization among them", async () => {
    await fresh();
    const people: Person[] = [];
    for (let n = 0; n < 12; n++) people.push(await makePerson(atrium, place, ["user"]));
    await atrium.sql.query(
      `update accounts set password_hash = 'x', password_changed_at = now() - interval '100 days'
       where id = (select account_id from users where id = $1)`,
      [people[0]?.uuid],
    );
    await atrium.sql.query(
      `update sessions set seen_at = now() - interval '2 hours' where account_id = (select account_id from users where id = $1)`,
      [people[1]?.uuid],
    );
    const preview = await boss.api.policies.preview({
      body: { mfa: { mode: "required" }, password: { maxAgeDays: 90 }, session: { idleMinutes: 60 } },
    });
    expect(preview).toMatchObject({
      locksYouOut: true,
      withoutFactor: { count: 13, atLeast: false },
      passwordTooOld: { count: 1, people: [{ id: people[0]?.userId, email: people[0]?.email }] },
      sessionsEnding: { count: 1, people: [{ id: people[1]?.userId }] },
    });
    expect(preview.withoutFactor.people).toHaveLength(10);
    const guests = await boss.api.policies.preview({ body: { mfa: { mode: "required", roles: ["guest"] } } });
    expect(guests).toMatchObject({
      locksYouOut: false,
      withoutFactor: { count: 0 },
      passwordTooOld: { count: 0 },
    });
    expect((await boss.api.policies.get()).version).toBe(0);
  });

  it("hold open sessions to shorter times at once, and give none more time", async () => {
    await fresh();
    const person = await makePerson(atrium, place, ["user"]);
    await atrium.sql.query(
      "update sessions set seen_at = now() - interval '2 hours' where account_id = (select account_id from users where id = $1)",
      [person.uuid],
    );
    await update({ session: { idleMinutes: 60 } }, 0);
    await atrium.app.relay.idle();
    expect(await codeOf(person.api.accounts.get())).toBe("auth.required");
    expect(await codeOf(boss.api.accounts.get())).toBe("done");
    const ends = async () =>
      (
        await atrium.sql.query(
          "select idle_seconds, expires_at from sessions where account_id = (select account_id from users where id = $1)",
          [boss.uuid],
        )
      ).rows;
    const before = await ends();
    await update({ session: { idleMinutes: 600, absoluteHours: 2000 } }, 1);
    expect(await ends()).toEqual(before);
  });

  it("are seen by who may read settings and changed by admins alone", async () => {
    await fresh();
    const [auditor, manager] = [
      await makePerson(atrium, place, ["auditor"]),
      await makePerson(atrium, place, ["manager"]),
    ];
    expect((await auditor.api.policies.get()).version).toBe(0);
    const change = { body: { trustedDeviceDays: 1 } };
    expect(await codeOf(auditor.api.policies.update(change, { version: 0 }))).toBe("auth.forbidden");
    expect(await codeOf(auditor.api.policies.preview(change))).toBe("auth.forbidden");
    expect(await codeOf(manager.api.policies.get())).toBe("auth.forbidden");
  });
});
