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

type Changes = Parameters<Person["api"]["access"]["simulate"]>[0]["body"]["changes"];

describe("what answers about access speak of", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let ann: Person;
  let sales: string;
  let europe: string;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    ann = await makePerson(atrium, place, ["guest"]);
    sales = (await admin.api.groups.create({ body: { name: "Sales" } })).id;
    europe = (await admin.api.groups.create({ body: { name: "Sales Europe", parentId: sales } })).id;
    await admin.api.groups.addMembers({ params: { id: europe }, body: { userIds: [ann.userId] } });
    await admin.api.grants.create({ body: { subject: sales, role: "manager", reason: "They sell" } });
  });
  afterAll(() => atrium.close());

  const simulate = (changes: Changes, rest: Record<string, unknown> = {}) =>
    admin.api.access.simulate({ body: { changes, ...rest } });

  it("an explanation names everybody and everything in it", async () => {
    const { names, proof } = await admin.api.access.explain({
      query: { subject: ann.userId, permission: "users:update", scope: `group:${europe}` },
    });
    expect(names).toEqual({
      [ann.userId]: ann.email,
      [sales]: "Sales",
      [europe]: "Sales Europe",
      [admin.userId]: admin.email,
      manager: "Manager",
    });
    expect(proof?.grant.reason).toBe("They sell");
  });

  it("who may something is listed with what proves it", async () => {
    const page = await admin.api.access.whoCan({ query: { permission: "users:update", limit: 100 } });
    const found = page.items.find(({ id }) => id === ann.userId);
    expect(found).toMatchObject({ grant: { subject: sales, role: "manager" }, others: 0 });
    expect(page.names[sales]).toBe("Sales");
    expect(page.items.every(({ grant }) => grant !== null)).toBe(true);
  });

  it("grants are listed with what the groups of a person bring, where that is asked for", async () => {
    const own = await admin.api.grants.list({ query: { subject: ann.userId } });
    expect(own.items.map(({ role }) => role)).toEqual(["guest"]);
    const all = await admin.api.grants.list({ query: { subject: ann.userId, through: "groups" } });
    expect(all.items.map(({ subject, role }) => `${subject} ${role}`).sort()).toEqual(
      [`${ann.userId} guest`, `${sales} manager`].sort(),
    );
    expect(all.names).toMatchObject({ [sales]: "Sales", manager: "Manager", [admin.userId]: admin.email });
    const group = await admin.api.grants.list({ query: { subject: europe, through: "groups" } });
    expect(group.items.map(({ subject }) => subject)).toEqual([sales]);
  });

  it("finds people, groups, keys and service accounts by what is typed so far", async () => {
    await admin.api.serviceAccounts.create({ body: { name: "Sales robot" } });
    await owner.api.users.list();
    const { items } = await admin.api.access.find({ query: { q: "sAles" } });
    expect(items.map(({ type, name, detail }) => [type, name, detail])).toEqual([
      ["group", "Sales", null],
      ["group", "Sales Europe", "Sales"],
      ["service_account", "Sales robot", null],
    ]);
    const people = await admin.api.access.find({ query: { q: ann.email, types: "user" } });
    expect(people.items).toEqual([{ ref: ann.userId, type: "user", name: ann.email, detail: ann.email }]);
    const inner = await admin.api.access.find({ query: { q: "europe", types: "user,group" } });
    expect(inner.items.map(({ name }) => name)).toEqual(["Sales Europe"]);
    const first = await admin.api.access.find({ query: { limit: "1" } });
    expect(first.items.map(({ type }) => type)).toEqual(["user", "group", "service_account"]);
    expect((await admin.api.access.find({ query: { q: "%_'\u{10ffff}" } })).items).toEqual([]);
    expect(await codeOf(admin.api.access.find({ query: { types: "robots" } }))).toBe("request.invalid");
  });

  it("F04: neither finds nor names what is in another organization", async () => {
    const elsewhere = await makeOrganization(owner);
    const theirs = await makePerson(atrium, elsewhere, ["admin"]);
    expect((await admin.api.access.find({ query: { q: theirs.email } })).items).toEqual([]);
    const { names } = await admin.api.access.names({
      query: { subjects: `${theirs.userId},${ann.userId}`, scopes: `group:${sales}` },
    });
    expect(names).toEqual({ [ann.userId]: ann.email, [sales]: "Sales" });
    expect((await theirs.api.access.names({ query: { subjects: ann.userId } })).names).toEqual({});
    const moves: Changes = [{ do: "group.join", group: sales, person: theirs.userId }];
    expect(await codeOf(simulate(moves))).toBe("access.change_unknown");
  });

  it("says who gains and loses by going in and out of groups, and what the question's answer would be", async () => {
    const bob = await makePerson(atrium, place, ["guest"]);
    const question = { subject: bob.userId, permission: "users:update" };
    const joined = await simulate([{ do: "group.join", group: europe, person: bob.userId }], { question });
    expect(joined.items.map(({ subject }) => subject)).toEqual([bob.userId]);
    expect(joined.items[0]?.at[0]?.gains).toContain("users:update");
    expect(joined).toMatchObject({
      counts: { looked: 1, gaining: 1, losing: 0, touched: 1, touchedAtLeast: false },
      answer: { before: false, after: true },
      names: { [bob.userId]: bob.email, [europe]: "Sales Europe" },
    });
    const left = await simulate([{ do: "group.leave", group: europe, person: ann.userId }], {
      question: { ...question, subject: ann.userId },
    });
    expect(left.items[0]?.at[0]?.loses).toContain("users:update");
    expect(left.answer).toEqual({ before: true, after: false });
    const both = await simulate([
      { do: "group.leave", group: europe, person: ann.userId },
      { do: "group.join", group: sales, person: ann.userId },
    ]);
    expect(both.items).toEqual([]);
    const given = await simulate([
      { do: "group.join", group: europe, person: bob.userId },
      { do: "grant.give", subject: sales, permission: "jobs:cancel" },
    ]);
    const gains = new Map(given.items.map(({ subject, at }) => [subject, at[0]?.gains]));
    expect(gains.get(ann.userId)).toEqual(["jobs:cancel"]);
    expect(gains.get(bob.userId)).toEqual(expect.arrayContaining(["jobs:cancel", "users:update"]));
    // What was asked was only asked.
    expect((await admin.api.access.check({ query: question })).allowed).toBe(false);
  });

  it("tells which grants a change would end, by name", async () => {
    const [held] = (await admin.api.grants.list({ query: { subject: sales } })).items;
    const { ends, names, counts } = await simulate([{ do: "grant.end", grant: held?.id ?? "" }]);
    expect(ends).toMatchObject([{ subject: sales, role: "manager" }]);
    expect(names).toMatchObject({ [sales]: "Sales", manager: "Manager" });
    expect(counts.losing).toBe(1);
  });

  it("goes through everybody a page at a time, and counts once", async () => {
    const team = (await admin.api.groups.create({ body: { name: "Many" } })).id;
    const people = [ann, ...(await Promise.all([1, 2].map(() => makePerson(atrium, place, ["guest"]))))];
    await admin.api.groups.addMembers({
      params: { id: team },
      body: { userIds: people.map(({ userId }) => userId) },
    });
    const changes: Changes = [{ do: "grant.give", subject: team, permission: "jobs:cancel" }];
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await simulate(changes, { limit: 1, ...(cursor !== null && { cursor }) });
      expect(page.counts.touched).toBe(cursor === null ? 3 : null);
      found.push(...page.items.map(({ subject }) => subject));
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual(people.map(({ userId }) => userId).sort());
  });

  it("tells whoever lacks a right who could give it, by name alone", async () => {
    const { items } = await ann.api.access.whoGives({ query: { permission: "audit:read" } });
    expect(items).toContainEqual({ displayName: admin.email });
    expect(items.length).toBeLessThanOrEqual(3);
    const high = await ann.api.access.whoGives({ query: { permission: "organizations:update" } });
    expect(high.items).not.toContainEqual({ displayName: admin.email });
    expect((await ann.api.access.whoGives({ query: { permission: "keys:rotate" } })).items).toEqual([]);
  });
});
