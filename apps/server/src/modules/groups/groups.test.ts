import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("groups", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let manager: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    manager = await makePerson(atrium, place, ["manager"]);
  });
  afterAll(() => atrium.close());

  const make = (name: string, parentId: string | null = null) =>
    admin.api.groups.create({ body: { name, parentId } });
  const slugsOf = async (q: string) =>
    (await admin.api.groups.list({ query: { q, limit: 200 } })).items.map(({ slug }) => slug);

  it("are made with a slug of their own, below others, and found in the tree", async () => {
    const sales = await admin.api.groups.create({
      body: { name: "Sales & Märkte", kind: "team", description: "Sells" },
    });
    expect(sales).toMatchObject({
      slug: "sales-markte", kind: "team", description: "Sells", parentId: null, depth: 0, children: 0, members: 0, path: [],
    }); // prettier-ignore
    const twin = await make("Sales / Märkte");
    expect(twin.slug).toBe("sales-markte-2");
    const europe = await make("Europe", sales.id);
    const austria = await make("Austria", europe.id);
    expect(austria.path.map(({ slug }) => slug)).toEqual(["sales-markte", "europe"]);
    expect(austria.depth).toBe(2);
    expect(await slugsOf(`under:${sales.id}`)).toEqual(["austria", "europe"]);
    expect(await slugsOf(`parent:${sales.id}`)).toEqual(["europe"]);
    expect(await slugsOf("parent:none kind:team")).toEqual(["sales-markte"]);
    expect(await slugsOf("eur")).toEqual(["europe"]);
    expect(await slugsOf("märk")).toEqual(["sales-markte", "sales-markte-2"]);
    expect((await admin.api.groups.get({ params: { id: sales.id } })).children).toBe(1);
    const page = await admin.api.groups.list({ query: { limit: 2 } });
    const rest = await admin.api.groups.list({ query: { limit: 2, cursor: page.next ?? "" } });
    expect([...page.items, ...rest.items].map(({ name }) => name)).toEqual([
      "Austria", "Europe", "Sales & Märkte", "Sales / Märkte",
    ]); // prettier-ignore
    expect(page).toMatchObject({ total: 4, totalKind: "exact" });
    expect(await codeOf(admin.api.groups.create({ body: { name: "X", slug: "europe" } }))).toBe(
      "group.slug_taken",
    );
  });

  it("change by whoever knows the version", async () => {
    const { id, version } = await make("Before");
    const params = { id };
    expect(await codeOf(admin.api.groups.update({ params, body: { name: "A" } }))).toBe(
      "precondition.required",
    );
    const after = await admin.api.groups.update(
      { params, body: { name: "After", description: "x" } },
      { version },
    );
    expect(after).toMatchObject({ name: "After", slug: "before", description: "x", version: version + 1 });
    expect(await codeOf(admin.api.groups.update({ params, body: { name: "B" } }, { version }))).toBe(
      "precondition.failed",
    );
    const same = await admin.api.groups.update({ params, body: { name: "After" } }, { version: version + 1 });
    expect(same.version).toBe(version + 1);
  });

  it("move with everything below them", async () => {
    const [a, b] = [await make("Move A"), await make("Move B")];
    const inner = await make("Move inner", a.id);
    const leaf = await make("Move leaf", inner.id);
    const moved = await admin.api.groups.move({ params: { id: inner.id }, body: { parentId: b.id } });
    expect(moved.path.map(({ id }) => id)).toEqual([b.id]);
    const seen = await admin.api.groups.get({ params: { id: leaf.id } });
    expect(seen.path.map(({ id }) => id)).toEqual([b.id, inner.id]);
    const out = await admin.api.groups.move({ params: { id: inner.id }, body: { parentId: null } });
    expect([out.path, out.depth]).toEqual([[], 0]);
    const gone = formatId("group", atrium.newId());
    expect(await codeOf(admin.api.groups.move({ params: { id: inner.id }, body: { parentId: gone } }))).toBe(
      "group.parent_unknown",
    );
  });

  it("E07: make no circle of any length, and lie at most twenty deep", async () => {
    const chain = [await make("Deep 1")];
    for (let n = 2; n <= 20; n++) chain.push(await make(`Deep ${n}`, chain.at(-1)?.id));
    expect(chain.at(-1)?.depth).toBe(19);
    expect(await codeOf(make("Deep 21", chain.at(-1)?.id))).toBe("group.too_deep");
    for (const below of chain) {
      const call = admin.api.groups.move({
        params: { id: chain[0]?.id ?? "" },
        body: { parentId: below.id },
      });
      expect(await codeOf(call)).toBe("group.cycle");
    }
    const other = await make("Two deep");
    const inner = await make("Two deeper", other.id);
    const call = admin.api.groups.move({ params: { id: other.id }, body: { parentId: chain[18]?.id ?? "" } });
    expect(await codeOf(call)).toBe("group.too_deep");
    expect(inner.depth).toBe(1);
  });

  it("E07: make no circle when moved at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const three = [await make(`R${round} a`), await make(`R${round} b`), await make(`R${round} c`)];
      const next = (n: number): string => three[(n + 1) % 3]?.id ?? "";
      const codes = await Promise.all(
        three.map(({ id }, n) =>
          codeOf(admin.api.groups.move({ params: { id }, body: { parentId: next(n) } })),
        ),
      );
      expect(codes.toSorted()).toEqual(["done", "done", "group.cycle"]);
    }
    const { rows } = await atrium.sql.query(
      "select 1 from group_closure where depth > 0 and ancestor_id = descendant_id or depth > 19",
    );
    expect(rows).toEqual([]);
  });

  it("are deleted with their rights at once, and brought back with their people", async () => {
    const top = await make("Grace top");
    const middle = await make("Grace middle", top.id);
    const low = await make("Grace low", middle.id);
    const params = { id: middle.id };
    await admin.api.groups.addMembers({ params, body: { userIds: [manager.userId] } });
    await admin.api.groups.delete({ params });
    expect(await codeOf(admin.api.groups.get({ params }))).toBe("done");
    expect(await slugsOf("grace")).toEqual(["grace-low", "grace-top"]);
    expect(await slugsOf("deleted:any")).toContain("grace-middle");
    expect((await admin.api.groups.get({ params: { id: low.id } })).path.map(({ id }) => id)).toEqual([
      top.id,
    ]);
    expect((await admin.api.users.listGroups({ params: { id: manager.userId } })).items).toEqual([]);
    expect(await codeOf(admin.api.groups.listMembers({ params }))).toBe("resource.not_found");
    const back = await admin.api.groups.restore({ params });
    expect(back).toMatchObject({ members: 1, deletedAt: null, parentId: top.id });
    expect(await codeOf(admin.api.groups.restore({ params }))).toBe("group.not_deleted");
    await admin.api.groups.delete({ params });
    await atrium.sql.query(
      "update groups set deleted_at = now() - interval '31 days' where slug = 'grace-middle'",
    );
    expect(await codeOf(admin.api.groups.restore({ params }))).toBe("group.restore_expired");
  });

  it("merge: people and subgroups go over", async () => {
    const [from, into] = [await make("Merge from"), await make("Merge into")];
    const child = await make("Merge child", from.id);
    for (const { id } of [from, into]) {
      await admin.api.groups.addMembers({ params: { id }, body: { userIds: [manager.userId] } });
    }
    await admin.api.groups.addMembers({ params: { id: from.id }, body: { userIds: [admin.userId] } });
    const inside = admin.api.groups.merge({ params: { id: from.id }, body: { into: child.id } });
    expect(await codeOf(inside)).toBe("group.cycle");
    const merged = await admin.api.groups.merge({ params: { id: from.id }, body: { into: into.id } });
    expect(merged).toMatchObject({ id: into.id, members: 2, children: 1 });
    expect((await admin.api.groups.get({ params: { id: child.id } })).parentId).toBe(into.id);
    expect((await admin.api.groups.get({ params: { id: from.id } })).deletedAt).not.toBeNull();
    const again = admin.api.groups.merge({ params: { id: into.id }, body: { into: from.id } });
    expect(await codeOf(again)).toBe("group.unknown");
  });

  it("E03: stay out of reach of who holds less than they give", async () => {
    const strong = await make("Strong");
    const below = await make("Below strong", strong.id);
    const weak = await make("Weak");
    await admin.api.grants.create({ body: { subject: strong.id, role: "admin" } });
    const body = { userIds: [manager.userId] };
    for (const { id } of [strong, below]) {
      const params = { id };
      const current = await admin.api.groups.get({ params });
      expect(await codeOf(manager.api.groups.addMembers({ params, body }))).toBe("group.above_you");
      const ruled = manager.api.groups.update({ params, body: { rule: "status:active" } }, current);
      expect(await codeOf(ruled)).toBe("group.above_you");
      expect(await codeOf(manager.api.groups.move({ params, body: { parentId: weak.id } }))).toBe(
        "group.above_you",
      );
      expect(await codeOf(manager.api.groups.create({ body: { name: "Mine", parentId: id } }))).toBe(
        "group.above_you",
      );
      const under = manager.api.groups.move({ params: { id: weak.id }, body: { parentId: id } });
      expect(await codeOf(under)).toBe("group.above_you");
    }
    expect(await codeOf(manager.api.groups.addMembers({ params: { id: weak.id }, body }))).toBe("done");
    expect(await codeOf(admin.api.groups.addMembers({ params: { id: below.id }, body }))).toBe("done");
  });

  it("are for those who may see and change them", async () => {
    const user = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(user.api.groups.list())).toBe("auth.forbidden");
    const editor = await makePerson(atrium, place, ["editor"]);
    expect(await codeOf(editor.api.groups.list())).toBe("done");
    expect(await codeOf(editor.api.groups.create({ body: { name: "X" } }))).toBe("auth.forbidden");
  });
});
