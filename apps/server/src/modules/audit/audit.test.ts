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
import { send } from "../../testing/wire.ts";

describe("reading the audit log", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let auditor: Person;
  let stranger: Person;
  let target = "";

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    auditor = await makePerson(atrium, place, ["auditor"]);
    stranger = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    ({ id: target } = await admin.api.users.create({ body: { email: "watched@example.com" } }));
    for (let n = 0; n < 12; n++)
      await admin.api.users.update({ params: { id: target }, body: { title: `T${n}` } });
    await stranger.api.users.create({ body: { email: "unseen@example.com" } });
    await atrium.app.relay.idle();
  });
  afterAll(() => atrium.close());

  it("lists what happened, newest first, with who, what, where from and the place in the chain", async () => {
    const { items } = await auditor.api.audit.list();
    expect(items[0]).toMatchObject({
      name: "user.updated", sequence: 13, actor: { type: "user", id: admin.userId }, target: { type: "user", id: target },
      changes: [{ field: "title", before: "T10", after: "T11" }], ip: "127.0.0.1",
    }); // prettier-ignore
    expect(items.map(({ sequence }) => sequence)).toEqual([...items.keys()].map((n) => 13 - n));
    expect(await auditor.api.audit.get({ params: { id: items[0]?.id ?? "" } })).toEqual(items[0]);
  });

  it("pages give each event once, both ways", async () => {
    const whole = (await auditor.api.audit.list({ query: { limit: "200" } })).items.map(({ id }) => id);
    for (const sort of ["-occurredAt", "occurredAt"] as const) {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await auditor.api.audit.list({
          query: { sort, limit: "5", ...(cursor === null ? {} : { cursor }) },
        });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect(ids).toEqual(sort === "-occurredAt" ? whole : [...whole].reverse());
    }
  });

  it("filters by event, actor, target, request and words; refuses what is no field (M04)", async () => {
    const count = async (q: string) =>
      (await auditor.api.audit.list({ query: { q, limit: "200" } })).items.length;
    expect(await count("event:user.created")).toBe(1);
    expect(await count(`actor:${admin.userId}`)).toBe(13);
    expect(await count(`target:${target}`)).toBe(13);
    expect(await count(`target:${target} -event:user.created`)).toBe(12);
    expect(await count("user.upd")).toBe(12);
    expect(await count("occurred:>2999-01-01")).toBe(0);
    expect(await count(`actor:${stranger.userId}`)).toBe(0);
    for (const q of ["digest:a", "changesSalt:a", "event:no.such", "organization:x"]) {
      expect(await codeOf(auditor.api.audit.list({ query: { q } })), q).toBe("filter.invalid");
    }
  });

  it("finds the event of a request by the id that its answer carried", async () => {
    const got = await send(atrium.url, {
      method: "PATCH",
      path: `/api/v1/users/${target}`,
      token: admin.token,
      headers: { "x-request-id": "find-me-again" },
      body: { title: "Found" },
    });
    expect(got.headers["x-request-id"]).toBe("find-me-again");
    const { items } = await auditor.api.audit.list({ query: { q: "request:find-me-again" } });
    expect(items.map(({ requestId }) => requestId)).toEqual(["find-me-again"]);
  });

  it("is for those who may read it, each in their own organization (M04)", async () => {
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(manager.api.audit.list())).toBe("auth.forbidden");
    expect(await codeOf(manager.api.audit.verify())).toBe("auth.forbidden");
    const { items } = await stranger.api.audit.list();
    expect(items.map(({ name }) => name)).toEqual(["user.created"]);
    const mine = (await auditor.api.audit.list()).items[0]?.id ?? "";
    expect(await codeOf(stranger.api.audit.get({ params: { id: mine } }))).toBe("resource.not_found");
    expect(await codeOf(stranger.api.audit.get({ params: { id: atrium.newId() } }))).toBe(
      "resource.not_found",
    );
  });

  it("a refused write is told once a minute, with who tried what", async () => {
    const user = await makePerson(atrium, place, ["user"]);
    for (let n = 0; n < 3; n++)
      expect(await codeOf(user.api.users.create({ body: { email: "x@example.com" } }))).toBe(
        "auth.forbidden",
      );
    const { items } = await auditor.api.audit.list({
      query: { q: `event:access.denied actor:${user.userId}` },
    });
    expect(items.map(({ data }) => data)).toEqual([{ operation: "users.create" }]);
  });
});
