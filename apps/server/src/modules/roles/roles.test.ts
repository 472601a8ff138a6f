import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissionNames, systemRoleNames, systemRoles } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("roles", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    const other = await makeOrganization(owner);
    await atrium.sql.query(
      `insert into roles (id, organization_id, slug, name, created_at, updated_at)
       values ($1, $2, 'own', 'Own', now(), now()), ($3, $4, 'theirs', 'Theirs', now(), now())`,
      [atrium.newId(), place.uuid, atrium.newId(), other.uuid],
    );
  });
  afterAll(() => atrium.close());

  it("lists the system's and the organization's own, never another's", async () => {
    const { items } = await admin.api.roles.list();
    expect(items.map(({ slug }) => slug).sort()).toEqual(["own", ...systemRoleNames].sort());
    for (const { slug, permissions, system } of items) {
      expect(system).toBe(slug !== "own");
      if (slug !== "own")
        expect(permissions).toEqual(systemRoles[slug as keyof typeof systemRoles].permissions);
    }
    expect((await admin.api.roles.get({ params: { slug: "own" } })).name).toBe("Own");
    expect(await codeOf(admin.api.roles.get({ params: { slug: "theirs" } }))).toBe("resource.not_found");
    expect(await codeOf(admin.api.roles.get({ params: { slug: "nobodys" } }))).toBe("resource.not_found");
  });

  it("says which of them the caller may give", async () => {
    const assignable = async ({ api }: Person) =>
      (await api.roles.list()).items
        .filter((item) => item.assignable)
        .map(({ slug }) => slug)
        .sort();
    expect(await assignable(admin)).toEqual([
      "admin",
      "auditor",
      "editor",
      "guest",
      "manager",
      "own",
      "user",
    ]);
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await assignable(boss)).toContain("super-admin");
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await assignable(manager)).toEqual([]);
  });

  it("lists every permission with what it means", async () => {
    const { items } = await admin.api.permissions.list();
    expect(items.map(({ name }) => name)).toEqual(permissionNames);
    expect(items[0]).toEqual({
      name: "users:read", resource: "users", action: "read", category: "users", level: "read", title: "See people",
    }); // prettier-ignore
  });

  it("are for those who may see them", async () => {
    const user = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(user.api.roles.list())).toBe("auth.forbidden");
    expect(await codeOf(user.api.permissions.list())).toBe("auth.forbidden");
    expect(await codeOf(atrium.api().roles.list())).toBe("auth.required");
  });
});
