import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("saved views", () => {
  let atrium: Atrium;
  let manager: Person;
  let editor: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    const place = await makeOrganization(owner);
    manager = await makePerson(atrium, place, ["manager"]);
    editor = await makePerson(atrium, place, ["editor"]);
  });
  afterAll(() => atrium.close());

  const namesOf = async (by: Person) => (await by.api.views.list()).items.map(({ name }) => name);

  it("are their owner's alone until they are shared", async () => {
    const body = { name: "New", q: "status:pending", sort: "-createdAt", columns: ["name", "department"] };
    const view = await manager.api.views.create({ body });
    expect(view).toMatchObject({ ...body, own: true, shared: false, list: "users" });
    expect(await namesOf(editor)).toEqual([]);
    const share = (by: Person, shared: boolean) =>
      by.api.views.share({ params: { id: view.id }, body: { shared } });
    expect(await codeOf(share(editor, true))).toBe("auth.forbidden");
    await share(manager, true);
    expect((await editor.api.views.list()).items).toMatchObject([{ name: "New", own: false, shared: true }]);
    const params = { id: view.id };
    expect(await codeOf(editor.api.views.update({ params, body: { name: "Mine" } }))).toBe(
      "resource.not_found",
    );
    expect(await codeOf(editor.api.views.delete({ params }))).toBe("resource.not_found");
    await share(manager, false);
    expect(await namesOf(editor)).toEqual([]);
  });

  it("keep their order, change, and go", async () => {
    const first = await editor.api.views.create({ body: { name: "First" } });
    const second = await editor.api.views.create({ body: { name: "Second" } });
    expect(await namesOf(editor)).toEqual(["First", "Second"]);
    await editor.api.views.update({ params: { id: second.id }, body: { position: 0, q: "department:law" } });
    expect(await namesOf(editor)).toEqual(["Second", "First"]);
    const same = await editor.api.views.update({ params: { id: first.id }, body: { name: "First" } });
    expect(same.version).toBe(first.version);
    const stale = editor.api.views.update({ params: { id: second.id }, body: { name: "X" } }, { version: 1 });
    expect(await codeOf(stale)).toBe("precondition.failed");
    await editor.api.views.delete({ params: { id: first.id } });
    expect(await namesOf(editor)).toEqual(["Second"]);
  });

  it("refuse a filter that cannot be read and more than a person can look through", async () => {
    expect(await codeOf(editor.api.views.create({ body: { name: "Odd", q: "colour:red" } }))).toBe(
      "filter.invalid",
    );
    await atrium.sql.query(
      `insert into views (organization_id, id, owner_id, list, name, created_at, updated_at)
       select organization_id, gen_random_uuid(), id, 'users', 'Many', now(), now()
       from users, generate_series(1, 100) where id = $1`,
      [editor.uuid],
    );
    expect(await codeOf(editor.api.views.create({ body: { name: "More" } }))).toBe("view.too_many");
  });
});
