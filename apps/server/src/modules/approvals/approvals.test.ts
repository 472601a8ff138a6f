import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actingAs } from "../../testing/acting.ts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

describe("four eyes", () => {
  let atrium: Atrium;
  let place: Place;
  let boss: Person;
  let admin: Person;
  let second: Person;
  let guest: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    admin = await makePerson(atrium, place, ["admin"]);
    second = await makePerson(atrium, place, ["admin"]);
    guest = await makePerson(atrium, place, ["guest"]);
    await boss.api.approvalRules.create({ body: { role: "admin" } });
    await boss.api.approvalRules.create({ body: { permission: "connections:manage" } });
  });
  afterAll(() => atrium.close());

  const rolesOf = async (person: Person): Promise<string[]> =>
    (await boss.api.users.get({ params: { id: person.userId } })).roles;
  const someone = () => makePerson(atrium, place, ["guest"]);
  const ask = (person: Person, role = "manager", more: { subject?: string } = {}) =>
    person.api.accessRequests.create({ body: { role, reason: "For the summer", ...more } });
  const approve = (person: Person, id: string) =>
    person.api.accessRequests.approve({ params: { id }, body: {} });

  describe("E03: what two have to give", () => {
    it("is given alone on no path", async () => {
      const { api } = boss;
      const person = await someone();
      const group = await api.groups.create({ body: { name: "Guarded" } });
      const body = { email: "guarded@example.com", roles: ["admin"] };
      const paths = {
        assign: () => api.users.assignRole({ params: { id: person.userId }, body: { role: "admin" } }),
        grant: () => api.grants.create({ body: { subject: person.userId, role: "admin" } }),
        group: () => api.grants.create({ body: { subject: group.id, role: "admin" } }),
        permission: () =>
          api.grants.create({ body: { subject: person.userId, permission: "connections:manage" } }),
        create: () => api.users.create({ body }),
        invite: () => api.invitations.create({ body }),
        machine: () => api.serviceAccounts.create({ body: { name: "Guarded", roles: ["admin"] } }),
        above: () => api.users.assignRole({ params: { id: person.userId }, body: { role: "super-admin" } }),
      };
      const codes: Record<string, string> = {};
      for (const [name, call] of Object.entries(paths)) codes[name] = await codeOf(call());
      expect(codes).toEqual(
        Object.fromEntries(Object.keys(paths).map((name) => [name, "role.needs_approval"])),
      );
      expect(await rolesOf(person)).toEqual(["guest"]);
    });

    it("names the way that is left", async () => {
      const { userId } = await someone();
      const said = await refusal(
        boss.api.users.assignRole({ params: { id: userId }, body: { role: "admin" } }),
      );
      expect(said).toMatchObject({
        operation: "accessRequests.create",
        guarded: ["admin", "connections:manage"],
      });
    });

    it("is not given by a role that inherits it or allows as much", async () => {
      const { permissions } = await boss.api.roles.get({ params: { slug: "admin" } });
      await boss.api.roles.create({ body: { slug: "heir", name: "Heir", inherits: ["admin"] } });
      await boss.api.roles.create({ body: { slug: "copy", name: "Copy", permissions } });
      const { userId } = await someone();
      for (const role of ["heir", "copy"]) {
        const call = boss.api.users.assignRole({ params: { id: userId }, body: { role } });
        expect(await codeOf(call), role).toBe("role.needs_approval");
      }
    });

    it("does not come into a role that somebody holds", async () => {
      const { version } = await boss.api.roles.create({
        body: { slug: "held", name: "Held", permissions: [] },
      });
      const person = await someone();
      await boss.api.users.assignRole({ params: { id: person.userId }, body: { role: "held" } });
      const params = { slug: "held" };
      const direct = boss.api.roles.addPermissions({ params, body: { permissions: ["connections:manage"] } });
      expect(await codeOf(direct)).toBe("role.needs_approval");
      const inherited = boss.api.roles.update({ params, body: { inherits: ["admin"] } }, { version });
      expect(await codeOf(inherited)).toBe("role.needs_approval");
      expect((await boss.api.roles.get({ params })).permissions).toEqual([]);
    });

    it("does not come with a place in a group that held it before", async () => {
      const quiet = await makeOrganization(
        (await platformOwner()).person,
        `Quiet ${atrium.newId().slice(-6)}`,
      );
      const chief = await makePerson(atrium, quiet, ["super-admin"]);
      await makePerson(atrium, quiet, ["admin"]);
      const person = await makePerson(atrium, quiet, ["guest"]);
      const group = await chief.api.groups.create({ body: { name: "Admins" } });
      const other = await chief.api.groups.create({ body: { name: "Others" } });
      await chief.api.groups.addMembers({ params: { id: other.id }, body: { userIds: [person.userId] } });
      await chief.api.grants.create({ body: { subject: group.id, role: "admin" } });
      await chief.api.approvalRules.create({ body: { role: "admin" } });
      const calls = {
        add: () =>
          chief.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [person.userId] } }),
        rule: () =>
          chief.api.groups.update(
            { params: { id: group.id }, body: { rule: "department:IT" } },
            { version: group.version },
          ),
        move: () => chief.api.groups.move({ params: { id: other.id }, body: { parentId: group.id } }),
        merge: () => chief.api.groups.merge({ params: { id: other.id }, body: { into: group.id } }),
      };
      for (const [name, call] of Object.entries(calls)) {
        expect(await codeOf(call()), name).toBe("group.needs_approval");
      }
      // A second person puts them there.
      const decider = await makePerson(atrium, quiet, ["super-admin"]);
      const { id } = await person.api.accessRequests.create({ body: { group: group.id, reason: "On call" } });
      await approve(decider, id);
      const { items } = await chief.api.groups.listMembers({ params: { id: group.id } });
      expect(items.map(({ userId }) => userId)).toEqual([person.userId]);
    });
  });

  const platformOwner = async () => {
    const info = await atrium.api().sessions.create({
      body: { email: "owner@platform.example", password: "correct horse battery staple", mode: "token" },
    });
    if (info.token === null) throw new Error("no token");
    return { person: { ...boss, api: atrium.api(info.token), token: info.token } };
  };

  describe("a request", () => {
    it("gives what was asked for once another person approves, and says who did", async () => {
      const person = await someone();
      const until = new Date(Date.now() + 86_400_000).toISOString();
      const made = await person.api.accessRequests.create({
        body: { role: "admin", reason: "Holiday cover", validUntil: until },
      });
      expect(made).toMatchObject({ state: "open", role: "admin", subject: person.userId, abilities: { withdraw: true, decide: false } }); // prettier-ignore
      expect(await rolesOf(person)).toEqual(["guest"]);
      const done = await approve(second, made.id);
      expect(done).toMatchObject({ state: "approved", decidedBy: second.userId, deciderName: second.email });
      const { items } = await boss.api.grants.list({ query: { subject: person.userId, role: "admin" } });
      expect(items).toMatchObject([
        {
          source: "request",
          validUntil: until,
          grantedBy: second.userId,
          reason: "Holiday cover",
          id: done.grant,
        },
      ]);
    });

    it("is told to those who may decide, and its answer to who asked", async () => {
      const person = await someone();
      const { id } = await ask(person);
      expect((await messagesTo(atrium, admin.email)).at(-1)).toMatchObject({
        template: "access_request",
        data: { name: person.email, wanted: "manager", reason: "For the summer" },
      });
      await admin.api.accessRequests.deny({ params: { id }, body: { reason: "Not now" } });
      expect((await messagesTo(atrium, person.email)).at(-1)).toMatchObject({
        template: "access_request_answered",
        data: { answer: "denied", note: "Not now" },
      });
      expect(await rolesOf(person)).toEqual(["guest"]);
      expect(await codeOf(approve(admin, id))).toBe("access_request.not_open");
    });

    it("is made once, taken back by who made it and by nobody else", async () => {
      const person = await someone();
      const { id } = await ask(person);
      expect(await codeOf(ask(person))).toBe("access_request.exists");
      const params = { id };
      expect(await codeOf(guest.api.accessRequests.get({ params }))).toBe("resource.not_found");
      expect(await codeOf(guest.api.accessRequests.withdraw({ params }))).toBe("resource.not_found");
      expect((await person.api.accessRequests.withdraw({ params })).state).toBe("withdrawn");
      expect(await codeOf(approve(admin, id))).toBe("access_request.not_open");
      await ask(person);
    });

    it("E15: is decided by nobody who only reads", async () => {
      const auditor = await makePerson(atrium, place, ["auditor"]);
      const { id } = await ask(await someone());
      for (const reader of [auditor, guest]) {
        expect(await codeOf(approve(reader, id))).toBe("auth.forbidden");
        const denied = reader.api.accessRequests.deny({ params: { id }, body: { reason: "No" } });
        expect(await codeOf(denied)).toBe("auth.forbidden");
      }
      expect((await auditor.api.accessRequests.get({ params: { id } })).abilities.decide).toBe(false);
    });

    it("E03: is approved only by who holds what it asks for", async () => {
      const person = await someone();
      const { id } = await ask(person, "super-admin");
      expect(await codeOf(approve(admin, id))).toBe("role.above_you");
      await approve(boss, id);
      expect(await rolesOf(person)).toContain("super-admin");
    });

    it("for another wants the right to give roles", async () => {
      const person = await someone();
      expect(await codeOf(ask(guest, "editor", { subject: person.userId }))).toBe("auth.forbidden");
      const { id } = await ask(admin, "admin", { subject: person.userId });
      await approve(second, id);
      expect(await rolesOf(person)).toContain("admin");
    });

    it("is refused for what is not there, held already or over", async () => {
      const api = (await someone()).api;
      const reason = "Because";
      const make = (body: Parameters<typeof api.accessRequests.create>[0]["body"]) =>
        codeOf(api.accessRequests.create({ body }));
      expect(await make({ role: "nothing", reason })).toBe("role.unknown");
      expect(await make({ role: "guest", reason })).toBe("grant.exists");
      expect(await make({ permission: "keys:rotate", reason })).toBe("permission.unknown");
      expect(await make({ role: "user", reason, validUntil: "2020-01-01T00:00:00Z" })).toBe("grant.period");
      expect(await make({ role: "user", reason: "" })).toBe("request.invalid");
      expect(await make({ role: "user", permission: "users:read", reason })).toBe("request.invalid");
      const { userId } = await makePerson(atrium, await otherPlace(), ["guest"]);
      expect(await codeOf(ask(admin, "user", { subject: userId }))).toBe("grant.subject_unknown");
    });

    it("waits beside at most nineteen others of the same person", async () => {
      const person = await someone();
      const { rows } = await atrium.sql.query(
        `insert into access_requests (organization_id, id, requested_by, requester_account, requester_name, subject_type, subject_id,
           permission, digest, scope, reason, created_at, expires_at)
         select $1, gen_random_uuid(), $2, gen_random_uuid(), 'x', 'user', $2, 'users:read', n::text, 'organization', 'x', now(), now() + interval '1 day'
         from generate_series(1, 20) n returning id`,
        [place.uuid, person.uuid],
      );
      expect(rows).toHaveLength(20);
      expect(await codeOf(ask(person))).toBe("access_request.too_many");
    });

    it("of another organization is not there", async () => {
      const { id } = await ask(await someone());
      const foreign = await makePerson(atrium, await otherPlace(), ["super-admin"]);
      expect(await codeOf(approve(foreign, id))).toBe("resource.not_found");
      expect(await codeOf(foreign.api.accessRequests.get({ params: { id } }))).toBe("resource.not_found");
    });
  });

  const otherPlace = async () => makeOrganization((await platformOwner()).person);

  describe("E17: one person alone", () => {
    it("approves neither what they asked for nor what is for them", async () => {
      const { id } = await ask(admin, "editor");
      expect(await codeOf(approve(admin, id))).toBe("access_request.own");
      const other = await ask(second, "manager", { subject: admin.userId });
      expect(await codeOf(approve(admin, other.id))).toBe("access_request.own");
      expect(other.abilities.decide).toBe(false);
    });

    it("does not approve through a second account that reads the same mail", async () => {
      const first = await makePerson(atrium, place, ["guest"], { email: "same.person@people.example" });
      const alias = await makePerson(atrium, place, ["admin"], { email: "same.person+work@people.example" });
      const { id } = await ask(first, "manager");
      expect(await codeOf(approve(alias, id))).toBe("access_request.own");
      await approve(admin, id);
    });

    it("does not approve at work as somebody else, nor by a key", async () => {
      const { id } = await ask(admin, "editor").catch(async () => ask(await someone(), "editor"));
      const { api } = await actingAs(atrium, boss, second, { write: true });
      expect(await codeOf(api.accessRequests.approve({ params: { id }, body: {} }))).toMatch(/^impersonation\.|^access_request\.in_person$/); // prettier-ignore
      const asked = api.accessRequests.create({ body: { role: "editor", reason: "As somebody else" } });
      expect(await codeOf(asked)).toMatch(/^impersonation\.|^access_request\.in_person$/);
      const { key } = await boss.api.apiKeys.create({
        body: { name: "Decider", scopes: ["requests:decide"] },
      });
      expect(await codeOf(approve({ ...boss, api: atrium.api(key) }, id))).toBe("access_request.in_person");
    });

    it("does not lift the rule; two do, and each approval is good for one time", async () => {
      const rule = await boss.api.approvalRules.create({ body: { role: "auditor" } });
      const lift = () => boss.api.approvalRules.delete({ params: { id: rule.id } });
      const said = await refusal(lift());
      expect(said).toMatchObject({ code: "approval.needed", request: { operation: "approvalRules.delete", params: { id: rule.id } } }); // prettier-ignore
      const request = {
        operation: "approvalRules.delete",
        params: { id: rule.id },
        reason: "Not needed",
      } as const;
      const { id } = await boss.api.accessRequests.create({ body: request });
      expect(await codeOf(approve(boss, id))).toBe("access_request.own");
      expect(await codeOf(lift())).toBe("approval.needed");
      await approve(admin, id);
      // It is the one who asked who may do it then.
      const another = admin.api.approvalRules.delete({ params: { id: rule.id } });
      expect(await codeOf(another)).toBe("approval.needed");
      await lift();
      const { items } = await boss.api.approvalRules.list();
      expect(items.map(({ role, permission }) => role ?? permission)).toEqual([
        "admin",
        "connections:manage",
      ]);
      expect((await boss.api.accessRequests.get({ params: { id } })).state).toBe("used");
    });

    it("does not delete an organization or give it away where that takes two", async () => {
      const guarded = await otherPlace();
      const chief = await makePerson(atrium, guarded, ["super-admin"], { withPassword: true });
      const other = await makePerson(atrium, guarded, ["super-admin"]);
      const plain = await makePerson(atrium, guarded, ["user"], { withPassword: true });
      const operations = ["organizations.deleteOwn", "organizations.offerTransfer"] as const;
      for (const operation of operations) await chief.api.approvalRules.create({ body: { operation } });
      const calls = {
        "organizations.offerTransfer": () =>
          chief.api.organizations.offerTransfer({ body: { userId: plain.userId } }),
        "organizations.deleteOwn": () => chief.api.organizations.deleteOwn({ query: { slug: guarded.slug } }),
      };
      for (const operation of ["organizations.offerTransfer", "organizations.deleteOwn"] as const) {
        const said = await refusal(calls[operation]());
        expect(said).toMatchObject({ code: "approval.needed", request: { operation } });
        const { params } = said["request"] as { params: Record<string, string> };
        const { id } = await chief.api.accessRequests.create({
          body: { operation, params, reason: "The end" },
        });
        expect(await codeOf(approve(chief, id))).toBe("access_request.own");
        await approve(other, id);
        await calls[operation]();
      }
    });

    it("makes no rule that nobody else could ever approve under", async () => {
      const lonely = await otherPlace();
      const chief = await makePerson(atrium, lonely, ["super-admin"]);
      const make = () => chief.api.approvalRules.create({ body: { role: "super-admin" } });
      await makePerson(atrium, lonely, ["admin"]);
      expect(await codeOf(make())).toBe("approval.too_few");
      await makePerson(atrium, lonely, ["super-admin"]);
      await make();
      expect(await codeOf(make())).toBe("approval.exists");
    });
  });

  it("nobody makes a rule about what is above them", async () => {
    expect(await codeOf(admin.api.approvalRules.create({ body: { role: "super-admin" } }))).toBe(
      "role.above_you",
    );
  });
});
