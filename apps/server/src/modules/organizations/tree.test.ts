import { parseId } from "@atrium/contracts";
import { createClient } from "@atrium/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

describe("organizations below one another", () => {
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let reseller: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner, place: platform } = await setUpPlatform(atrium));
    reseller = await makeOrganization(owner, "Reseller");
    boss = await makePerson(atrium, reseller, ["super-admin"]);
    const { version } = await owner.api.organizations.find({ params: { id: reseller.id } });
    await owner.api.organizations.edit(
      { params: { id: reseller.id }, body: { limits: { organizations: 4, users: 100 }, plan: "pro" } },
      { version },
    );
  });
  afterAll(() => atrium.close());

  const inside = (person: Person, place: { id: string }) =>
    createClient({ baseUrl: atrium.url, token: person.token, organization: () => place.id });
  const below = (name: string, body: object = {}) =>
    boss.api.organizations.createBelow({ body: { name, slug: name.toLowerCase(), ...body } });

  it("nobody has any below them unless the platform lets them", async () => {
    const plain = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    const denied = await refusal(plain.api.organizations.createBelow({ body: { name: "X", slug: "x" } }));
    expect(denied).toMatchObject({ code: "limit.organizations", limit: 0, organizations: 0 });
  });

  it("a reseller makes, sees and enters those below theirs, and no other", async () => {
    const made = await below("Alpha", { limits: { users: 10 } });
    expect(made).toMatchObject({
      parentId: reseller.id,
      plan: "pro",
      limits: { users: 10, organizations: 0 },
    });
    const elsewhere = await makeOrganization(owner);
    expect((await boss.api.organizations.listBelow()).items.map(({ id }) => id)).toEqual([made.id]);
    expect(await boss.api.organizations.find({ params: { id: made.id } })).toMatchObject({
      parentName: "Reseller",
      usage: { users: 0, organizations: 0 },
    });
    for (const { id } of [elsewhere, reseller, platform]) {
      expect(await codeOf(boss.api.organizations.find({ params: { id } }))).toBe("resource.not_found");
    }
    const person = await inside(boss, made).users.create({
      body: { email: "first@alpha.example", roles: ["super-admin"] },
    });
    expect(person.roles).toEqual(["super-admin"]);
    expect(await codeOf(inside(boss, elsewhere).users.list())).toBe("auth.organization_required");
    expect(await codeOf(inside(boss, platform).users.list())).toBe("auth.organization_required");
  });

  it("whoever may not manage what is below does not enter it, and nobody looks up", async () => {
    const made = await below("Beta");
    const manager = await makePerson(atrium, reseller, ["manager"]);
    const child = await makePerson(atrium, { ...made, uuid: uuidOf(made.id) }, ["super-admin"]);
    expect(await codeOf(inside(manager, made).users.list())).toBe("auth.organization_required");
    expect(await codeOf(inside(child, reseller).users.list())).toBe("auth.organization_required");
    expect(await codeOf(child.api.organizations.find({ params: { id: reseller.id } }))).toBe(
      "resource.not_found",
    );
    const setStatus = (id: string) =>
      child.api.organizations.setStatus({ params: { id }, body: { status: "suspended" } });
    expect(await codeOf(setStatus(reseller.id))).toBe("resource.not_found");
    expect(await codeOf(setStatus(made.id))).toBe("resource.not_found");
  });

  it("E03: gives those below no more than the reseller has, and no plan", async () => {
    const { items } = await boss.api.organizations.listBelow();
    const { id, version } = items[0] ?? { id: "", version: 0 };
    const edit = (body: object) => boss.api.organizations.edit({ params: { id }, body }, { version });
    expect(await refusal(edit({ limits: { users: 101 } }))).toMatchObject({
      code: "organization.limit_above_you",
      limit: 100,
      errors: [{ pointer: "/limits/users" }],
    });
    expect(await codeOf(edit({ limits: { users: null } }))).toBe("organization.limit_above_you");
    expect(await codeOf(edit({ plan: "enterprise" }))).toBe("organization.plan_fixed");
    expect(await edit({ limits: { users: 99 } })).toMatchObject({ limits: { users: 99 } });
  });

  it("makes exactly as many as the limit says, however many are made at once", async () => {
    const { total } = await boss.api.organizations.listBelow({ query: { count: "exact" } });
    const codes = await Promise.all(Array.from({ length: 6 }, (_, n) => codeOf(below(`Raced${n}`))));
    expect(codes.filter((code) => code === "done")).toHaveLength(4 - (total ?? 0));
    expect(codes).toContain("limit.organizations");
  });

  it("E07: circles and endless chains are refused, also when moved at once", async () => {
    const open = async (name: string) => {
      const place = await makeOrganization(owner, name);
      await atrium.sql.query("update organizations set organization_limit = null where id = $1", [
        place.uuid,
      ]);
      return place;
    };
    const chain = [await open("Chain")];
    const move = (id: string, parentId: string) =>
      owner.api.organizations.move({ params: { id }, body: { parentId } });
    for (let n = 1; n < 8; n++) {
      const next = await open("Chain");
      await move(next.id, chain.at(-1)?.id ?? "");
      chain.push(next);
    }
    const [top, bottom] = [chain[0]?.id ?? "", chain.at(-1)?.id ?? ""];
    expect(await codeOf(move(top, bottom))).toBe("organization.cycle");
    expect(await codeOf(move(top, top))).toBe("organization.cycle");
    expect(await codeOf(move((await open("Deep")).id, bottom))).toBe("organization.too_deep");
    const [one, two] = [await open("One"), await open("Two")];
    const raced = await Promise.all([codeOf(move(one.id, two.id)), codeOf(move(two.id, one.id))]);
    expect(raced.sort()).toEqual(["done", "organization.cycle"]);
    await expect(
      atrium.sql.query("update organizations set parent_id = $1 where id = $2", [
        chain[7]?.uuid,
        chain[0]?.uuid,
      ]),
    ).rejects.toMatchObject({ constraint: "organizations_circle" });
    expect(await codeOf(move(platform.id, one.id))).toBe("organization.platform_fixed");
  });

  it("what is moved away is out of the reseller's reach at once", async () => {
    const { items } = await boss.api.organizations.listBelow();
    const child = items[0] ?? { id: "" };
    expect(await codeOf(inside(boss, child).users.list())).toBe("done");
    await owner.api.organizations.move({ params: { id: child.id }, body: { parentId: platform.id } });
    expect(await codeOf(inside(boss, child).users.list())).toBe("auth.organization_required");
    expect(await codeOf(boss.api.organizations.find({ params: { id: child.id } }))).toBe(
      "resource.not_found",
    );
  });

  it("who belongs to the platform without rights over the others is above none of them", async () => {
    const staff = await makePerson(atrium, platform, ["admin"]);
    expect(await codeOf(staff.api.organizations.listBelow())).toBe("auth.forbidden");
    expect(await codeOf(staff.api.organizations.find({ params: { id: reseller.id } }))).toBe(
      "resource.not_found",
    );
    expect(await codeOf(inside(staff, reseller).users.list())).toBe("auth.organization_required");
    expect(
      await codeOf(staff.api.organizations.createBelow({ body: { name: "Staff", slug: "staff-made" } })),
    ).toBe("auth.forbidden");
  });

  it("are found by name, slug, status, plan and what they lie below", async () => {
    const found = async (q: string) =>
      (await owner.api.organizations.list({ query: { q, count: "exact" } })).items.map(({ slug }) => slug);
    expect(await found("plan:pro")).toContain(reseller.slug);
    expect(await found(`slug:${reseller.slug}`)).toEqual([reseller.slug]);
    expect(await found(`parent:${reseller.id} beta`)).toEqual(await found(`under:${reseller.id} slug:beta`));
    expect(await found("status:suspended")).toEqual([]);
    const sorted = (await owner.api.organizations.list({ query: { sort: "-slug" } })).items.map(
      ({ slug }) => slug,
    );
    expect(sorted).toEqual([...sorted].sort().reverse());
  });

  it("F12: the tenants' login changes neither plan nor limits nor place", async () => {
    for (const set of ["plan = 'enterprise'", "user_limit = null", "status = 'active'", "parent_id = null"]) {
      const change = atrium.database.transaction(reseller.uuid, (db) =>
        db.query({ name: "", text: `update organizations set ${set}`, values: [], read: () => null }),
      );
      await expect(change, set).rejects.toMatchObject({ code: "42501" });
    }
  });
});

const uuidOf = (id: string): string => parseId("organization", id) ?? "";
