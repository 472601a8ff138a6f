import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("people who are there twice", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const add = (email: string, fields: object = {}) => admin.api.users.create({ body: { email, ...fields } });
  const get = (id: string) => admin.api.users.get({ params: { id } });
  const merge = (id: string, other: string, take: readonly string[] = [], by = admin) =>
    by.api.users.merge({ params: { id }, body: { with: other, take: [...take] as ["phone"] } });
  async function find(): Promise<void> {
    const { id } = await admin.api.duplicates.find();
    for (let tries = 0; tries < 400; tries++) {
      const { state } = await admin.api.jobs.get({ params: { id } });
      if (state === "succeeded") return;
      if (state === "failed") throw new Error("the search failed");
      atrium.app.jobs.wake();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("the search did not end");
  }
  const found = async (dismissed: "true" | "false" = "false") =>
    (await admin.api.duplicates.list({ query: { dismissed } })).items;

  it("are found by address, number and name with telephone, birth date or department, best first", async () => {
    await add("j.doe@twice.example", { displayName: "Jay One" });
    await add("jdoe+work@twice.example", { displayName: "Jay Two" });
    await add("n1@twice.example", { displayName: "Nu One", employeeNumber: "00-471a" });
    await add("n2@twice.example", { displayName: "Nu Two", employeeNumber: "471 A" });
    await add("p1@twice.example", {
      displayName: "Zoë Müller",
      phone: "+43 660 1234567",
      department: "Sales",
    });
    await add("p2@twice.example", { displayName: "zoe muller", phone: "+436601234567", department: "sales" });
    await add("b1@twice.example", { displayName: "Bea Berg", birthDate: "1990-01-02" });
    await add("b2@twice.example", { displayName: "Bea Berg", birthDate: "1990-01-02" });
    await add("alone@twice.example", { displayName: "Bea Berg", birthDate: "1991-01-02" });
    await find();
    const pairs = await found();
    expect(pairs.map(({ first, second, reasons }) => [first.email, second.email, reasons])).toEqual([
      ["p1@twice.example", "p2@twice.example", ["same_name_and_phone", "same_name_and_department"]],
      ["j.doe@twice.example", "jdoe+work@twice.example", ["same_address"]],
      ["n1@twice.example", "n2@twice.example", ["same_employee_number"]],
      ["b1@twice.example", "b2@twice.example", ["same_name_and_birth_date"]],
    ]);
    expect(pairs.map(({ score }) => score)).toEqual([95, 90, 80, 75]);
  });

  it("are not asked about again once dismissed, and no longer listed once they differ", async () => {
    const [pair, other] = await found();
    if (pair === undefined || other === undefined) throw new Error("nobody was found");
    await admin.api.duplicates.dismiss({ params: { id: pair.id }, body: {} });
    await admin.api.users.update({ params: { id: other.first.id }, body: { email: "else@twice.example" } });
    await find();
    expect((await found()).map(({ id }) => id)).not.toContain(pair.id);
    expect((await found("true")).map(({ id }) => id)).toEqual([pair.id]);
    expect((await found()).map(({ id }) => id)).not.toContain(other.id);
  });

  it("become one with chosen fields and all roles, groups and tags of both, and two again", async () => {
    const one = await add("one@merge.example", { displayName: "One", phone: "+4930111111", tags: ["a"] });
    const two = await add("two@merge.example", {
      displayName: "Two", phone: "+4930222222", employeeNumber: "E-77", tags: ["b"], title: "Clerk",
    }); // prettier-ignore
    await admin.api.users.assignRole({ params: { id: two.id }, body: { role: "editor" } });
    const group = await admin.api.groups.create({ body: { name: "Of two" } });
    await admin.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [two.id] } });
    const preview = await admin.api.users.previewMerge({ params: { id: one.id, with: two.id } });
    expect(preview).toMatchObject({
      refusal: null,
      tags: ["a", "b"],
      roles: ["user", "editor"],
      groups: ["Of two"],
    });
    expect(preview.fields.find(({ field }) => field === "title")).toMatchObject({ suggested: "merged" });
    expect(preview.fields.find(({ field }) => field === "phone")).toMatchObject({ suggested: "survivor" });

    const made = await merge(one.id, two.id, ["phone", "employeeNumber", "email"]);
    expect(made).toMatchObject({
      email: "two@merge.example", displayName: "One", phone: "+4930222222", employeeNumber: "E-77", title: null,
      tags: ["a", "b"], roles: ["editor", "user"],
    }); // prettier-ignore
    expect(await get(two.id)).toMatchObject({ status: "deleted", mergedInto: one.id });
    const { items } = await admin.api.users.listActivity({ params: { id: one.id } });
    expect(items.filter(({ target }) => target.id === two.id).map(({ name }) => name)).toContain(
      "user.created",
    );
    const journey = await admin.api.users.journey({ params: { id: one.id }, query: { sort: "occurredAt" } });
    expect(journey.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["user.created", "user.deleted", "user.merged"]),
    );
    expect(await codeOf(admin.api.users.restore({ params: { id: two.id } }))).toBe("user.merged");

    await admin.api.users.update({
      params: { id: one.id },
      body: { phone: "+4930333333", tags: ["a", "b", "c"] },
    });
    const back = await admin.api.users.unmerge({ params: { id: two.id } });
    expect(back).toMatchObject({
      email: "two@merge.example", employeeNumber: "E-77", status: two.status, mergedInto: null, roles: ["editor", "user"],
    }); // prettier-ignore
    expect(await get(one.id)).toMatchObject({
      email: "one@merge.example", employeeNumber: null, phone: "+4930333333", tags: ["a", "c"], roles: ["user"],
    }); // prettier-ignore
    const members = await admin.api.groups.listMembers({ params: { id: group.id } });
    expect(members.items.map(({ userId }) => userId)).toEqual([two.id]);
    expect(await codeOf(admin.api.users.unmerge({ params: { id: two.id } }))).toBe("user.not_deleted");
  });

  it("A01: never join two accounts, and who has the only one stays", async () => {
    const first = await makePerson(atrium, place, ["user"]);
    const second = await makePerson(atrium, place, ["user"]);
    const without = await add("without@merge.example");
    expect(await codeOf(merge(first.userId, second.userId))).toBe("user.merge_two_accounts");
    expect(await codeOf(merge(without.id, first.userId))).toBe("user.merge_account_goes");
    const preview = await admin.api.users.previewMerge({
      params: { id: first.userId, with: second.userId },
    });
    expect(preview.refusal).toBe("user.merge_two_accounts");
    // The address is the account's: nothing of a merge brings another one to it.
    await merge(first.userId, without.id, ["email"]);
    expect((await get(first.userId)).email).toBe(first.email);
    const { rows } = await atrium.sql.query("select account_id from users where id = $1", [
      parseId("user", without.id),
    ]);
    expect(rows).toEqual([{ account_id: null }]);
  });

  it("E05: are merged by nobody who stands below one of them", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const plain = await add("plain@merge.example");
    expect(await codeOf(merge(boss.userId, plain.id))).toBe("user.above_you");
    const preview = await admin.api.users.previewMerge({
      params: { id: boss.userId, with: plain.id },
    });
    expect(preview.refusal).toBe("user.above_you");
    const raised = await boss.api.users.create({
      body: { email: "raised@merge.example", roles: ["super-admin"] },
    });
    expect(await codeOf(merge(plain.id, raised.id))).toBe("user.above_you");
    const manager = await makePerson(atrium, place, ["manager"]);
    const other = await add("other@merge.example");
    expect(await codeOf(merge(plain.id, other.id, [], manager))).toBe("auth.forbidden");
    expect(await codeOf(merge(plain.id, plain.id))).toBe("user.merge_self");
  });

  it("E06: leave the organization an owner, whichever of two is merged and brought back", async () => {
    const home = await makeOrganization(owner);
    const boss = await makePerson(atrium, home, ["super-admin"]);
    const twin = await boss.api.users.create({
      body: { email: "twin@merge.example", roles: ["super-admin"] },
    });
    await boss.api.users.merge({ params: { id: boss.userId }, body: { with: twin.id } });
    expect((await boss.api.users.get({ params: { id: boss.userId } })).roles).toContain("super-admin");
    const itself = boss.api.users.merge({ params: { id: twin.id }, body: { with: boss.userId } });
    expect(await codeOf(itself)).toBe("resource.not_found");
    await boss.api.users.unmerge({ params: { id: twin.id } });
    expect((await boss.api.users.get({ params: { id: boss.userId } })).roles).toContain("super-admin");
  });

  it("F03: those of another organization are not there", async () => {
    const stranger = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    const [pair] = await found();
    const mine = await add("mine@merge.example");
    const theirs = await stranger.api.users.create({ body: { email: "theirs@merge.example" } });
    expect(await codeOf(merge(mine.id, theirs.id))).toBe("resource.not_found");
    const look = admin.api.users.previewMerge({ params: { id: mine.id, with: theirs.id } });
    expect(await codeOf(look)).toBe("resource.not_found");
    const dismiss = stranger.api.duplicates.dismiss({ params: { id: pair?.id ?? "" }, body: {} });
    expect(await codeOf(dismiss)).toBe("resource.not_found");
    expect((await stranger.api.duplicates.list()).items).toEqual([]);
  });

  it("are not erased by themselves while the survivor is there, since theirs is one history", async () => {
    const [one, two] = [await add("kept1@merge.example"), await add("kept2@merge.example")];
    const gone = await add("gone@merge.example");
    await merge(one.id, two.id);
    await admin.api.users.delete({ params: { id: gone.id } });
    await atrium.sql.query(
      "update users set deleted_at = now() - interval '31 days' where deleted_at is not null",
    );
    await atrium.sql.query(
      "update job_schedules set next_run_at = now() - interval '1 day' where kind = 'privacy.erase_due'",
    );
    const isErased = async (id: string): Promise<boolean> => {
      const { rows } = await atrium.sql.query("select 1 from users where id = $1 and erased_at is not null", [
        parseId("user", id),
      ]);
      return rows.length > 0;
    };
    for (let tries = 0; tries < 400 && !(await isErased(gone.id)); tries++) {
      atrium.app.jobs.wake();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect([await isErased(gone.id), await isErased(two.id)]).toEqual([true, false]);
  });

  it("cannot become two again when the time for coming back is over", async () => {
    const [one, two] = [await add("late1@merge.example"), await add("late2@merge.example")];
    await merge(one.id, two.id);
    await atrium.sql.query("update users set deleted_at = now() - interval '31 days' where id = $1", [
      parseId("user", two.id),
    ]);
    expect(await codeOf(admin.api.users.unmerge({ params: { id: two.id } }))).toBe("user.restore_expired");
  });
});
