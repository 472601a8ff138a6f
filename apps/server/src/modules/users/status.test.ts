import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";

const day = 86_400_000;

describe("suspending, deleting and bringing back people", () => {
  const clock = fixedClock("2026-03-01T12:00:00Z");
  let atrium: Atrium;
  let platformOwner: Person;
  let platform: Place;
  let place: Place;
  let admin: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock });
    ({ owner: platformOwner, place: platform } = await setUpPlatform(atrium));
    place = await makeOrganization(platformOwner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const add = (fields: Record<string, unknown> = {}) =>
    admin.api.users.create({ body: { email: `moved${++made}@example.com`, ...fields } });
  const setStatus = (id: string, status: "active" | "inactive" | "suspended", reason?: string) =>
    admin.api.users.setStatus({
      params: { id },
      body: { status, ...(reason === undefined ? {} : { reason }) },
    });

  it("moves a person between the statuses and tells the reason", async () => {
    const { id } = await add();
    const [suspended, events] = await recordedBy(atrium, () =>
      setStatus(id, "suspended", "Left the company"),
    );
    expect(suspended).toMatchObject({ status: "suspended", statusReason: "Left the company", version: 2 });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "user.status_changed",
      actor: admin.uuid,
      reason: "Left the company",
      changes: [
        { field: "status", before: "pending", after: "suspended" },
        { field: "statusReason", before: null, after: "Left the company" },
      ],
    });
    expect(await setStatus(id, "inactive")).toMatchObject({ status: "inactive", statusReason: null });
    expect(await setStatus(id, "active")).toMatchObject({ status: "active" });
    const [same, nothing] = await recordedBy(atrium, () => setStatus(id, "active"));
    expect([same.status, nothing]).toEqual(["active", []]);
  });

  it("takes no status that is not a person's to be given", async () => {
    const { id } = await add();
    for (const status of ["deleted", "pending", "owner", 1, null]) {
      const call = admin.api.users.setStatus({ params: { id }, body: { status: status as "active" } });
      expect(await codeOf(call), String(status)).toBe("request.invalid");
    }
  });

  it("lets nobody suspend or delete themselves", async () => {
    expect(await codeOf(setStatus(admin.userId, "suspended"))).toBe("user.self");
    expect(await codeOf(admin.api.users.delete({ params: { id: admin.userId } }))).toBe("user.self");
  });

  it("shows deleted people only to who asks for them, and lets nobody edit them", async () => {
    const { id, email } = await add();
    const [, events] = await recordedBy(atrium, () => admin.api.users.delete({ params: { id } }));
    expect(events.map(({ name, changes }) => [name, changes])).toEqual([
      ["user.deleted", [{ field: "status", before: "pending", after: "deleted" }]],
    ]);
    const listed = async (q?: string) =>
      (await admin.api.users.list({ query: q === undefined ? { limit: "200" } : { q } })).items.map(
        (item) => item.id,
      );
    expect(await listed()).not.toContain(id);
    expect(await listed(`email:${email}`)).toEqual([]);
    expect(await listed(`-status:deleted email:${email}`)).toEqual([]);
    expect(await listed(`status:deleted email:${email}`)).toEqual([id]);
    expect(await codeOf(admin.api.users.update({ params: { id }, body: { title: "x" } }))).toBe(
      "resource.not_found",
    );
    expect(await codeOf(setStatus(id, "active"))).toBe("resource.not_found");
    expect(await codeOf(admin.api.users.delete({ params: { id } }))).toBe("resource.not_found");
    expect(await codeOf(admin.api.users.assignRole({ params: { id }, body: { role: "editor" } }))).toBe(
      "resource.not_found",
    );
  });

  it("brings a person back as they were until the thirtieth day, and not after", async () => {
    const kept = await add({ status: "active", roles: ["editor"], externalId: "kept" });
    const lost = await add();
    await admin.api.users.delete({ params: { id: kept.id } });
    await admin.api.users.delete({ params: { id: lost.id } });
    clock.advance(30 * day);
    // Sessions end after seven days; new ones go on.
    admin = await makePerson(atrium, place, ["admin"]);
    platformOwner = await makePerson(atrium, platform, ["user"]);
    await atrium.sql.query(
      "update grants set scope = 'platform', role_id = (select id from roles where slug = 'super-admin') where subject_id = $1",
      [platformOwner.uuid],
    );
    const [back, events] = await recordedBy(atrium, () =>
      admin.api.users.restore({ params: { id: kept.id } }),
    );
    expect(back).toMatchObject({ status: "active", roles: ["editor"], externalId: "kept", deletedAt: null });
    expect(events.map(({ name, changes }) => [name, changes])).toEqual([
      ["user.restored", [{ field: "status", before: "deleted", after: "active" }]],
    ]);
    clock.advance(1);
    expect(await codeOf(admin.api.users.restore({ params: { id: lost.id } }))).toBe("user.restore_expired");
    expect(await codeOf(admin.api.users.restore({ params: { id: kept.id } }))).toBe("user.not_deleted");
  });

  it("brings nobody back over another who took the address, the external id or the number", async () => {
    const cases = [
      [{ email: "taken.again@example.com" }, "user.email_taken"],
      [{ externalId: "taken-again" }, "user.external_id_taken"],
      [{ employeeNumber: "taken-again" }, "user.employee_number_taken"],
    ] as const;
    for (const [fields, code] of cases) {
      const { id } = await add(fields);
      await admin.api.users.delete({ params: { id } });
      await add(fields);
      expect(await codeOf(admin.api.users.restore({ params: { id } }))).toBe(code);
    }
  });

  it("E05: suspends, deletes and brings back nobody who holds more rights than the caller", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const second = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(setStatus(boss.userId, "suspended"))).toBe("user.above_you");
    expect(await codeOf(admin.api.users.delete({ params: { id: boss.userId } }))).toBe("user.above_you");
    await second.api.users.delete({ params: { id: boss.userId } });
    expect(await codeOf(admin.api.users.restore({ params: { id: boss.userId } }))).toBe("user.above_you");
    expect(await codeOf(second.api.users.restore({ params: { id: boss.userId } }))).toBe("done");
  });

  describe("E06: an organization keeps an owner", () => {
    const owners = async (where: Place): Promise<number> => {
      const { rows } = await atrium.sql.query(
        "select 1 from users where organization_id = $1 and 'super-admin' = any(roles) and status = 'active'",
        [where.uuid],
      );
      return rows.length;
    };
    const twoOwners = async () => {
      const where = await makeOrganization(platformOwner);
      const [one, other] = [
        await makePerson(atrium, where, ["super-admin"]),
        await makePerson(atrium, where, ["super-admin"]),
      ];
      return { where, one, other };
    };
    const ways: Record<string, (by: Person, whom: Person) => Promise<unknown>> = {
      "take each other's role": (by, whom) =>
        by.api.users.removeRole({ params: { id: whom.userId, role: "super-admin" } }),
      "suspend each other": (by, whom) =>
        by.api.users.setStatus({ params: { id: whom.userId }, body: { status: "suspended" } }),
      "deactivate each other": (by, whom) =>
        by.api.users.setStatus({ params: { id: whom.userId }, body: { status: "inactive" } }),
      "delete each other": (by, whom) => by.api.users.delete({ params: { id: whom.userId } }),
    };
    for (const [name, way] of Object.entries(ways)) {
      it(`when two owners ${name} at the same moment`, async () => {
        for (let round = 0; round < 3; round++) {
          const { where, one, other } = await twoOwners();
          await Promise.all([codeOf(way(one, other)), codeOf(way(other, one))]);
          expect(await owners(where)).toBeGreaterThanOrEqual(1);
        }
      });
    }

    it("when the last one is asked to go by somebody from the platform", async () => {
      const where = await makeOrganization(platformOwner);
      const last = await makePerson(atrium, where, ["super-admin"]);
      const { createClient } = await import("@atrium/sdk");
      const api = createClient({
        baseUrl: atrium.url,
        token: platformOwner.token,
        organization: () => where.id,
      });
      const params = { id: last.userId };
      expect(await codeOf(api.users.delete({ params }))).toBe("user.last_owner");
      expect(await codeOf(api.users.setStatus({ params, body: { status: "suspended" } }))).toBe(
        "user.last_owner",
      );
      expect(await codeOf(api.users.removeRole({ params: { ...params, role: "super-admin" } }))).toBe(
        "user.last_owner",
      );
      expect(await owners(where)).toBe(1);
    });

    it("when an owner takes their own role", async () => {
      const where = await makeOrganization(platformOwner);
      const last = await makePerson(atrium, where, ["super-admin"]);
      const call = last.api.users.removeRole({ params: { id: last.userId, role: "super-admin" } });
      expect(await codeOf(call)).toBe("user.last_owner");
    });
  });
});
