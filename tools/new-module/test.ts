import type { Nouns } from "./nouns.ts";

export function testFile({ many, manyWords, words, kebab, thing }: Nouns): string {
  return `import { ApiError } from "@atrium/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";

const failsWith = (code: string) => (error: unknown) => error instanceof ApiError && error.code === code;

describe("${kebab}", () => {
  let atrium: Atrium;
  let admin: Person;
  let guest: Person;
  let stranger: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    const place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    guest = await makePerson(atrium, place, ["guest"]);
    stranger = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
  });
  afterAll(() => atrium.close());

  it("adds one, finds it again and lists it", async () => {
    const created = await admin.api.${many}.create({ body: { name: "First" } });
    expect(created).toMatchObject({ name: "First", version: 1, abilities: ["update", "delete"] });
    expect(await admin.api.${many}.get({ params: { id: created.id } })).toEqual(created);
    const { items } = await admin.api.${many}.list();
    expect(items).toContainEqual(created);
  });

  it("pages through ${manyWords} in the order of their names", async () => {
    for (const name of ["Cedar", "ash", "Birch"]) await stranger.api.${many}.create({ body: { name } });
    const first = await stranger.api.${many}.list({ query: { sort: "name", limit: 2 } });
    expect(first.items.map(({ name }) => name)).toEqual(["ash", "Birch"]);
    const second = await stranger.api.${many}.list({
      query: { sort: "name", limit: 2, cursor: first.next ?? "" },
    });
    expect(second.items.map(({ name }) => name)).toEqual(["Cedar"]);
  });

  it("changes the name, and tells what changed", async () => {
    const { id } = await admin.api.${many}.create({ body: { name: "Before" } });
    const changed = await admin.api.${many}.update({ params: { id }, body: { name: "After" } });
    expect(changed).toMatchObject({ name: "After", version: 2 });
    const { items } = await admin.api.audit.list({ query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      name: "${thing}.updated",
      actor: { id: admin.userId },
      changes: [{ field: "name", before: "Before", after: "After" }],
    });
  });

  it("refuses a change to a version that is not the present one", async () => {
    const { id } = await admin.api.${many}.create({ body: { name: "Twice" } });
    await admin.api.${many}.update({ params: { id }, body: { name: "Changed" } });
    await expect(
      admin.api.${many}.update({ params: { id }, body: { name: "Late" } }, { version: 1 }),
    ).rejects.toSatisfy(failsWith("precondition.failed"));
  });

  it("deletes one for good", async () => {
    const { id } = await admin.api.${many}.create({ body: { name: "Gone" } });
    await admin.api.${many}.delete({ params: { id } });
    await expect(admin.api.${many}.get({ params: { id } })).rejects.toSatisfy(failsWith("resource.not_found"));
  });

  it("refuses whoever lacks the permission", async () => {
    const { id } = await admin.api.${many}.create({ body: { name: "Kept" } });
    const { ${many} } = guest.api;
    for (const attempt of [
      () => ${many}.list(),
      () => ${many}.get({ params: { id } }),
      () => ${many}.create({ body: { name: "No" } }),
      () => ${many}.update({ params: { id }, body: { name: "No" } }),
      () => ${many}.delete({ params: { id } }),
    ]) {
      await expect(attempt()).rejects.toSatisfy(failsWith("auth.forbidden"));
    }
  });

  it("shows no ${words} to another organization", async () => {
    const { id } = await admin.api.${many}.create({ body: { name: "Ours" } });
    const { ${many} } = stranger.api;
    expect((await ${many}.list()).items.map((item) => item.id)).not.toContain(id);
    for (const attempt of [
      () => ${many}.get({ params: { id } }),
      () => ${many}.update({ params: { id }, body: { name: "Theirs" } }),
      () => ${many}.delete({ params: { id } }),
    ]) {
      await expect(attempt()).rejects.toSatisfy(failsWith("resource.not_found"));
    }
  });
});
`;
}
