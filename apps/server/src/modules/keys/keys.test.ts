import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

describe("the platform's keys", () => {
  let atrium: Atrium;
  let owner: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  it("are shown by purpose and state, never by content, and only to the platform", async () => {
    const { items } = await owner.api.keys.list();
    expect(items.map(({ purpose }) => purpose)).toContain("tokens");
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(["createdAt", "id", "purpose", "state"]);
    const boss = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    expect(await codeOf(boss.api.keys.list())).toBe("auth.forbidden");
    expect(await codeOf(boss.api.keys.rotate({ body: { purpose: "tokens" } }))).toBe("auth.forbidden");
  });

  it("are rotated without signing anybody out: the new one is published before it is used", async () => {
    const { id } = await owner.api.keys.rotate({ body: { purpose: "tokens" } });
    expect(id).toBe("tokens-2");
    const published = async (): Promise<string[]> => {
      const { body } = await send(atrium.url, { path: "/.well-known/jwks.json" });
      return (body["keys"] as { kid: string }[]).map(({ kid }) => kid);
    };
    while (!(await published()).includes(id)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await published()).toEqual(["tokens-1", "tokens-2"]);
    expect((await owner.api.sessions.current()).user?.id).toBe(owner.userId);
    const { items } = await owner.api.keys.list();
    expect(items.filter(({ purpose }) => purpose === "tokens").map(({ state }) => state)).toEqual([
      "active",
      "next",
    ]);
  });
});
