import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportRules } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { ended } from "../../testing/ended-job.ts";
import { bring, errorsOf, ran, settled, tried } from "../../testing/imports.ts";
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
let ann: Person;
let boss: Person;
let manager: Person;

beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  ({ owner } = await setUpPlatform(atrium));
  place = await makeOrganization(owner);
  boss = await makePerson(atrium, place, ["super-admin"], { email: "boss@rights.example" });
  ann = await makePerson(atrium, place, ["admin"]);
  manager = await makePerson(atrium, place, ["manager"]);
}, 60_000);
afterAll(() => atrium.close());

// PBKDF2-SHA256 of "open sesame 42", as another system keeps it.
const hash = "pbkdf2_sha256$1000$seasalt$0pc5pTK4l99AfVIRPytY4tfZYjhO74ThCY6dm4H3IZo=";
const rules = (more: Partial<ImportRules> = {}): ImportRules => ({
  key: "email", found: "update", empty: "leave", status: "pending", invite: false, roles: ["user"], ...more,
}); // prettier-ignore
const csv = (...rows: string[][]): string => rows.map((row) => `${row.join(",")}\n`).join("");
const peopleAt = async (domain: string) =>
  (
    await atrium.sql.query<{
      email: string;
      title: string | null;
      roles: string[];
      account_id: string | null;
    }>(
      "select email, title, roles, status, account_id, email_verified from users where organization_id = $1 and email like $2 and deleted_at is null order by email",
      [place.uuid, `%@${domain}`],
    )
  ).rows;

describe("what an import may do", { timeout: 120_000 }, () => {
  it("G08: gives no role and no place in a group above whoever imports, and leaves who stands above them alone", async () => {
    const group = await boss.api.groups.create({ body: { name: "Rulers", slug: "rulers" } });
    await boss.api.grants.create({ body: { subject: group.id, role: "admin" } });
    const read = await bring(
      manager,
      csv(
        ["email", "title", "roles", "groups"],
        ["a@above.example", "", "super-admin", ""],
        ["b@above.example", "", "admin;user", ""],
        ["c@above.example", "", "", "rulers"],
        ["boss@rights.example", "Fired", "", ""],
        ["d@above.example", "", "user", ""],
      ),
    );
    const checked = await tried(manager, read.id, { rules: rules() });
    expect(checked.counts).toMatchObject({ create: 1, update: 0, error: 4 });
    const { items } = await manager.api.imports.listProblems({ params: { id: read.id } });
    expect(items.map(({ problems }) => problems[0]?.code)).toEqual([
      "role.above_you", "role.above_you", "group.above_you", "user.above_you",
    ]); // prettier-ignore
    await ran(manager, read.id);
    expect(await peopleAt("above.example")).toMatchObject([{ email: "d@above.example", roles: ["user"] }]);
    expect(await peopleAt("rights.example")).toMatchObject([{ title: null, roles: ["super-admin"] }]);
  });

  it("G08: lets nobody into a group above whoever imports by writing what its rule asks for, in whatever field", async () => {
    // What the table derives by itself is derived before anything is written, too.
    const { rows: derived } = await atrium.sql.query<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = 'users'::regclass and attgenerated = 's' and not attisdropped order by 1",
    );
    expect(derived.map(({ name }) => name)).toEqual([
      "department_key", "employee_key", "locale_key", "login_key", "tag_keys", "title_key",
    ]); // prettier-ignore
    const asked = {
      title: ["title:chéf", "Chef"],
      department: ["department:throne", "THRONE"],
      employeeNumber: ["employeeNumber:k1", "K1"],
      tags: ["tag:crowned", "Crowned;here"],
    } as const;
    await ann.api.users.create({ body: { email: "old@rule.example" } });
    for (const [field, [rule, value]] of Object.entries(asked)) {
      const group = await boss.api.groups.create({ body: { name: `By ${field}`, rule } });
      await boss.api.grants.create({ body: { subject: group.id, role: "admin" } });
      const read = await bring(
        manager,
        csv(
          ["email", "firstName", field],
          ["new@rule.example", "New", value],
          ["plain@rule.example", "Plain", ""],
          ["old@rule.example", "Old", value],
        ),
      );
      const { counts } = await tried(manager, read.id, { rules: rules() });
      expect({ field, ...counts }).toMatchObject({ field, create: 1, error: 2 });
      const { items } = await manager.api.imports.listProblems({ params: { id: read.id } });
      expect(items.map(({ problems }) => problems[0]?.code)).toEqual(["group.above_you", "group.above_you"]);
      await boss.api.groups.delete({ params: { id: group.id } });
    }
  });

  it("G08: changes nobody without the right to, and does not give roles to people who are here without the right to", async () => {
    await atrium.sql.query(
      "insert into roles (id, organization_id, slug, name, permissions, created_at, updated_at) values (gen_random_uuid(), $1, 'creator', 'Creator', '{users:create,uploads:create}', now(), now())",
      [place.uuid],
    );
    const creator = await makePerson(atrium, place, []);
    await boss.api.users.assignRole({ params: { id: creator.userId }, body: { role: "creator" } });
    await ann.api.users.create({ body: { email: "here@update.example", title: "Before", roles: [] } });
    const file = csv(["email", "title"], ["here@update.example", "After"]);
    const read = await bring(creator, file);
    const checked = await tried(creator, read.id, { rules: rules({ roles: [] }) });
    expect(checked.counts).toMatchObject({ update: 0, error: 1 });
    await ran(creator, read.id);
    expect(await peopleAt("update.example")).toMatchObject([{ title: "Before" }]);
    const roles = await bring(manager, csv(["email", "roles"], ["here@update.example", "user"]));
    expect((await tried(manager, roles.id, { rules: rules() })).counts).toMatchObject({
      update: 0,
      error: 1,
    });
  });

  it("G08: takes ids, flags and unknown columns for nothing, and maps no column to them", async () => {
    const read = await bring(
      ann,
      csv(
        ["id", "email", "emailVerified", "organizationId", "favourite"],
        ["usr_1", "plain@ids.example", "true", "x", "blue"],
      ),
    );
    expect(read.mapping.map(({ field }) => field)).toEqual(["email"]);
    for (const field of [
      "id",
      "emailVerified",
      "accountId",
      "attributes.__proto__",
      "attributes.constructor",
    ]) {
      const change = ann.api.imports.update({
        params: { id: read.id },
        body: { mapping: [{ column: 0, field }] },
      });
      expect(await codeOf(change)).toBe("request.invalid");
    }
    await tried(ann, read.id);
    await ran(ann, read.id);
    expect(await peopleAt("ids.example")).toMatchObject([{ email_verified: false, account_id: null }]);
  });

  it("G08: brings passwords in only for addresses that the organization has proven, and never over one that stands", async () => {
    const file = csv(
      ["email", "passwordHash"],
      ["new@proven.example", hash],
      ["boss@rights.example", hash],
      ["stranger@elsewhere.example", hash],
    );
    const denied = await bring(manager, file);
    expect((await tried(manager, denied.id, { rules: rules() })).counts).toMatchObject({
      create: 0,
      error: 3,
    });
    await atrium.sql.query(
      "insert into organization_domains (organization_id, id, domain, token, state, method, verified_at, checked_at, created_at) values ($1, gen_random_uuid(), 'proven.example', 'x', 'verified', 'dns', now(), now(), now())",
      [place.uuid],
    );
    const before = await atrium.sql.query("select id, password_hash from accounts order by id");
    const read = await bring(boss, file);
    expect(JSON.stringify(read)).not.toContain("pbkdf2");
    const checked = await tried(boss, read.id, { rules: rules({ status: "active" }) });
    expect(checked.counts).toMatchObject({ create: 1, unchanged: 1, error: 1 });
    expect(await errorsOf(boss, checked.checkJob)).toContain("stranger@elsewhere.example");
    const done = await ran(boss, read.id);
    const after = await atrium.sql.query<{ id: string }>(
      "select id, password_hash from accounts order by id",
    );
    expect(after.rows).toHaveLength(before.rows.length + 1);
    expect(after.rows.filter(({ id }) => before.rows.some((row: { id: string }) => row.id === id))).toEqual(
      before.rows,
    );
    const signIn = () =>
      atrium.api().sessions.create({
        body: { email: "new@proven.example", password: "open sesame 42", mode: "token" },
      });
    // Put back before anybody signed in, the account goes too, so that the next import can bring it again.
    await ended(boss, (await boss.api.jobs.undo({ params: { id: done.runJob ?? "" } })).id);
    expect((await atrium.sql.query("select 1 from accounts")).rows).toHaveLength(before.rows.length);
    expect(await codeOf(signIn())).toBe("auth.invalid_credentials");
    const again = await bring(boss, file);
    await tried(boss, again.id, { rules: rules({ status: "active" }) });
    await ran(boss, again.id);
    expect((await signIn()).session?.user?.id).toMatch(/^usr_/);
    const { rows } = await atrium.sql.query("select changes::text || data::text as told from events where name like 'import%' or name like 'user.%'"); // prettier-ignore
    expect(JSON.stringify(rows)).not.toContain("pbkdf2");
  });

  it("G15: the same file twice at once, with rows that differ in case, makes nobody twice", async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => [
      `${n % 3 === 0 ? "TWIN" : "twin"}${n}@twice.example`,
      "T",
    ]);
    const file = csv(["email", "title"], ...rows, ["Twin1@twice.example", "T"]);
    const both = await Promise.all([bring(ann, file), bring(boss, file)]);
    const [one, two] = both;
    if (one === undefined || two === undefined) throw new Error("there are two");
    await tried(ann, one.id, { rules: rules({ found: "skip" }) });
    await tried(boss, two.id, { rules: rules({ found: "skip" }) });
    const [first, second] = await Promise.all([ran(ann, one.id), ran(boss, two.id)]);
    expect([first.state, second.state]).toEqual(["done", "done"]);
    expect((first.result?.create ?? 0) + (second.result?.create ?? 0)).toBe(1200);
    expect((first.result?.skip ?? 0) + (second.result?.skip ?? 0)).toBe(1200);
    expect([first.result?.error, second.result?.error]).toEqual([1, 1]);
    expect(await peopleAt("twice.example")).toHaveLength(1200);
    const again = await bring(ann, file);
    expect((await tried(ann, again.id, { rules: rules({ found: "skip" }) })).counts).toMatchObject({
      create: 0,
      skip: 1200,
      error: 1,
    });
  });

  it("E09: stops within a batch when whoever started it loses the right, and what it did can be told and put back", async () => {
    const carl = await makePerson(atrium, place, ["manager"]);
    const rows = Array.from({ length: 3000 }, (_, n) => [`late${n}@lost.example`]);
    const read = await bring(carl, csv(["email"], ...rows));
    await tried(carl, read.id, { rules: rules() });
    await carl.api.imports.run({ params: { id: read.id } });
    for (let there = 0; there === 0;) there = (await peopleAt("lost.example")).length;
    await atrium.sql.query("delete from grants where subject_id = $1", [carl.uuid]);
    const failed = await settled(ann, read.id);
    expect(failed).toMatchObject({ state: "failed", result: null });
    const there = await peopleAt("lost.example");
    expect(there.length).toBeLessThan(3000);
    const job = await ended(ann, failed.runJob ?? "");
    expect(job).toMatchObject({ state: "failed", result: { partial: true, create: there.length } });
    const undo = await ended(ann, (await ann.api.jobs.undo({ params: { id: job.id } })).id);
    expect(undo).toMatchObject({ state: "succeeded", result: { done: there.length, failed: 0 } });
    expect(await peopleAt("lost.example")).toEqual([]);
    expect(await ann.api.imports.get({ params: { id: read.id } })).toMatchObject({ state: "undone" });
  });

  it("goes no further than the organization has room for", async () => {
    const small = await makeOrganization(owner);
    const chief = await makePerson(atrium, small, ["admin"]);
    await atrium.sql.query("update organizations set user_limit = 3 where id = $1", [small.uuid]);
    const read = await bring(
      chief,
      csv(["email"], ["a@room.example"], ["b@room.example"], ["c@room.example"]),
    );
    expect((await tried(chief, read.id)).counts).toMatchObject({ create: 2, error: 1 });
    expect((await ran(chief, read.id)).result).toMatchObject({ create: 2, error: 1 });
  });
});
