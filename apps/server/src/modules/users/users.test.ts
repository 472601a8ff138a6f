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
import { send } from "../../testing/wire.ts";

describe("adding people", () => {
  let atrium: Atrium;
  let place: Place;
  let owner: Person;
  let admin: Person;
  let manager: Person;
  let stranger: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    manager = await makePerson(atrium, place, ["manager"]);
    stranger = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
  });
  afterAll(() => atrium.close());

  it("adds a person and finds them again", async () => {
    const created = await admin.api.users.create({
      body: { email: "Ann.Lee@Example.com", firstName: "Ann", lastName: "Lee" },
    });
    expect(created).toMatchObject({
      email: "ann.lee@example.com",
      displayName: "Ann Lee",
      status: "pending",
      roles: ["user"],
      version: 1,
      createdBy: admin.userId,
    });
    expect(await admin.api.users.get({ params: { id: created.id } })).toEqual(created);
  });

  it("keeps every field as it was written", async () => {
    const boss = await admin.api.users.create({ body: { email: "boss@example.com" } });
    await admin.api.attributes.create({ body: { key: "shoe", name: "Shoe", type: "number" } });
    await admin.api.attributes.create({ body: { key: "deep", name: "Deep", type: "json" } });
    const fields = {
      firstName: "Zoë", lastName: "Ng", displayName: "Z. Ng", phone: "+4930123456", title: "Engineer",
      department: "Research", managerId: boss.id, employeeNumber: "E-7", locale: "de-AT", timeZone: "Europe/Vienna",
      address: { city: "Graz", country: "AT" }, birthDate: "1990-02-28", website: "https://ng.example/", bio: "Hi\nthere",
      externalId: "x-7", tags: ["one", "two"], attributes: { shoe: 42, deep: { list: [1, "two", null] } },
      preferences: { theme: "dark" },
    }; // prettier-ignore
    const { id } = await admin.api.users.create({
      body: { email: "zoe@example.com", status: "active", ...fields },
    });
    const found = await admin.api.users.get({ params: { id } });
    expect(found).toMatchObject({ ...fields, email: "zoe@example.com", status: "active", source: "manual" });
  });

  it("records one event with who did it, to whom and what is new", async () => {
    const [created, events] = await recordedBy(atrium, () =>
      admin.api.users.create({ body: { email: "told@example.com", title: "Teller" } }),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      organization: place.uuid,
      name: "user.created",
      actorType: "user",
      actor: admin.uuid,
      targetType: "user",
      ip: "127.0.0.1",
    });
    const { rows } = await atrium.sql.query("select 1 from users where id = $1 and email = $2", [
      events[0]?.target,
      created.email,
    ]);
    expect(rows).toHaveLength(1);
    expect(events[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: "email", before: null, after: "told@example.com" },
        { field: "title", before: null, after: "Teller" },
        { field: "status", before: null, after: "pending" },
        { field: "roles", before: null, after: ["user"] },
      ]),
    );
  });

  it("refuses what another person here has already: address in any case, external id, employee number", async () => {
    await admin.api.users.create({
      body: { email: "twin@example.com", externalId: "twin", employeeNumber: "1" },
    });
    const again = await refusal(admin.api.users.create({ body: { email: "TWIN@example.com" } }));
    expect(again).toMatchObject({ code: "user.email_taken", status: 409, errors: [{ pointer: "/email" }] });
    const byId = admin.api.users.create({ body: { email: "twin2@example.com", externalId: "twin" } });
    expect(await codeOf(byId)).toBe("user.external_id_taken");
    const byNumber = admin.api.users.create({ body: { email: "twin3@example.com", employeeNumber: "1" } });
    expect(await codeOf(byNumber)).toBe("user.employee_number_taken");
  });

  it("lets two organizations have people with the same address, external id and employee number", async () => {
    const body = { email: "both@example.com", externalId: "both", employeeNumber: "both" };
    await admin.api.users.create({ body });
    expect(await codeOf(stranger.api.users.create({ body }))).toBe("done");
  });

  it("A07: of many tries at once with one address in different cases exactly one adds the person", async () => {
    const tries = Array.from({ length: 20 }, (_, n) =>
      codeOf(
        admin.api.users.create({ body: { email: n % 2 === 0 ? "race@example.com" : "RACE@Example.com" } }),
      ),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["done", "user.email_taken"]));
  });

  it("A05: takes an address in its one canonical form or not at all", async () => {
    await admin.api.users.create({ body: { email: "victim@x.test" } });
    const twins = ["VICTIM@X.test", " victim@x.test", "victim@x.test "];
    const odd = [
      "victim＠x.test", "vıctim@x.test", "vi\u0301ctim@x.test", "victim@x.test.", "vic\u200dtim@x.test", "victim\u0000@x.test",
      '"victim"@x.test', "victim@x.test,eve@x.test", "victim@x.test\neve@x.test", "victim(eve)@x.test", "@x.test", "victim@",
      "victim@localhost", "a@b@x.test", `${"a".repeat(65)}@x.test`,
    ]; // prettier-ignore
    for (const email of twins) {
      expect(await codeOf(admin.api.users.create({ body: { email } })), email).toBe("user.email_taken");
    }
    for (const email of odd) {
      expect(await codeOf(admin.api.users.create({ body: { email } })), email).toBe("request.invalid");
    }
  });

  it("names a manager of this organization only; a foreign one is no better known than one that never was (F04)", async () => {
    const foreign = await stranger.api.users.create({ body: { email: "their.boss@example.com" } });
    const answers = await Promise.all(
      [foreign.id, atrium.newId()].map((managerId) =>
        refusal(admin.api.users.create({ body: { email: "led@example.com", managerId } })),
      ),
    );
    const [one, other] = answers.map((answer) => ({ ...answer, requestId: null }));
    expect(one).toMatchObject({ code: "user.manager_unknown", status: 422 });
    expect(one).toEqual(other);
  });

  it("E03: gives no role above one's own and none that is not there", async () => {
    const give = (person: Person, roles: string[]) =>
      codeOf(
        person.api.users.create({ body: { email: `${roles.join(".")}.${person.uuid}@example.com`, roles } }),
      );
    expect(await give(admin, ["super-admin"])).toBe("role.above_you");
    expect(await give(manager, ["admin"])).toBe("role.above_you");
    expect(await give(manager, ["auditor"])).toBe("role.above_you");
    expect(await give(manager, ["user", "admin"])).toBe("role.above_you");
    expect(await give(admin, ["emperor"])).toBe("role.unknown");
    expect(await give(manager, ["editor"])).toBe("done");
    expect(await give(admin, ["admin", "manager"])).toBe("done");
    const { rows } = await atrium.sql.query("select 1 from users where email like 'super-admin%'");
    expect(rows).toHaveLength(0);
  });

  it("keeps an organization within its limit of people, also when the last place is fought for", async () => {
    const small = await owner.api.organizations.create({
      body: { name: "Small", slug: "small-co", limits: { users: 3 } },
    });
    const uuid = (await atrium.sql.query("select id from organizations where slug = 'small-co'")).rows[0]?.id;
    const boss = await makePerson(atrium, { id: small.id, uuid: String(uuid), slug: "small-co" }, ["admin"]);
    const codes = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        codeOf(boss.api.users.create({ body: { email: `p${n}@small.example` } })),
      ),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(2);
    expect(codes.filter((code) => code === "limit.users")).toHaveLength(4);
    const { items } = await boss.api.users.list();
    const someone = items.find(({ id }) => id !== boss.userId);
    await boss.api.users.delete({ params: { id: someone?.id ?? "" } });
    await boss.api.users.create({ body: { email: "next@small.example" } });
    expect(await codeOf(boss.api.users.restore({ params: { id: someone?.id ?? "" } }))).toBe("limit.users");
  });

  it("E02, A08: refuses each field that is not declared and stores nothing of the request", async () => {
    const extras = [
      "role", "permissions", "isAdmin", "tenantId", "organizationId", "ownerId", "credits", "plan", "id", "createdAt",
      "passwordHash", "mfaSecret", "emailVerified", "phoneVerified", "verifiedAt", "accountId", "version", "source",
      "toString", "constructor", "avatar", "deletedAt",
    ]; // prettier-ignore
    for (const extra of extras) {
      const got = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/users",
        token: admin.token,
        body: { email: "extra@example.com", [extra]: "x" },
      });
      expect(got, extra).toMatchObject({ status: 400, body: { code: "request.invalid" } });
      expect(got.body["errors"], extra).toEqual([
        { pointer: `/${extra}`, code: "unknown_field", detail: "there is no such field" },
      ]);
    }
    const { items } = await admin.api.users.list({ query: { q: "email:extra@example.com" } });
    expect(items).toEqual([]);
  });

  it("G10: refuses keys that touch prototypes, wherever they stand", async () => {
    const raws = [
      '{"email":"proto@example.com","__proto__":{"isAdmin":true}}',
      '{"email":"proto@example.com","constructor":{"prototype":{"isAdmin":true}}}',
      '{"email":"proto@example.com","attributes":{"__proto__":{"isAdmin":true}}}',
      '{"email":"proto@example.com","attributes":{"a":[{"constructor":{"x":1}}]}}',
      '{"email":"proto@example.com","preferences":{"prototype":1}}',
    ];
    for (const raw of raws) {
      const got = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/users",
        token: admin.token,
        headers: { "content-type": "application/json" },
        raw,
      });
      expect(got.status, raw).toBe(400);
    }
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });

  it("refuses text that no database keeps: NUL and half characters, also deep inside of attributes", async () => {
    const bodies = [
      { firstName: "a\u0000b" }, { bio: "a\u0000b" }, { firstName: "a\ud800" }, { tags: ["\u0000"] },
      { attributes: { key: "\u0000" } }, { attributes: { key: ["\ud800"] } }, { attributes: { "ke\u0000y": 1 } },
      { preferences: { "\udfff": 1 } }, { externalId: "\u0000" }, { website: "https://a.example/\u0000" },
    ]; // prettier-ignore
    for (const body of bodies) {
      const call = admin.api.users.create({ body: { email: "nul@example.com", ...body } });
      expect(await codeOf(call), JSON.stringify(body)).toBe("request.invalid");
    }
  });
});
