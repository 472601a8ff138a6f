import { createClient } from "@atrium/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { furnishOrganization } from "../../../journeys/deeds/organization-tree.ts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { eraseOrder, eraseRows } from "./purge-job.ts";

describe("an organization's suspension and end", () => {
  let atrium: Atrium;
  let other: Atrium;
  let owner: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    other = await startTestAtrium({ beside: atrium });
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(async () => {
    await other.close();
    await atrium.close();
  });

  /** A person, and a key of theirs, on the other node. */
  async function channels(place: Place) {
    const person = await makePerson(atrium, place, ["super-admin"], { withPassword: true });
    const { key: secret } = await person.api.apiKeys.create({
      body: { name: "Key", scopes: ["users:read"] },
    });
    const [byToken, byKey] = [person.token, secret].map((token) =>
      createClient({ baseUrl: other.url, token }),
    );
    if (byToken === undefined || byKey === undefined) throw new Error("no clients");
    return { person, byToken, byKey };
  }
  const until = (call: () => Promise<unknown>, code: string) =>
    expect.poll(() => codeOf(call()), { timeout: 5000, interval: 20 }).toBe(code);

  it("suspended, it serves nobody on any node, and everybody again once it is reactivated", async () => {
    const place = await makeOrganization(owner);
    const { byToken, byKey } = await channels(place);
    expect([await codeOf(byToken.users.list()), await codeOf(byKey.users.list())]).toEqual(["done", "done"]);
    const set = (status: "active" | "suspended") =>
      owner.api.organizations.setStatus({ params: { id: place.id }, body: { status, reason: "Unpaid" } });
    expect(await set("suspended")).toMatchObject({ status: "suspended", statusReason: "Unpaid" });
    await until(() => byToken.users.list(), "organization.suspended");
    await until(() => byKey.users.list(), "organization.suspended");
    expect(await set("active")).toMatchObject({ status: "active", statusReason: null });
    await until(() => byToken.users.list(), "done");
    await until(() => byKey.users.list(), "done");
  });

  it("F15: deleted, it is reached by no channel, and comes back whole within the grace", async () => {
    const place = await makeOrganization(owner);
    const { person, byToken, byKey } = await channels(place);
    expect(await codeOf(person.api.organizations.deleteOwn({ query: { slug: "other" } }))).toBe(
      "organization.slug_wrong",
    );
    const gone = await person.api.organizations.deleteOwn({ query: { slug: place.slug } });
    expect(gone).toMatchObject({ status: "deleting", purgeAt: expect.stringMatching(/Z$/) });
    await until(() => byToken.users.list(), "auth.required");
    await until(() => byKey.users.list(), "auth.required");
    const looking = createClient({ baseUrl: atrium.url, token: owner.token, organization: () => place.id });
    expect(await codeOf(looking.users.list())).toBe("auth.organization_required");
    const signIn = () =>
      atrium.api().sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } });
    expect(await codeOf(signIn())).toBe("auth.invalid_credentials");
    expect(await atrium.api().organizations.brand({ query: { organization: place.slug } })).toMatchObject({
      name: "Platform",
    });
    const taken = owner.api.organizations.create({ body: { name: "Again", slug: place.slug } });
    expect(await codeOf(taken)).toBe("organization.slug_taken");
    await owner.api.organizations.restore({ params: { id: place.id } });
    await until(() => byToken.users.list(), "done");
    expect(await codeOf(signIn())).toBe("done");
  });

  it("stays while others lie below it, and the platform's own stays for ever", async () => {
    const place = await makeOrganization(owner);
    await atrium.sql.query("update organizations set organization_limit = 1 where id = $1", [place.uuid]);
    const child = await makeOrganization(owner);
    await owner.api.organizations.move({ params: { id: child.id }, body: { parentId: place.id } });
    const remove = (id: string) => codeOf(owner.api.organizations.delete({ params: { id } }));
    expect(await remove(place.id)).toBe("organization.has_below");
    const { id, slug } = await owner.api.organizations.get();
    expect(await remove(id)).toBe("organization.platform_fixed");
    expect(await codeOf(owner.api.organizations.deleteOwn({ query: { slug } }))).toBe(
      "organization.platform_fixed",
    );
    await expect(
      atrium.sql.query("update organizations set status = 'suspended' where platform"),
    ).rejects.toMatchObject({ constraint: "organizations_platform_stays" });
  });

  it("F15: is erased when its time has come, table by table, and nothing takes its place", async () => {
    const [place, spared] = [await makeOrganization(owner), await makeOrganization(owner)];
    for (const each of [place, spared]) {
      const { person } = await channels(each);
      const managed = await person.api.users.create({ body: { email: `a@${each.slug}.example` } });
      await person.api.users.create({ body: { email: `b@${each.slug}.example`, managerId: managed.id } });
      const above = await person.api.groups.create({ body: { name: "Above" } });
      const group = await person.api.groups.create({ body: { name: "Below", parentId: above.id } });
      await person.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [managed.id] } });
      await person.api.roles.create({ body: { slug: "own", name: "Own", inherits: ["user"] } });
      await furnishOrganization({ atrium, place: each });
    }
    const rowsOf = async (id: string) => {
      const { rows } = await atrium.sql.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
         where c.relkind in ('r', 'p') and not c.relispartition order by 1`,
      );
      const left: Record<string, number> = {};
      for (const { name } of rows) {
        const counted = await atrium.sql.query<{ n: number }>(
          `select count(*)::int as n from ${name} where organization_id = $1`,
          [id],
        );
        if ((counted.rows[0]?.n ?? 0) > 0) left[name] = counted.rows[0]?.n ?? 0;
      }
      return left;
    };
    await atrium.app.relay.idle();
    const before = await rowsOf(spared.uuid);
    await owner.api.organizations.delete({ params: { id: place.id } });
    await atrium.sql.query("update organizations set purge_at = now() - interval '1 minute' where id = $1", [
      place.uuid,
    ]);
    expect(await codeOf(owner.api.organizations.restore({ params: { id: place.id } }))).toBe(
      "organization.restore_expired",
    );
    await atrium.sql.query("update job_schedules set next_run_at = now() where kind = 'organizations.purge'");
    const status = async () =>
      (
        await atrium.sql.query<{ status: string }>("select status from organizations where id = $1", [
          place.uuid,
        ])
      ).rows[0]?.status;
    await expect.poll(status, { timeout: 20_000, interval: 100 }).toBe("deleted");
    const left = Object.keys(await rowsOf(place.uuid)).filter(
      (name) => !name.startsWith("event") && name !== "outbox",
    );
    expect(left).toEqual([]);
    expect(await rowsOf(spared.uuid)).toEqual(before);
    expect(await codeOf(owner.api.organizations.find({ params: { id: place.id } }))).toBe(
      "resource.not_found",
    );
    expect((await owner.api.organizations.list({ query: { q: `slug:${place.slug}` } })).items).toEqual([]);
    const again = owner.api.organizations.create({ body: { name: "Again", slug: place.slug } });
    expect(await codeOf(again)).toBe("organization.slug_taken");
    await atrium.app.relay.idle();
    const { items } = await owner.api.audit.list({ query: { q: "event:organization.purged" } });
    expect(items).toHaveLength(1);
    expect(await owner.api.audit.verify()).toMatchObject({ valid: true });
  });

  it("erasing goes on where it was broken off", async () => {
    const place = await makeOrganization(owner);
    await channels(place);
    const system = atrium.database.asSystem();
    let steps = 0;
    const broken = eraseRows(system, place.uuid, () =>
      ++steps > 5 ? Promise.reject(new Error("broken off")) : Promise.resolve(),
    );
    await expect(broken).rejects.toThrow("broken off");
    expect(await eraseRows(system, place.uuid, () => Promise.resolve())).toBeGreaterThan(0);
    expect(await eraseRows(system, place.uuid, () => Promise.resolve())).toBe(0);
  });

  it("a table is erased before what it points at", () => {
    const table = (name: string, ...pointedAtBy: string[]) => ({ name, pointedAtBy });
    const order = eraseOrder([
      table("users", "members", "grants"),
      table("groups", "members"),
      table("members"),
      table("grants"),
    ]);
    expect(order.map(({ name }) => name)).toEqual(["members", "grants", "users", "groups"]);
    expect(eraseOrder([table("a", "b"), table("b", "a")])).toHaveLength(2);
  });
});
