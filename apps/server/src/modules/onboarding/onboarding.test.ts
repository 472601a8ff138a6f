import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseId, type createOnboardingChecklist, type Request } from "@atrium/contracts";
import type { Clock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

type NewChecklist = Request<typeof createOnboardingChecklist>["body"];
const dayMs = 86_400_000;

describe("onboarding checklists", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let person: Person;
  let aheadMs = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + aheadMs),
    monotonic: () => performance.now(),
  };

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock });
    await atrium.sql.query("select ensure_event_partitions(now(), now() + interval '1 year')");
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());
  beforeEach(async () => {
    aheadMs = 0;
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    person = await makePerson(atrium, place, ["user"]);
  });

  const steps: NewChecklist["steps"] = [
    { title: "Confirm your address", kind: "verify_email" },
    { title: "Meet your team", kind: "manual", help: "Room 12", link: "https://example.com/map" },
    { title: "Badge handed out", kind: "manual_by_admin" },
  ];
  const firstDays: NewChecklist = { name: "First days", enabled: true, steps };
  const write = (change: Partial<NewChecklist> = {}) =>
    admin.api.onboardingChecklists.create({ body: { ...firstDays, ...change } });
  const mine = async (who = person) => (await who.api.me.getOnboarding()).items;
  const idsOf = async (who = person) =>
    new Map((await mine(who)).flatMap((list) => list.steps.map(({ title, id }) => [title, id] as const)));
  const doneOf = async (who = person) =>
    Object.fromEntries(
      (await mine(who)).flatMap((list) => list.steps.map((step) => [step.title, step.done])),
    );
  const tick = async (title: string, done = true, who = person) =>
    who.api.me.tickOnboarding({ body: { stepId: (await idsOf(who)).get(title) ?? "", done } });
  const tickFor = (id: string, stepId: string, done = true, by = admin) =>
    by.api.users.tickOnboarding({ params: { id }, body: { stepId, done } });

  it("show a person what is done, what they tick and what somebody else ticks for them", async () => {
    await write({ description: "Welcome", dueDays: 14 });
    const [list] = await mine();
    expect(list).toMatchObject({ name: "First days", description: "Welcome", done: 1, overdue: false });
    expect(await doneOf()).toEqual({
      "Confirm your address": true, "Meet your team": false, "Badge handed out": false,
    }); // prettier-ignore
    await tick("Meet your team");
    const badge = (await idsOf()).get("Badge handed out") ?? "";
    await tickFor(person.userId, badge);
    const { items } = await admin.api.users.getOnboarding({ params: { id: person.userId } });
    expect(items[0]).toMatchObject({ done: 3 });
    await tickFor(person.userId, badge, false);
    await tick("Meet your team", false);
    expect((await mine())[0]).toMatchObject({ done: 1 });
  });

  it("tell of every tick once, with who did it and what it was before", async () => {
    await write();
    await tick("Meet your team");
    await tick("Meet your team");
    await tick("Meet your team", false);
    const { items } = await admin.api.users.listActivity({ params: { id: person.userId } });
    const told = items.filter(({ name }) => name === "user.onboarding_ticked");
    expect(told.map(({ changes, data, actor }) => [changes[0], data["step"], actor.id])).toEqual([
      [{ field: "done", before: true, after: false }, "Meet your team", person.userId],
      [{ field: "done", before: false, after: true }, "Meet your team", person.userId],
    ]);
    expect(told[0]?.data["checklist"]).toBe("First days");
  });

  it("read from the facts what nobody ticks", async () => {
    const purpose = await admin.api.consentPurposes.create({
      body: { key: "house-rules", title: "House rules", wording: "I keep them." },
    });
    await write({
      steps: [
        { title: "Password", kind: "set_password" },
        { title: "Factor", kind: "second_factor" },
        { title: "Profile", kind: "complete_profile", fields: ["phone", "department", "address"] },
        { title: "Rules", kind: "agree", purposeId: purpose.id },
        { title: "Address", kind: "verify_email" },
      ],
    });
    const nothing = { Password: false, Factor: false, Profile: false, Rules: false };
    await atrium.sql.query("update users set email_verified = false where id = $1", [person.uuid]);
    expect(await doneOf()).toEqual({ ...nothing, Address: false });
    const [profile] = (await mine())[0]?.steps.filter(({ kind }) => kind === "complete_profile") ?? [];
    expect(profile?.missing).toEqual(["phone", "department", "address"]);

    const account = parseId("account", person.accountId);
    await atrium.sql.query("update users set email_verified = true where id = $1", [person.uuid]);
    await atrium.sql.query("update accounts set password_hash = 'x' where id = $1", [account]);
    await atrium.sql.query(
      "insert into code_factors (account_id, kind, added_at) values ($1, 'email_code', now())",
      [account],
    );
    const body = { phone: "+4930123456", department: "Law", address: { city: "Rome" } };
    await admin.api.users.update({ params: { id: person.userId }, body });
    await person.api.me.answerConsent({ body: { purposeId: purpose.id, given: true, wordingVersion: 1 } });
    expect(await doneOf()).toEqual({
      Password: true, Factor: true, Profile: true, Rules: true, Address: true,
    }); // prettier-ignore

    // What was agreed to is another thing in other words, and is asked of nobody once it is archived.
    const params = { id: purpose.id };
    await admin.api.consentPurposes.update({ params, body: { wording: "I keep all of them." } });
    expect(await doneOf()).toMatchObject({ Rules: false });
    await admin.api.consentPurposes.update({ params, body: { archived: true } });
    expect(Object.keys(await doneOf())).not.toContain("Rules");
    await admin.api.users.update({ params: { id: person.userId }, body: { phone: null } });
    expect(await doneOf()).toMatchObject({ Profile: false });
  });

  it("are for whom their filter means, while they are on", async () => {
    const { id } = await write({ forWhom: "department:Law" });
    await write({ name: "Off", enabled: false });
    expect(await mine()).toEqual([]);
    await admin.api.users.update({ params: { id: person.userId }, body: { department: "Law" } });
    expect((await mine()).map(({ name }) => name)).toEqual(["First days"]);
    await admin.api.onboardingChecklists.update({ params: { id }, body: { enabled: false } });
    expect(await mine()).toEqual([]);
    await admin.api.segments.create({ body: { slug: "new-here", name: "New here", q: "department:Law" } });
    await admin.api.onboardingChecklists.update({
      params: { id },
      body: { enabled: true, forWhom: "segment:new-here" },
    });
    expect((await mine()).length).toBe(1);
  });

  it("mean nobody any more once a segment of their filter is gone, and the others go on", async () => {
    const segment = await admin.api.segments.create({ body: { slug: "gone", name: "Gone", q: "a" } });
    const { id } = await write({ forWhom: "segment:gone" });
    await write({ name: "Stays" });
    await admin.api.segments.delete({ params: { id: segment.id } });
    expect((await mine()).map(({ name }) => name)).toEqual(["Stays"]);
    expect(await codeOf(admin.api.onboardingChecklists.progress({ params: { id } }))).toBe("segment.unknown");
  });

  it("are overdue when the days are over, counted from when they were switched on at the earliest", async () => {
    const { id } = await write({ dueDays: 5, enabled: false });
    aheadMs = 30 * dayMs;
    const late = await makePerson(atrium, place, ["admin"]);
    person = await makePerson(atrium, place, ["user"]);
    await late.api.onboardingChecklists.update({ params: { id }, body: { enabled: true } });
    expect((await mine())[0]?.overdue).toBe(false);
    aheadMs = 36 * dayMs;
    expect((await mine())[0]?.overdue).toBe(true);
    expect(await late.api.onboardingChecklists.progress({ params: { id } })).toEqual({
      people: 4, more: false, done: 0, underWay: 0, overdue: 4,
    }); // prettier-ignore
  });

  it("say who is done and list who is not, page by page, those added last first", async () => {
    const { id } = await write({ forWhom: "role:user" });
    const more = [await makePerson(atrium, place, ["user"]), await makePerson(atrium, place, ["user"])];
    const badge = (await idsOf()).get("Badge handed out") ?? "";
    await tick("Meet your team");
    await tickFor(person.userId, badge);
    const params = { id };
    expect(await admin.api.onboardingChecklists.progress({ params })).toEqual({
      people: 3, more: false, done: 1, underWay: 2, overdue: 0,
    }); // prettier-ignore
    const first = await admin.api.onboardingChecklists.listUnfinished({ params, query: { limit: 1 } });
    expect(first.items).toMatchObject([{ id: more[1]?.userId, done: 1, steps: 3, overdue: false }]);
    const query = { limit: 1, ...(first.next !== null && { after: first.next }) };
    const second = await admin.api.onboardingChecklists.listUnfinished({ params, query });
    expect(second.items.map((one) => one.id)).toEqual([more[0]?.userId]);
    expect(second.next).toBe(null);
  });

  it("keep the ticks of steps that stay, and forget those of steps that go or become another kind", async () => {
    const { id, steps: before } = await write();
    const [address, team, badge] = before;
    await tick("Meet your team");
    const { version } = await admin.api.onboardingChecklists.update({
      params: { id },
      body: {
        steps: [
          { ...steps[1], kind: "manual", title: "Meet all of them", id: team?.id },
          { title: "Lunch", kind: "manual" },
          { title: badge?.title ?? "", kind: "manual_by_admin", id: badge?.id },
        ],
      },
    });
    expect(version).toBe(2);
    expect(await doneOf()).toEqual({ "Meet all of them": true, Lunch: false, "Badge handed out": false });
    const kept = { title: "Meet all of them", kind: "manual_by_admin", id: team?.id } as const;
    await admin.api.onboardingChecklists.update({ params: { id }, body: { steps: [kept] } });
    expect(await doneOf()).toEqual({ "Meet all of them": false });
    const gone = { ...kept, id: address?.id };
    const again = admin.api.onboardingChecklists.update({ params: { id }, body: { steps: [gone] } });
    expect(await refusal(again)).toMatchObject({
      code: "onboarding.step_unknown",
      errors: [{ pointer: "/steps/0/id" }],
    });
    const twice = admin.api.onboardingChecklists.update({ params: { id }, body: { steps: [kept, kept] } });
    expect(await codeOf(twice)).toBe("onboarding.step_unknown");
  });

  it("are written, changed and deleted with events that show before and after", async () => {
    const made = await write();
    const params = { id: made.id };
    await admin.api.onboardingChecklists.update({ params, body: { name: "First weeks", dueDays: 30 } });
    await admin.api.onboardingChecklists.update({ params, body: { name: "First weeks" } });
    await admin.api.onboardingChecklists.delete({ params });
    const { items } = await admin.api.audit.list({ query: { q: `target:${made.id}` } });
    expect(items.map(({ name }) => name)).toEqual([
      "onboarding_checklist.deleted", "onboarding_checklist.updated", "onboarding_checklist.created",
    ]); // prettier-ignore
    expect(items[1]?.changes).toEqual([
      { field: "name", before: "First days", after: "First weeks" },
      { field: "dueDays", before: null, after: 30 },
    ]);
    expect(await mine()).toEqual([]);
    expect(await codeOf(admin.api.onboardingChecklists.get({ params }))).toBe("resource.not_found");
  });

  it("are refused where they make no sense", async () => {
    const make = (body: object) =>
      codeOf(admin.api.onboardingChecklists.create({ body: { ...firstDays, ...body } as NewChecklist }));
    const stepped = (step: object) => make({ steps: [{ title: "One", kind: "manual", ...step }] });
    expect(await stepped({ kind: "complete_profile", fields: ["colour"] })).toBe("request.invalid");
    expect(await stepped({ kind: "complete_profile" })).toBe("request.invalid");
    expect(await stepped({ fields: ["phone"] })).toBe("request.invalid");
    expect(await stepped({ kind: "agree" })).toBe("request.invalid");
    expect(await stepped({ kind: "agree", purposeId: atrium.newId() })).toBe("consent.purpose_unknown");
    for (const link of [
      "http://example.com", "//example.com", "/\\example.com", "javascript:alert(1)", "https://a:b@example.com", "https://",
    ]) {
      expect(await stepped({ link }), link).toBe("request.invalid");
    } // prettier-ignore
    expect(await make({ forWhom: "colour:red" })).toBe("filter.invalid");
    expect(await make({ forWhom: "segment:nowhere" })).toBe("segment.unknown");
    expect(await make({ steps: [] })).toBe("request.invalid");
    expect(await make({ steps: Array.from({ length: 21 }, () => steps[1]) })).toBe("request.invalid");
    expect(await make({ dueDays: 0 })).toBe("request.invalid");
    expect(await make({})).toBe("done");
    expect(await make({ name: " FIRST  days".replace("  ", " ") })).toBe("onboarding.name_taken");
    const { id, version } = await write({ name: "Other" });
    const change = (body: object, options = {}) =>
      codeOf(admin.api.onboardingChecklists.update({ params: { id }, body }, options));
    expect(await change({ name: "first days" })).toBe("onboarding.name_taken");
    expect(await change({ forWhom: "((" })).toBe("filter.invalid");
    expect(await change({ name: "B" }, { version: version + 1 })).toBe("precondition.failed");
    expect(await change({ colour: "red" })).toBe("request.invalid");
  });

  it("end at twenty in an organization", async () => {
    await atrium.sql.query(
      `insert into onboarding_checklists (organization_id, id, name, name_key, steps, created_at, updated_at)
       select $1, gen_random_uuid(), n, n, '[]', now(), now() from generate_series(1, 20) as n`,
      [place.uuid],
    );
    expect(await codeOf(write())).toBe("onboarding.too_many");
  });

  it("let nobody tick what the facts decide, what is for others to tick, or what is not asked of them", async () => {
    await write();
    const ids = await idsOf();
    const own = (stepId: string, who = person) =>
      codeOf(who.api.me.tickOnboarding({ body: { stepId, done: true } }));
    const [address, team, badge] = steps.map(({ title }) => ids.get(title) ?? "");
    expect(await own(address ?? "")).toBe("onboarding.automatic");
    expect(await codeOf(tickFor(person.userId, address ?? ""))).toBe("onboarding.automatic");
    expect(await own(badge ?? "")).toBe("onboarding.not_yours");
    expect(await own(atrium.newId())).toBe("onboarding.step_unknown");
    expect(await codeOf(tickFor(admin.userId, team ?? "", true, person))).toBe("auth.forbidden");
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(tickFor(boss.userId, badge ?? ""))).toBe("user.above_you");
    const { id } = await write({ name: "Elsewhere", forWhom: "department:Nowhere" });
    const [, notTheirs] = (await admin.api.onboardingChecklists.get({ params: { id } })).steps;
    expect(await own(notTheirs?.id ?? "")).toBe("onboarding.step_unknown");
  });

  it("E02: are nothing to another organization", async () => {
    const { id } = await write();
    const [team] = [(await idsOf()).get("Meet your team") ?? ""];
    const elsewhere = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    const { api } = elsewhere;
    const params = { id };
    expect(await codeOf(api.onboardingChecklists.get({ params }))).toBe("resource.not_found");
    expect(await codeOf(api.onboardingChecklists.progress({ params }))).toBe("resource.not_found");
    expect(await codeOf(api.onboardingChecklists.delete({ params }))).toBe("resource.not_found");
    expect(await codeOf(tickFor(person.userId, team, true, elsewhere))).toBe("resource.not_found");
    expect(await codeOf(api.me.tickOnboarding({ body: { stepId: team, done: true } }))).toBe(
      "onboarding.step_unknown",
    );
    expect(await codeOf(api.users.getOnboarding({ params: { id: person.userId } }))).toBe(
      "resource.not_found",
    );
  });

  it("go with a person who is erased, and with one who is merged to whoever stays, and back", async () => {
    await write();
    const add = async (email: string) => (await admin.api.users.create({ body: { email } })).id;
    const [one, two] = [await add("one@ob.example"), await add("two@ob.example")];
    const team = (await idsOf()).get("Meet your team") ?? "";
    await tickFor(two, team);
    const done = async (id: string) =>
      (await admin.api.users.getOnboarding({ params: { id } })).items[0]?.steps[1]?.done;
    await admin.api.users.merge({ params: { id: one }, body: { with: two } });
    expect(await done(one)).toBe(true);
    await admin.api.users.unmerge({ params: { id: two } });
    expect([await done(one), await done(two)]).toEqual([false, true]);
    await admin.api.users.erase({ params: { id: two }, body: { confirm: "two@ob.example" } });
    const { rows } = await atrium.sql.query("select 1 from onboarding_ticks where organization_id = $1", [
      place.uuid,
    ]);
    expect(rows).toEqual([]);
  });
});
