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
import { createClient } from "@atrium/sdk";

describe("what a group gives", () => {
  let atrium: Atrium;
  let beside: Atrium;
  let place: Place;
  let admin: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    beside = await startTestAtrium({ beside: atrium });
  });
  afterAll(async () => {
    await beside.close();
    await atrium.close();
  });

  const make = async (parentId: string | null = null) =>
    (await admin.api.groups.create({ body: { name: `Flow ${++made}`, parentId } })).id;
  const put = (id: string, person: Person) =>
    admin.api.groups.addMembers({ params: { id }, body: { userIds: [person.userId] } });
  const give = (subject: string, role: string) => admin.api.grants.create({ body: { subject, role } });
  const sees = async ({ token }: Person, url = atrium.url) =>
    (await codeOf(createClient({ baseUrl: url, token }).users.list())) === "done";
  /** On this node with the next call, on the other one as soon as it has heard of it. */
  async function becomes(person: Person, seeing: boolean): Promise<void> {
    expect(await sees(person)).toBe(seeing);
    await expect.poll(() => sees(person, beside.url)).toBe(seeing);
  }

  it("E08: comes, goes and moves with the group for the people of all that lies below, on every node", async () => {
    const [top, other] = [await make(), await make()];
    const middle = await make(top);
    const low = await make(middle);
    const person = await makePerson(atrium, place, ["guest"]);
    await becomes(person, false);
    await give(top, "editor");
    await put(low, person);
    await becomes(person, true);
    await admin.api.groups.move({ params: { id: middle }, body: { parentId: other } });
    await becomes(person, false);
    await admin.api.groups.move({ params: { id: middle }, body: { parentId: top } });
    await becomes(person, true);
    await admin.api.groups.delete({ params: { id: top } });
    await becomes(person, false);
    await admin.api.groups.restore({ params: { id: top } });
    await becomes(person, false);
    await admin.api.groups.move({ params: { id: middle }, body: { parentId: top } });
    await becomes(person, true);
    await admin.api.groups.removeMembers({ params: { id: low }, body: { userIds: [person.userId] } });
    await becomes(person, false);
  });

  it("E08: ends with the role it holds, and reaches nobody above it", async () => {
    const above = await make();
    const group = await make(above);
    const [inside, over] = [
      await makePerson(atrium, place, ["guest"]),
      await makePerson(atrium, place, ["guest"]),
    ];
    await put(group, inside);
    await put(above, over);
    const { id } = await give(group, "editor");
    await becomes(inside, true);
    await becomes(over, false);
    await admin.api.grants.end({ params: { id }, query: {} });
    await becomes(inside, false);
  });

  it("E13: carries a key of its member for as long as it carries the member", async () => {
    const group = await make();
    await give(group, "admin");
    const person = await makePerson(atrium, place, ["guest"]);
    await put(group, person);
    const { key } = await person.api.apiKeys.create({ body: { name: "Key", scopes: ["users:read"] } });
    const program = { ...person, token: key };
    await becomes(program, true);
    await admin.api.groups.removeMembers({ params: { id: group }, body: { userIds: [person.userId] } });
    await becomes(program, false);
  });

  it("E03: is never more than who gives it holds", async () => {
    const group = await make();
    const params = { id: group };
    expect(await codeOf(give(group, "super-admin"))).toBe("role.above_you");
    const manager = await makePerson(atrium, place, ["manager"]);
    await give(group, "admin");
    expect(await codeOf(manager.api.groups.addMembers({ params, body: { userIds: [manager.userId] } }))).toBe(
      "group.above_you",
    );
    const to = (await manager.api.groups.create({ body: { name: "Own" } })).id;
    expect(await codeOf(manager.api.groups.move({ params: { id: to }, body: { parentId: group } }))).toBe(
      "group.above_you",
    );
  });
});
