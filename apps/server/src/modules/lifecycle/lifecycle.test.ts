import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseId, type createLifecycleRule, type Request } from "@atrium/contracts";
import type { Clock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

const dayMs = 86_400_000;
type NewRule = Request<typeof createLifecycleRule>["body"];

describe("lifecycle rules", () => {
  let atrium: Atrium;
  const places: Place[] = [];
  let place: Place;
  let admin: Person;
  let aheadMs = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + aheadMs),
    monotonic: () => performance.now(),
  };

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true, clock });
    await atrium.sql.query("select ensure_event_partitions(now(), now() + interval '6 years')");
    const { owner } = await setUpPlatform(atrium);
    // The owner's session does not outlast the years that pass here.
    for (let n = 0; n < 11; n++) places.push(await makeOrganization(owner));
  });
  afterAll(() => atrium.close());
  beforeEach(async () => {
    place = nextPlace();
    admin = await makePerson(atrium, place, ["admin"]);
  });

  function nextPlace(): Place {
    const next = places.pop();
    if (next === undefined) throw new Error("make more organizations at the beginning");
    return next;
  }
  const letter = { subject: "Still there?", text: "Please sign in." };
  const sleepers: NewRule = {
    name: "Sleepers",
    q: "tag:sleeper",
    starts: "no_sign_in",
    steps: [
      { afterDays: 90, act: "warn", ...letter },
      { afterDays: 14, act: "deactivate" },
      { afterDays: 365, act: "delete" },
    ],
  };

  /** As after a time in which everybody was away; whoever looks then is somebody who just came. */
  async function pass(days: number): Promise<void> {
    aheadMs += days * dayMs;
    admin = await makePerson(atrium, place, ["admin"]);
  }
  async function run(): Promise<void> {
    const { rows } = await atrium.sql.query<{ id: string }>(
      `insert into jobs (organization_id, id, kind, input, run_at, created_at, max_attempts)
       values ($1, $2, 'lifecycle.run', '{}', now(), now(), 1) returning id`,
      [place.uuid, atrium.newId()],
    );
    for (let tries = 0; tries < 800; tries++) {
      atrium.app.jobs.wake();
      const found = await atrium.sql.query<{ state: string; error: unknown }>(
        "select state from jobs where id = $1",
        [rows[0]?.id],
      );
      const state = found.rows[0]?.state;
      if (state === "succeeded") return;
      if (state === "failed") throw new Error("the rules could not be run");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("the rules did not end");
  }
  const add = (email: string, fields: object = {}) =>
    admin.api.users.create({ body: { email, tags: ["sleeper"], status: "active", ...fields } });
  const statusOf = async (id: string) => (await admin.api.users.get({ params: { id } })).status;
  async function start(rule: NewRule, by = admin) {
    const made = await by.api.lifecycleRules.create({ body: rule });
    await by.api.lifecycleRules.switch({ params: { id: made.id }, body: { enabled: true } });
    return made;
  }
  const mailsTo = async (email: string) =>
    (await atrium.sql.query("select 1 from messages where recipient = $1", [email])).rows.length;

  it("warn, then deactivate, then delete, each after its days, and tell so with the rule's name", async () => {
    const { id } = await add("sleeper@lc.example");
    await start(sleepers);
    await pass(89);
    await run();
    expect(await mailsTo("sleeper@lc.example")).toBe(0);
    await pass(2);
    await run();
    await run();
    expect(await mailsTo("sleeper@lc.example")).toBe(1);
    expect(await statusOf(id)).toBe("active");
    await pass(15);
    await run();
    const person = await admin.api.users.get({ params: { id } });
    expect(person).toMatchObject({ status: "inactive", statusReason: "Sleepers" });
    await pass(366);
    await run();
    expect(await statusOf(id)).toBe("deleted");
    const { items } = await admin.api.users.journey({ params: { id } });
    expect(items.map(({ name, data, actor }) => [name, data["act"] ?? "", actor.name])).toEqual([
      ["user.lifecycle_step", "delete", "lifecycle"],
      ["user.deleted", "", "lifecycle"],
      ["user.lifecycle_step", "deactivate", "lifecycle"],
      ["user.status_changed", "", "lifecycle"],
      ["user.lifecycle_step", "warn", "lifecycle"],
      ["user.created", "", expect.any(String)],
    ]);
    expect(items[0]?.reason).toBe("Sleepers");
  });

  it("let go of whoever signs in meanwhile, and begin anew", async () => {
    const { id } = await add("comes@lc.example");
    await start(sleepers);
    await pass(91);
    await run();
    await atrium.sql.query("update users set last_login_at = $2, last_seen_at = $2 where id = $1", [
      parseId("user", id),
      clock.now(),
    ]);
    await pass(20);
    await run();
    expect(await statusOf(id)).toBe("active");
    await pass(75);
    await run();
    expect(await mailsTo("comes@lc.example")).toBe(2);
  });

  it("count anew for whom somebody activates by hand", async () => {
    const { id } = await add("back@lc.example");
    await start({ ...sleepers, steps: [{ afterDays: 30, act: "deactivate" }] });
    await pass(31);
    await run();
    expect(await statusOf(id)).toBe("inactive");
    await admin.api.users.setStatus({ params: { id }, body: { status: "active" } });
    await run();
    expect(await statusOf(id)).toBe("active");
    await pass(31);
    await run();
    expect(await statusOf(id)).toBe("inactive");
  });

  it("find who was added and never came, who was deactivated long ago, and whom a segment names", async () => {
    await admin.api.segments.create({ body: { slug: "sleepy", name: "Sleepy", q: "tag:sleeper" } });
    const never = await add("never@lc.example", { status: "pending" });
    const off = await add("off@lc.example");
    const other = await add("other@lc.example", { tags: [] });
    await admin.api.users.setStatus({ params: { id: off.id }, body: { status: "inactive" } });
    await start({
      name: "Never came", q: "segment:sleepy status:pending", starts: "never_signed_in",
      steps: [{ afterDays: 20, act: "delete" }],
    }); // prettier-ignore
    await start({
      name: "Long off", q: "segment:sleepy", starts: "inactive", steps: [{ afterDays: 20, act: "erase" }],
    }); // prettier-ignore
    await pass(21);
    await run();
    expect(await statusOf(never.id)).toBe("deleted");
    expect(await codeOf(admin.api.users.get({ params: { id: off.id } }))).toMatch(/done|resource.not_found/);
    const { rows } = await atrium.sql.query(
      "select erased_at is not null as erased from users where id = $1",
      [parseId("user", off.id)],
    );
    expect(rows).toEqual([{ erased: true }]);
    expect(await statusOf(other.id)).toBe("active");
  });

  it("show beforehand whom each step would meet, and are off until switched on", async () => {
    await add("one@lc.example");
    await add("two@lc.example");
    const { id, enabled } = await admin.api.lifecycleRules.create({ body: sleepers });
    expect(enabled).toBe(false);
    await pass(91);
    const preview = await admin.api.lifecycleRules.preview({ params: { id } });
    expect(preview).toMatchObject({ due: 2, allowed: 5 });
    expect(preview.steps.map(({ act, people }) => [act, people])).toEqual([
      ["warn", 2],
      ["deactivate", 0],
      ["delete", 0],
    ]);
    expect(preview.steps[0]?.first.map(({ email }) => email)).toEqual(["one@lc.example", "two@lc.example"]);
    await run();
    expect(await mailsTo("one@lc.example")).toBe(0);
    const { enabled: stays } = await admin.api.lifecycleRules.update({
      params: { id },
      body: { steps: [{ afterDays: 5, act: "suspend" }] },
    });
    expect(stays).toBe(false);
  });

  it("stop themselves before they act on more than their share in a day, until somebody confirms", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.push((await add(`many${n}@lc.example`)).id);
    const rule = await start({ ...sleepers, steps: [{ afterDays: 30, act: "deactivate" }] });
    await pass(31);
    await run();
    const states = () => Promise.all(ids.map(statusOf));
    expect(new Set(await states())).toEqual(new Set(["active"]));
    const stopped = await admin.api.lifecycleRules.get({ params: { id: rule.id } });
    expect(stopped).toMatchObject({ enabled: true, stoppedCount: 7 });
    const { items } = await admin.api.security.listEvents();
    expect(items.map(({ kind, severity }) => [kind, severity])).toEqual([["lifecycle_stopped", "high"]]);
    await admin.api.lifecycleRules.confirm({ params: { id: rule.id }, body: { people: 6 } });
    await run();
    expect(new Set(await states())).toEqual(new Set(["active"]));
    await admin.api.lifecycleRules.confirm({ params: { id: rule.id }, body: { people: 7 } });
    await run();
    expect(new Set(await states())).toEqual(new Set(["inactive"]));
    const again = admin.api.lifecycleRules.confirm({ params: { id: rule.id }, body: { people: 7 } });
    expect(await codeOf(again)).toBe("lifecycle.not_stopped");
  });

  it("E05: never reach anybody above whoever wrote them", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    await start({ ...sleepers, q: "", steps: [{ afterDays: 30, act: "delete" }] });
    await pass(31);
    await run();
    expect(await statusOf(boss.userId)).toBe("active");
    const { rows } = await atrium.sql.query("select refused from lifecycle_progress where user_id = $1", [
      boss.uuid,
    ]);
    expect(rows).toEqual([{ refused: "user.above_you" }]);
  });

  it("E06: leave an organization its last owner", async () => {
    const first = await makePerson(atrium, place, ["super-admin"]);
    const second = await makePerson(atrium, place, ["super-admin"]);
    await start({ ...sleepers, q: "role:super-admin", steps: [{ afterDays: 30, act: "suspend" }] }, first);
    await pass(31);
    await run();
    const states = await Promise.all([first, second].map(({ userId }) => statusOf(userId)));
    expect(states.toSorted()).toEqual(["active", "suspended"]);
  });

  it("E09: act on nobody any more once they are switched off", async () => {
    const { id } = await add("kept@lc.example");
    const rule = await start({ ...sleepers, steps: [{ afterDays: 30, act: "delete" }] });
    await pass(31);
    await admin.api.lifecycleRules.switch({ params: { id: rule.id }, body: { enabled: false } });
    await run();
    expect(await statusOf(id)).toBe("active");
  });

  it("are refused where they make no sense, or would do what their writer may not", async () => {
    const make = (body: object) =>
      codeOf(admin.api.lifecycleRules.create({ body: { ...sleepers, ...body } as NewRule }));
    expect(await make({ q: "segment:nowhere" })).toBe("segment.unknown");
    expect(await make({ q: "colour:red" })).toBe("filter.invalid");
    expect(await make({ steps: [] })).toBe("request.invalid");
    expect(await make({ steps: [{ afterDays: 1, act: "warn" }] })).toBe("request.invalid");
    const backwards = [
      { afterDays: 1, act: "delete" },
      { afterDays: 1, act: "warn", ...letter },
    ];
    expect(await make({ steps: backwards })).toBe("request.invalid");
    const { id, version } = await admin.api.lifecycleRules.create({ body: sleepers });
    const stale = admin.api.lifecycleRules.update(
      { params: { id }, body: { name: "B" } },
      { version: version + 1 },
    );
    expect(await codeOf(stale)).toBe("precondition.failed");
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(manager.api.lifecycleRules.list())).toBe("auth.forbidden");
    const elsewhere = await makePerson(atrium, nextPlace(), ["admin"]);
    expect(await codeOf(elsewhere.api.lifecycleRules.get({ params: { id } }))).toBe("resource.not_found");
  });
});
