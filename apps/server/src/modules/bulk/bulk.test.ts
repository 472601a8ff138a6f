import { parseId, type Job } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { ended } from "../../testing/ended-job.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

let atrium: Atrium;
let owner: Person;
let place: Place;
let boss: Person;
let ann: Person;
let made = 0;

beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  ({ owner } = await setUpPlatform(atrium));
  place = await makeOrganization(owner);
  boss = await makePerson(atrium, place, ["super-admin"]);
  ann = await makePerson(atrium, place, ["admin"]);
}, 60_000);
afterAll(() => atrium.close());

/** People of a department of their own. */
async function team(size: number): Promise<{ q: string; ids: string[] }> {
  const department = `Team ${++made}`;
  const { items } = await ann.api.users.bulkCreate({
    body: {
      items: Array.from({ length: size }, (_, n) => ({ email: `t${made}-${n}@example.com`, department, title: `Was ${n}`, tags: ["old"] })),
    },
  }); // prettier-ignore
  return { q: `department:"${department}"`, ids: items.map(({ id }) => id ?? "") };
}

type Act = Omit<NonNullable<Parameters<Person["api"]["users"]["bulkAct"]>[0]>["body"], "selection" | "size">;
async function act(person: Person, who: { q: string } | { ids: string[] }, what: Act): Promise<Job> {
  const { id: selection, size } = await person.api.selections.create({ body: who });
  const { id } = await person.api.users.bulkAct({ body: { selection, size, ...what } });
  return ended(person, id);
}
const undo = async (person: Person, job: Job): Promise<Job> =>
  ended(person, (await person.api.jobs.undo({ params: { id: job.id } })).id);

const rowsOf = async (ids: readonly string[]) =>
  (
    await atrium.sql.query<{ title: string; department: string; status: string; tags: string[]; roles: string[]; version: number }>(
      `select title, department, status, status_reason, tags, roles, deleted_at, version from users where id = any($1) order by id`,
      [ids.map((id) => parseId("user", id))],
    )
  ).rows; // prettier-ignore
const withoutVersion = (rows: readonly { version: number }[]) =>
  rows.map(({ version: _version, ...row }) => row);
const problemsOf = async (person: Person, job: Job) =>
  (await person.api.jobs.listProblems({ params: { id: job.id } })).items;

describe("up to a thousand at once", { timeout: 60_000 }, () => {
  it("E12: do everything or nothing, and say where it failed", async () => {
    const { q, ids } = await team(3);
    const foreign = (await (await makePerson(atrium, await makeOrganization(owner), ["admin"])).api.users.create({ body: { email: "foreign@example.com" } })).id; // prettier-ignore
    const before = await rowsOf(ids);
    const items = [...ids, foreign].map((id) => ({ id, title: "New" }));
    await expect(ann.api.users.bulkUpdate({ body: { items } })).rejects.toMatchObject({
      body: { code: "bulk.failed", errors: [{ pointer: "/items/3", code: "resource.not_found" }] },
    });
    expect(await rowsOf(ids)).toEqual(before);
    expect((await ann.api.users.list({ query: { q } })).items).toHaveLength(3);
  });

  it("E12: do what can be done, and tell one by one what cannot, as if it were not there", async () => {
    const { ids } = await team(99);
    const foreigner = await makePerson(atrium, await makeOrganization(owner), ["user"]);
    const asked = [...ids.slice(0, 50), foreigner.userId, ...ids.slice(50), boss.userId];
    const deleted = await ann.api.users.bulkDelete({ body: { mode: "each", ids: asked } });
    expect(deleted).toMatchObject({ done: 99, failed: 2 });
    expect(deleted.items.filter(({ code }) => code !== null)).toEqual([
      expect.objectContaining({ index: 50, code: "resource.not_found" }),
      expect.objectContaining({ index: 100, code: "user.above_you" }),
    ]);
    expect((await rowsOf(ids)).every(({ status }) => status === "deleted")).toBe(true);
    expect(await rowsOf([foreigner.userId, boss.userId])).toMatchObject([
      { status: "active" },
      { status: "active" },
    ]);
  });

  it("hold each item to the rules of one, and tell its fields by their pointers", async () => {
    const answer = await ann.api.users.bulkCreate({
      body: {
        mode: "each",
        items: [{ email: "good@example.com" }, { email: "not an address" }, { email: "good@example.com" }, { email: "x@example.com", password: 1 }, { email: "up@example.com", roles: ["super-admin"] }],
      },
    }); // prettier-ignore
    expect(answer.items.map(({ code }) => code)).toEqual([
      null, "request.invalid", "user.email_taken", "request.invalid", "role.above_you",
    ]); // prettier-ignore
    expect(answer.items[1]?.detail).toMatch(/email/);
    await expect(
      ann.api.users.bulkCreate({ body: { items: [{ email: "fine@example.com" }, { email: "no" }] } }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: "/items/1/email" }] } });
    expect((await ann.api.users.list({ query: { q: "email:fine@example.com" } })).items).toEqual([]);
  });

  it("tell one event a person, and one of the whole", async () => {
    const { ids } = await team(4);
    const { rows } = await atrium.sql.query<{ name: string; n: string }>(
      "select name, count(*) as n from events where request_id = (select request_id from events where target_id = $1) group by name order by name",
      [parseId("user", ids[0] ?? "")],
    );
    expect(rows).toEqual([{ name: "user.created", n: "4" }, { name: "users.bulk_done", n: "1" }]); // prettier-ignore
  });
});

describe("selections", { timeout: 60_000 }, () => {
  it("name exactly whom the filter found when they were made", async () => {
    const { q, ids } = await team(3);
    const selection = await ann.api.selections.create({ body: { q } });
    await ann.api.users.create({ body: { email: `late${made}@example.com`, department: `Team ${made}` } });
    expect(selection.size).toBe(3);
    const job = await ended(
      ann,
      (await ann.api.users.bulkAct({ body: { selection: selection.id, size: 3, verb: "update", fields: { title: "Chosen" } } })).id,
    ); // prettier-ignore
    expect(job.result).toMatchObject({ done: 3 });
    const { items } = await ann.api.users.list({ query: { q: "title:Chosen" } });
    expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it("leave out whom they name and cannot see, and those that are excepted", async () => {
    const { q, ids } = await team(4);
    const other = await makePerson(atrium, await makeOrganization(owner), ["user"]);
    expect(await ann.api.selections.create({ body: { ids: [...ids, other.userId] } })).toMatchObject({
      size: 4,
    });
    expect(await ann.api.selections.create({ body: { q, except: ids.slice(0, 1) } })).toMatchObject({
      size: 3,
    });
    expect(await ann.api.selections.create({ body: { q: "name:nobody-is-called-so" } })).toMatchObject({
      size: 0,
    });
  });

  it("are of whoever made them, of the size that was confirmed, and of one kind", async () => {
    const { ids } = await team(2);
    const { id: selection } = await ann.api.selections.create({ body: { ids } });
    const body = { selection, size: 2, verb: "delete" } as const;
    expect(await codeOf(boss.api.users.bulkAct({ body }))).toBe("selection.unknown");
    expect(await codeOf(ann.api.users.bulkAct({ body: { ...body, size: 3 } }))).toBe("bulk.other_size");
    expect(await codeOf(ann.api.selections.create({ body: {} }))).toBe("selection.ambiguous");
    expect(await codeOf(ann.api.selections.create({ body: { ids, q: "" } }))).toBe("selection.ambiguous");
    expect(await codeOf(ann.api.selections.create({ body: { q: "password:x" } }))).toBe("filter.invalid");
  });
});

describe("bulk acts on a selection", { timeout: 120_000 }, () => {
  it("change fields and tags of everybody, and an undo puts every row back as it was", async () => {
    const { q, ids } = await team(450);
    const before = await rowsOf(ids);
    const job = await act(ann, { q }, {
      verb: "update",
      fields: { title: "Same", addTags: ["new"], removeTags: ["old"] },
    }); // prettier-ignore
    expect(job).toMatchObject({ state: "succeeded", result: { done: 450, unchanged: 0, failed: 0 }, progress: { done: 450, total: 450 } }); // prettier-ignore
    expect(job.abilities).toEqual(["undo"]);
    for (const row of await rowsOf(ids)) expect(row).toMatchObject({ title: "Same", tags: ["new"] });
    const undone = await undo(ann, job);
    expect(undone).toMatchObject({ state: "succeeded", undoes: job.id, result: { done: 450, failed: 0 } });
    expect(withoutVersion(await rowsOf(ids))).toEqual(withoutVersion(before));
    expect(await codeOf(ann.api.jobs.undo({ params: { id: job.id } }))).toBe("job.not_undoable");
  });

  it("leave alone on undo whoever was changed since, and say so", async () => {
    const { q, ids } = await team(3);
    const job = await act(ann, { q }, { verb: "update", fields: { title: "Bulk" } });
    const [first = ""] = ids;
    await ann.api.users.update({ params: { id: first }, body: { title: "By hand" } });
    const undone = await undo(ann, job);
    expect(undone.result).toMatchObject({ done: 2, failed: 1 });
    expect(await problemsOf(ann, undone)).toMatchObject([{ targetId: first, code: "bulk.changed_since" }]);
    expect((await ann.api.users.get({ params: { id: first } })).title).toBe("By hand");
  });

  it("move people to a status and back, those who were pending too", async () => {
    const { ids } = await team(3);
    await ann.api.users.setStatus({ params: { id: ids[0] ?? "" }, body: { status: "active" } });
    const before = await rowsOf(ids);
    const job = await act(ann, { ids }, { verb: "setStatus", status: "suspended", reason: "Audit" });
    expect(await rowsOf(ids)).toMatchObject(ids.map(() => ({ status: "suspended", status_reason: "Audit" })));
    await undo(ann, job);
    expect(withoutVersion(await rowsOf(ids))).toEqual(withoutVersion(before));
  });

  it("give a role and take it away, and an undo of either does the other", async () => {
    const { ids } = await team(3);
    await boss.api.users.assignRole({ params: { id: ids[0] ?? "" }, body: { role: "editor" } });
    const given = await act(boss, { ids }, { verb: "assignRole", role: "editor" });
    expect(given.result).toEqual({ done: 2, unchanged: 1, failed: 0 });
    await undo(boss, given);
    const held = async () => (await rowsOf(ids)).filter(({ roles }) => roles.includes("editor")).length;
    expect(await held()).toBe(1);
    const taken = await act(boss, { ids }, { verb: "removeRole", role: "editor" });
    expect(taken.result).toEqual({ done: 1, unchanged: 2, failed: 0 });
    await undo(boss, taken);
    expect(await held()).toBe(1);
  });

  it("E12: give nobody more than the giver holds, and touch nobody above them", async () => {
    const { ids } = await team(2);
    const raised = await act(ann, { ids }, { verb: "assignRole", role: "super-admin" });
    expect(raised.result).toEqual({ done: 0, unchanged: 0, failed: 2 });
    const all = await act(ann, { ids: [...ids, boss.userId, ann.userId] }, { verb: "setStatus", status: "inactive" }); // prettier-ignore
    expect(all.result).toEqual({ done: 2, unchanged: 0, failed: 2 });
    const problems = await problemsOf(ann, all);
    expect(problems.map(({ code }) => code).toSorted()).toEqual(["user.above_you", "user.self"]);
    const [file] = all.artefacts;
    const csv = await (
      await ann.api.jobs.getArtefact({ params: { id: all.id, name: file?.name ?? "" } })
    ).text();
    expect(csv).toContain("user.above_you");
    expect(csv.trimEnd().split("\r\n")).toHaveLength(3);
  });

  it("keep the last owner, however many are deleted at once", async () => {
    const other = await makeOrganization(owner);
    const one = await makePerson(atrium, other, ["super-admin"]);
    const two = await makePerson(atrium, other, ["super-admin"]);
    const job = await act(one, { q: "" }, { verb: "delete" });
    expect(job.result).toMatchObject({ done: 1, failed: 1 });
    expect(await rowsOf([two.userId])).toMatchObject([{ status: "deleted" }]);
  });

  it("delete and bring back, each the undo of the other", async () => {
    const { q, ids } = await team(3);
    const gone = await act(ann, { q }, { verb: "delete" });
    expect((await ann.api.users.list({ query: { q } })).items).toEqual([]);
    await undo(ann, gone);
    expect((await ann.api.users.list({ query: { q } })).items).toHaveLength(3);
    await act(ann, { q }, { verb: "delete" });
    const back = await act(ann, { ids }, { verb: "restore" });
    expect(back.result).toMatchObject({ done: 3 });
    await undo(ann, back);
    expect((await ann.api.users.list({ query: { q } })).items).toEqual([]);
  });

  it("put people into a group and take them out", async () => {
    const { ids } = await team(250);
    const group = await ann.api.groups.create({ body: { name: `Bulk ${made}` } });
    await ann.api.groups.addMembers({ params: { id: group.id }, body: { userIds: ids.slice(0, 10) } });
    const members = async () => (await ann.api.groups.get({ params: { id: group.id } })).members;
    const added = await act(ann, { ids }, { verb: "addToGroup", group: group.id });
    expect(added.result).toEqual({ done: 240, unchanged: 10, failed: 0 });
    expect(await members()).toBe(250);
    await undo(ann, added);
    expect(await members()).toBe(10);
    const removed = await act(ann, { ids }, { verb: "removeFromGroup", group: group.id });
    expect(removed.result).toMatchObject({ done: 10 });
    await undo(ann, removed);
    expect(await members()).toBe(10);
  });

  it("have the rules of groups followed soon, as every other change has", async () => {
    const { ids } = await team(20);
    const group = await ann.api.groups.create({ body: { name: "Ruled", rule: "tag:ruled" } });
    const members = async () => (await ann.api.groups.get({ params: { id: group.id } })).members;
    // What the group's own beginning asked for is done with, so that only the act can be what follows it.
    await expect
      .poll(
        async () => {
          const { rows } = await atrium.sql.query(
            `select 1 from groups where name = 'Ruled' and rule_checked_at is not null and not exists (
             select 1 from jobs where kind = 'groups.follow_rules' and state in ('queued', 'running'))`,
          );
          return rows.length;
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    await act(ann, { ids }, { verb: "update", fields: { addTags: ["ruled"] } });
    await expect.poll(members, { timeout: 30_000 }).toBe(20);
    await act(ann, { ids: ids.slice(0, 5) }, { verb: "update", fields: { removeTags: ["ruled"] } });
    await expect.poll(members, { timeout: 30_000 }).toBe(15);
  });

  it("write to everybody who is there", async () => {
    const { ids } = await team(3);
    await ann.api.users.delete({ params: { id: ids[0] ?? "" } });
    const job = await act(ann, { ids }, { verb: "message", subject: "Hello", text: "We move.\n\nBye" });
    expect(job.result).toEqual({ done: 2, unchanged: 0, failed: 1 });
    expect(job.abilities).toEqual([]);
    const { rows } = await atrium.sql.query(
      "select 1 from messages where organization_id = $1 and template = 'from_organization'",
      [place.uuid],
    );
    expect(rows).toHaveLength(2);
  });

  it("tell one event a person with the job in the place of the request", async () => {
    const { ids } = await team(3);
    const job = await act(ann, { ids }, { verb: "update", fields: { title: "Told" } });
    const { rows } = await atrium.sql.query<{ name: string; actor_id: string }>(
      "select name, actor_id from events where request_id = $1 order by id",
      [parseId("job", job.id)],
    );
    expect(rows.map(({ name }) => name)).toEqual([
      "user.updated", "user.updated", "user.updated", "users.bulk_done",
    ]); // prettier-ignore
    expect(new Set(rows.map(({ actor_id: actor }) => actor))).toEqual(new Set([ann.uuid]));
  });

  it("E15: want of each verb what the operation for one wants, and say all of what to do", async () => {
    const { ids } = await team(1);
    const editor = await makePerson(atrium, place, ["editor"]);
    const { id: selection } = await editor.api.selections.create({ body: { ids } });
    const body = { selection, size: 1 };
    for (const what of [
      { verb: "delete" }, { verb: "restore" }, { verb: "setStatus", status: "active" }, { verb: "assignRole", role: "user" },
      { verb: "addToGroup", group: atrium.newId() }, { verb: "message", subject: "a", text: "b" },
    ] as const) {
      expect(await codeOf(editor.api.users.bulkAct({ body: { ...body, ...what } }))).toBe("auth.forbidden");
    } // prettier-ignore
    expect(await codeOf(editor.api.users.bulkAct({ body: { ...body, verb: "update" } }))).toBe(
      "bulk.incomplete",
    );
    const mine = await ann.api.selections.create({ body: { ids } });
    for (const what of [{ verb: "setStatus" }, { verb: "assignRole", role: "no-such-role" }, { verb: "message", subject: "x" }] as const) {
      expect(await codeOf(ann.api.users.bulkAct({ body: { selection: mine.id, size: 1, ...what } }))).toBe("bulk.incomplete"); // prettier-ignore
    } // prettier-ignore
  });
});
