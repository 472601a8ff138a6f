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

describe("service accounts", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const make = (name: string, roles: string[], by = admin) =>
    by.api.serviceAccounts.create({ body: { name, roles } });
  const keyOf = (serviceAccountId: string, by = admin) =>
    by.api.apiKeys.create({
      body: { name: "Key", scopes: ["users:read", "users:create"], serviceAccountId },
    });

  it("act under their own name with the roles they were given, through keys", async () => {
    const account = await make("Importer", ["manager"]);
    expect(account).toMatchObject({ status: "active", roles: ["manager"], keys: 0, version: 1 });
    const { key, owner } = await keyOf(account.id);
    expect(owner).toEqual({ type: "serviceAccount", id: account.id, name: "Importer" });
    const made = await atrium.api(key).users.create({ body: { email: "imported@example.com", roles: [] } });
    expect(made.createdBy).toBeNull();
    const { items } = await admin.api.audit.list({ query: { q: `target:${made.id}` } });
    expect(items[0]?.actor).toEqual({ type: "service_account", id: account.id, name: "Importer" });
    expect(await admin.api.serviceAccounts.get({ params: { id: account.id } })).toMatchObject({ keys: 1 });
    expect((await admin.api.serviceAccounts.list({ query: { q: "import" } })).items).toHaveLength(1);
  });

  it("lose at once what is taken from them", async () => {
    const account = await make("Changing", ["manager"]);
    const { key } = await keyOf(account.id);
    const params = { id: account.id };
    const list = () => codeOf(atrium.api(key).users.list());
    expect(await list()).toBe("done");
    const fewer = await admin.api.serviceAccounts.update({ params, body: { roles: ["user"] } });
    expect(fewer.roles).toEqual(["user"]);
    expect(await list()).toBe("auth.forbidden");
    await admin.api.serviceAccounts.update({ params, body: { roles: ["manager"] } });
    expect(await list()).toBe("done");
    await admin.api.serviceAccounts.update({ params, body: { status: "suspended" } });
    expect(await list()).toBe("auth.required");
    await admin.api.serviceAccounts.update({ params, body: { status: "active" } });
    expect(await list()).toBe("done");
    await admin.api.serviceAccounts.delete({ params });
    expect(await list()).toBe("auth.required");
    expect(await codeOf(admin.api.serviceAccounts.get({ params }))).toBe("resource.not_found");
    const { rows } = await atrium.sql.query(
      "select 1 from grants where subject_type = 'service_account' and subject_id = (select id from service_accounts where name = 'Changing')",
    );
    expect(rows).toEqual([]);
  });

  it("E03: hold no more than who makes or changes them", async () => {
    expect(await codeOf(make("Too strong", ["super-admin"]))).toBe("role.above_you");
    const strong = await make("Strong", ["super-admin"], boss);
    const params = { id: strong.id };
    expect(await codeOf(admin.api.serviceAccounts.update({ params, body: { roles: [] } }))).toBe(
      "service_account.above_you",
    );
    expect(await codeOf(admin.api.serviceAccounts.delete({ params }))).toBe("service_account.above_you");
    const weak = await make("Weak", []);
    const up = admin.api.serviceAccounts.update({
      params: { id: weak.id },
      body: { roles: ["super-admin"] },
    });
    expect(await codeOf(up)).toBe("role.above_you");
    expect(await codeOf(make("weak", []))).toBe("service_account.name_taken");
    expect(await codeOf(make("Unknown", ["no-such-role"]))).toBe("role.unknown");
  });

  it("have their keys renewed by whoever holds what they hold", async () => {
    const account = await make("Renewed", ["manager"]);
    const { id } = await keyOf(account.id);
    expect(await codeOf(boss.api.apiKeys.rotate({ params: { id }, body: {} }))).toBe("done");
  });

  it("are for those who may manage them", async () => {
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(manager.api.serviceAccounts.list())).toBe("auth.forbidden");
    const auditor = await makePerson(atrium, place, ["auditor"]);
    expect(await codeOf(auditor.api.serviceAccounts.list())).toBe("done");
    expect(await codeOf(auditor.api.serviceAccounts.create({ body: { name: "X" } }))).toBe("auth.forbidden");
  });
});
