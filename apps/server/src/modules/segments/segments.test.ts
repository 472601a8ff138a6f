import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("segments", () => {
  let atrium: Atrium;
  let place: Place;
  let owner: Person;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    for (const [firstName, department] of [["Ann", "Sales"], ["Bo", "Sales"], ["Cy", "Law"]] as const) {
      await admin.api.users.create({
        body: { email: `${firstName}@seg.example`, firstName, lastName: "Seg", department },
      });
    } // prettier-ignore
  });
  afterAll(() => atrium.close());

  const make = (slug: string, q: string, kind: "live" | "static" = "live") =>
    admin.api.segments.create({ body: { slug, name: slug, q, kind } });
  const found = async (q: string, by = admin) =>
    (await by.api.users.list({ query: { q, sort: "name" } })).items.map(({ firstName }) => firstName);
  const filled = async (id: string) => {
    for (let tries = 0; tries < 200; tries++) {
      const segment = await admin.api.segments.get({ params: { id } });
      if (segment.filledAt !== null) return segment;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("the segment was not filled");
  };

  it("stand wherever a filter can: live ones for what they ask, also within one another", async () => {
    await make("sellers", "department:sales");
    expect(await found("segment:sellers")).toEqual(["Ann", "Bo"]);
    expect(await found("segment:SELLERS name:ann*")).toEqual(["Ann"]);
    await make("not-sellers", "-segment:sellers");
    expect(await found("segment:not-sellers department:law")).toEqual(["Cy"]);
    expect(await found("(segment:not-sellers department:law) OR name:bo*")).toEqual(["Bo", "Cy"]);
    await make("either", "segment:sellers,not-sellers");
    expect((await found("segment:either department:any")).length).toBe(3);
    await admin.api.users.create({
      body: { email: "di@seg.example", firstName: "Di", lastName: "S", department: "Sales" },
    });
    expect(await found("segment:sellers")).toEqual(["Ann", "Bo", "Di"]);
  });

  it("static ones keep whom they found until they are filled anew", async () => {
    const { id } = await make("kept", "department:law", "static");
    expect(await filled(id)).toMatchObject({ people: 1 });
    await admin.api.users.create({
      body: { email: "ed@seg.example", firstName: "Ed", lastName: "S", department: "Law" },
    });
    expect(await found("segment:kept")).toEqual(["Cy"]);
    expect((await admin.api.segments.refill({ params: { id } })).people).toBe(null);
    expect(await filled(id)).toMatchObject({ people: 2 });
    expect(await found("segment:kept")).toEqual(["Cy", "Ed"]);
    const changed = await admin.api.segments.update({ params: { id }, body: { q: "name:ed*" } });
    expect(changed.filledAt).toBe(null);
    await filled(id);
    expect(await found("segment:kept")).toEqual(["Ed"]);
    const { id: live } = await make("never-kept", "department:law");
    expect(await codeOf(admin.api.segments.refill({ params: { id: live } }))).toBe("segment.live");
  });

  it("E07: never stand on themselves, however long the way round", async () => {
    const first = await make("ring-1", "department:sales");
    await make("ring-2", "segment:ring-1");
    await make("ring-3", "segment:ring-2");
    const round = admin.api.segments.update({ params: { id: first.id }, body: { q: "segment:ring-3" } });
    expect(await codeOf(round)).toBe("segment.circle");
    expect(await codeOf(make("ring-0", "segment:ring-0"))).toBe("segment.circle");
    // Two that are written at the same moment may meet; then asking ends, too.
    await atrium.sql.query("update segments set q = 'segment:ring-3' where slug = 'ring-1'");
    expect(await codeOf(found("segment:ring-2"))).toBe("segment.circle");
    await atrium.sql.query("update segments set q = 'department:sales' where slug = 'ring-1'");
  });

  it("are told apart from those that are not there, not readable, taken or in use", async () => {
    expect(await codeOf(found("segment:nowhere"))).toBe("segment.unknown");
    expect(await codeOf(make("odd", "colour:red"))).toBe("filter.invalid");
    expect(await codeOf(make("odd", "segment:nowhere"))).toBe("segment.unknown");
    const { id } = await make("ground", "department:law");
    expect(await codeOf(make("ground", "department:law"))).toBe("segment.slug_taken");
    await make("house", "segment:ground");
    expect(await codeOf(admin.api.segments.delete({ params: { id } }))).toBe("segment.in_use");
    const stale = admin.api.segments.update({ params: { id }, body: { name: "New" } }, { version: 7 });
    expect(await codeOf(stale)).toBe("precondition.failed");
  });

  it("F03: those of another organization are unknown, and no rule of a group may ask for one", async () => {
    const elsewhere = await makeOrganization(owner);
    const stranger = await makePerson(atrium, elsewhere, ["admin"]);
    await make("ours", "department:sales");
    expect(await codeOf(found("segment:ours", stranger))).toBe("segment.unknown");
    const { id } = await admin.api.segments.create({ body: { slug: "mine", name: "Mine", q: "a" } });
    expect(await codeOf(stranger.api.segments.get({ params: { id } }))).toBe("resource.not_found");
    const rule = admin.api.groups.create({ body: { name: "Ruled", rule: "segment:ours" } });
    expect(await codeOf(rule)).toBe("group.rule_unfit");
  });
});
