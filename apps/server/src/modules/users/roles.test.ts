import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe("the roles of people", () => {
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ place: platform, owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const assign = (by: Person, whom: Person, role: string) =>
    by.api.users.assignRole({ params: { id: whom.userId }, body: { role } });
  const remove = (by: Person, whom: Person, role: string) =>
    by.api.users.removeRole({ params: { id: whom.userId, role } });

  it("gives a role and takes it away, each with one event that shows the roles before and after", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    const [given, first] = await recordedBy(atrium, () => assign(admin, person, "editor"));
    expect(given.roles).toEqual(["editor", "user"]);
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({
      name: "user.role_assigned",
      actor: admin.uuid,
      target: person.uuid,
      changes: [{ field: "roles", before: ["user"], after: ["editor", "user"] }],
      data: { role: "editor" },
    });
    const { items } = await admin.api.users.listRoles({ params: { id: person.userId } });
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ slug: "editor", scope: "organization", grantedBy: admin.userId }),
      ]),
    );
    const [taken, second] = await recordedBy(atrium, () => remove(admin, person, "editor"));
    expect(taken.roles).toEqual(["user"]);
    expect(second).toHaveLength(1);
    expect(second[0]).toMatchObject({
      name: "user.role_removed",
      target: person.uuid,
      changes: [{ field: "roles", before: ["editor", "user"], after: ["user"] }],
    });
  });

  it("a new right is in force with the next call, and a lost one is gone with it (E08)", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
    await assign(admin, person, "manager");
    expect(await codeOf(person.api.users.list())).toBe("done");
    await remove(admin, person, "manager");
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
  });

  it("E08: a right over the platform that was taken is gone at once, also while looking into an organization of one's own", async () => {
    const person = await makePerson(atrium, platform, ["user"]);
    await assign(owner, person, "super-admin");
    const { newId, sql } = atrium;
    const accountId = (await sql.query("select account_id from users where id = $1", [person.uuid])).rows[0]
      ?.account_id;
    await sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       values ($1, $2, $3, 'second@people.example', 'Second', 'second', 'active', now(), now())`,
      [place.uuid, newId(), accountId],
    );
    const { createClient } = await import("@atrium/sdk");
    const elsewhere = createClient({
      baseUrl: atrium.url,
      token: person.token,
      organization: () => place.id,
    });
    expect(await codeOf(elsewhere.organizations.list())).toBe("done");
    await remove(owner, person, "super-admin");
    expect(await codeOf(elsewhere.organizations.list())).toBe("auth.forbidden");
  });

  it("says which role is unknown, held already or not held", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(assign(admin, person, "emperor"))).toBe("role.unknown");
    expect(await codeOf(assign(admin, person, "user"))).toBe("role.already_held");
    expect(await codeOf(remove(admin, person, "editor"))).toBe("role.unknown");
    expect(await codeOf(assign(admin, person, "Not A Slug"))).toBe("request.invalid");
  });

  it("F04: another organization's own role is no better known than one that never was", async () => {
    const other = await makeOrganization(owner);
    await atrium.sql.query(
      `insert into roles (id, organization_id, slug, name, created_at, updated_at)
       values ($1, $2, 'their-own', 'Theirs', now(), now())`,
      [atrium.newId(), other.uuid],
    );
    const person = await makePerson(atrium, place, ["user"]);
    const theirs = await refusal(assign(admin, person, "their-own"));
    const nobodys = await refusal(assign(admin, person, "nobodys-own"));
    expect(theirs.code).toBe("role.unknown");
    expect(JSON.stringify({ ...theirs, requestId: "" }).replaceAll("their-own", "x")).toBe(
      JSON.stringify({ ...nobodys, requestId: "" }).replaceAll("nobodys-own", "x"),
    );
  });

  it("E03: gives and takes no role that holds more than the caller does", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(assign(admin, person, "super-admin"))).toBe("role.above_you");
    expect(await codeOf(assign(admin, admin, "super-admin"))).toBe("role.above_you");
    expect(await codeOf(remove(admin, boss, "super-admin"))).toBe("user.above_you");
    expect(await codeOf(assign(boss, person, "super-admin"))).toBe("done");
  });

  it("E05: gives no role to a person who holds more than the caller does", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(assign(admin, boss, "guest"))).toBe("user.above_you");
  });

  it("an organization's owner holds no right over the platform", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(boss.api.organizations.list())).toBe("auth.forbidden");
    expect(await codeOf(boss.api.organizations.create({ body: { name: "Mine", slug: "mine" } }))).toBe(
      "auth.forbidden",
    );
  });

  it("in the platform's organization only who holds the platform makes another such owner", async () => {
    const helper = await makePerson(atrium, platform, ["super-admin"]);
    const person = await makePerson(atrium, platform, ["user"]);
    expect(await codeOf(assign(helper, person, "super-admin"))).toBe("role.above_you");
    expect(await codeOf(assign(owner, person, "super-admin"))).toBe("done");
    expect(await codeOf(person.api.organizations.list())).toBe("done");
  });

  it("who has no right to give roles gives none, not even to themselves", async () => {
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(assign(manager, manager, "admin"))).toBe("auth.forbidden");
    expect(await codeOf(assign(manager, manager, "user"))).toBe("auth.forbidden");
  });

  it("of twenty calls at once that give the same role one gives it", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(assign(admin, person, "editor"))),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["done", "role.already_held"]));
  });
});
