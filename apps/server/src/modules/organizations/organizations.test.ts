import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "@atrium/sdk";
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
import { send } from "../../testing/wire.ts";

describe("organizations", () => {
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let place: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner, place: platform } = await setUpPlatform(atrium));
    place = await makeOrganization(owner, "Zebra");
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  it("the platform makes one, below itself, with one event in its own log", async () => {
    const [made, events] = await recordedBy(atrium, () =>
      owner.api.organizations.create({
        body: { name: "Northwind", slug: "northwind", limits: { users: 5 }, settings: { locale: "de" } },
      }),
    );
    expect(made).toMatchObject({
      parentId: platform.id, name: "Northwind", slug: "northwind", status: "active", platform: false,
      limits: { users: 5 }, settings: { locale: "de", timeZone: "UTC" }, version: 1,
    }); // prettier-ignore
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "organization.created",
      organization: platform.uuid,
      actor: owner.uuid,
      targetType: "organization",
    });
    expect(events[0]?.changes).toContainEqual({ field: "slug", before: null, after: "northwind" });
  });

  it("refuses a slug that another has, one that is none, and what a client may not set (E02)", async () => {
    const make = (body: Record<string, unknown>) =>
      send(atrium.url, { method: "POST", path: "/api/v1/organizations", token: owner.token, body });
    const taken = await make({ name: "Other", slug: place.slug });
    expect(taken).toMatchObject({
      status: 409,
      body: { code: "organization.slug_taken", errors: [{ pointer: "/slug" }] },
    });
    for (const slug of ["", "-a", "a-", "A", "a b", "a".repeat(64), "ä", "../a"]) {
      expect((await make({ name: "Other", slug })).status, slug).toBe(400);
    }
    for (const extra of ["platform", "parentId", "plan", "status", "id", "organizationId"]) {
      expect((await make({ name: "Other", slug: "other", [extra]: true })).status, extra).toBe(400);
    }
  });

  it("of many made at once with one slug exactly one comes to be", async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, () =>
        codeOf(owner.api.organizations.create({ body: { name: "R", slug: "raced" } })),
      ),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
  });

  it("is listed in pages that give each once, for the platform alone", async () => {
    for (let n = 0; n < 7; n++) await makeOrganization(owner, "Same Name");
    const all = await owner.api.organizations.list({ query: { limit: "200" } });
    expect(all).toMatchObject({ total: all.items.length, totalKind: "exact" });
    for (const sort of ["name", "-name", "createdAt", "-createdAt"] as const) {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await owner.api.organizations.list({
          query: { sort, limit: "3", ...(cursor === null ? {} : { cursor }) },
        });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect(new Set(ids).size, sort).toBe(all.items.length);
      expect(ids, sort).toHaveLength(all.items.length);
    }
    const found = await owner.api.organizations.list({ query: { q: "zebra" } });
    expect(found.items.map(({ slug, users }) => [slug, users])).toEqual([[place.slug, 1]]);
    expect(await codeOf(boss.api.organizations.list())).toBe("auth.forbidden");
  });

  it("shows people their own", async () => {
    const guest = await makePerson(atrium, place, ["guest"]);
    const user = await makePerson(atrium, place, ["user"]);
    expect(await user.api.organizations.get()).toMatchObject({
      id: place.id,
      slug: place.slug,
      platform: false,
    });
    expect(await codeOf(guest.api.organizations.get())).toBe("auth.forbidden");
  });

  it("K07: is edited by its owner alone, with the version that they saw", async () => {
    const admin = await makePerson(atrium, place, ["admin"]);
    expect(await codeOf(admin.api.organizations.update({ body: { name: "Mine" } }, { version: 1 }))).toBe(
      "auth.forbidden",
    );
    const { version } = await boss.api.organizations.get();
    expect(await codeOf(boss.api.organizations.update({ body: { name: "Blind" } }))).toBe(
      "precondition.required",
    );
    const [edited, events] = await recordedBy(atrium, () =>
      boss.api.organizations.update(
        { body: { name: "Zebra Group", settings: { locale: "fr" } } },
        { version },
      ),
    );
    expect(edited).toMatchObject({
      name: "Zebra Group",
      settings: { locale: "fr", timeZone: "UTC" },
      version: version + 1,
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "organization.updated",
      organization: place.uuid,
      actor: boss.uuid,
    });
    expect(events[0]?.changes).toEqual([
      { field: "name", before: "Zebra", after: "Zebra Group" },
      {
        field: "settings",
        before: { locale: "en", timeZone: "UTC" },
        after: { locale: "fr", timeZone: "UTC" },
      },
    ]);
    const late = await refusal(boss.api.organizations.update({ body: { name: "Late" } }, { version }));
    expect(late).toMatchObject({
      code: "precondition.failed",
      current: { name: "Zebra Group", version: version + 1 },
    });
    const [, nothing] = await recordedBy(atrium, () =>
      boss.api.organizations.update({ body: { name: "Zebra Group" } }, { version: version + 1 }),
    );
    expect(nothing).toEqual([]);
    const taken = boss.api.organizations.update({ body: { slug: "northwind" } }, { version: version + 1 });
    expect(await codeOf(taken)).toBe("organization.slug_taken");
  });

  it("counts its people, additions and sign-ins, and the platform's organizations for the platform alone", async () => {
    const overview = await boss.api.organizations.overview();
    expect(overview.organizations).toBeNull();
    expect(overview.usersByStatus["active"]).toBe((await boss.api.users.list()).total);
    expect(overview.createdPerDay.reduce((sum, { count }) => sum + count, 0)).toBe(
      overview.usersByStatus["active"],
    );
    const { organizations } = await owner.api.organizations.overview();
    expect(organizations).toBe((await owner.api.organizations.list()).total);
  });

  it("a suspended one serves its people nothing, the platform still looks into it", async () => {
    const gone = await makeOrganization(owner);
    const person = await makePerson(atrium, gone, ["super-admin"]);
    await atrium.sql.query("update organizations set status = 'suspended' where id = $1", [gone.uuid]);
    expect(await codeOf(person.api.users.list())).toBe("organization.suspended");
    expect(await codeOf(person.api.organizations.get())).toBe("organization.suspended");
    const inside = createClient({ baseUrl: atrium.url, token: owner.token, organization: () => gone.id });
    expect(await codeOf(inside.users.list())).toBe("done");
  });

  it("platform people look into an organization by its header, and what they do there is told there", async () => {
    const inside = createClient({ baseUrl: atrium.url, token: owner.token, organization: () => place.id });
    const [made, events] = await recordedBy(atrium, () =>
      inside.users.create({ body: { email: "by.platform@example.com" } }),
    );
    expect(events.map(({ name, organization, actor }) => [name, organization, actor])).toEqual([
      ["user.created", place.uuid, owner.uuid],
    ]);
    expect(await codeOf(boss.api.users.get({ params: { id: made.id } }))).toBe("done");
    expect(await codeOf(owner.api.users.get({ params: { id: made.id } }))).toBe("resource.not_found");
  });
});
