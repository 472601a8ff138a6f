import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

describe("editing people", () => {
  let atrium: Atrium;
  let place: Place;
  let owner: Person;
  let admin: Person;
  let editor: Person;
  let stranger: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    editor = await makePerson(atrium, place, ["editor"]);
    stranger = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
  });
  afterAll(() => atrium.close());

  const add = (fields: Record<string, unknown> = {}) =>
    admin.api.users.create({ body: { email: `edited${++made}@example.com`, ...fields } });

  it("PATCH changes what it names, null empties it, the rest stays", async () => {
    const { id } = await add({ firstName: "Ann", lastName: "Lee", title: "Engineer", phone: "+4930123456" });
    const changed = await admin.api.users.update({ params: { id }, body: { title: "Lead", phone: null } });
    expect(changed).toMatchObject({ firstName: "Ann", title: "Lead", phone: null, version: 2 });
    expect(changed.updatedBy).toBe(admin.userId);
    expect(await admin.api.users.get({ params: { id } })).toEqual(changed);
  });

  it("PUT empties every field that it leaves out, and leaves status and roles alone", async () => {
    await admin.api.attributes.create({ body: { key: "a", name: "A", type: "number" } });
    const person = await add({
      firstName: "Ann", title: "Engineer", tags: ["a"], attributes: { a: 1 }, address: { city: "Graz" }, externalId: "put-1",
      bio: "text", birthDate: "1990-01-01", status: "active", roles: ["manager"],
    }); // prettier-ignore
    const put = await admin.api.users.replace({
      params: { id: person.id },
      body: { email: person.email, lastName: "Lee" },
    });
    expect(put).toMatchObject({
      firstName: null, title: null, tags: [], attributes: {}, address: null, externalId: null, bio: null, birthDate: null,
      lastName: "Lee", displayName: "Lee", status: "active", roles: ["manager"],
    }); // prettier-ignore
  });

  it("records one event whose diff names the changed fields alone, with before and after", async () => {
    const { id, email } = await add({ title: "Engineer", department: "Lab" });
    const [, patched] = await recordedBy(atrium, () =>
      admin.api.users.update({ params: { id }, body: { title: "Lead", department: "Lab" } }),
    );
    expect(patched).toHaveLength(1);
    expect(patched[0]).toMatchObject({ name: "user.updated", actor: admin.uuid, targetType: "user" });
    expect(patched[0]?.changes).toEqual([{ field: "title", before: "Engineer", after: "Lead" }]);
    const [, put] = await recordedBy(atrium, () =>
      admin.api.users.replace({ params: { id }, body: { email } }),
    );
    expect(put.map(({ name }) => name)).toEqual(["user.updated"]);
    expect(put[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: "title", before: "Lead", after: null },
        { field: "department", before: "Lab", after: null },
      ]),
    );
  });

  it("records nothing and keeps the version where nothing changes", async () => {
    const { id } = await add({ title: "Engineer" });
    const [same, events] = await recordedBy(atrium, () =>
      admin.api.users.update({ params: { id }, body: { title: "Engineer" } }),
    );
    expect(same.version).toBe(1);
    expect(events).toEqual([]);
  });

  it("K07: of two editors who saw the same version one is refused with the row as it is now", async () => {
    const { id } = await add({ title: "Engineer" });
    const saves = await Promise.allSettled(
      ["Lead", "Head"].map((title) =>
        admin.api.users.update({ params: { id }, body: { title } }, { version: 1 }),
      ),
    );
    const kept = saves.find((save) => save.status === "fulfilled");
    expect(saves.filter(({ status }) => status === "rejected")).toHaveLength(1);
    const late = await refusal(
      admin.api.users.update({ params: { id }, body: { title: "Boss" } }, { version: 1 }),
    );
    expect(late).toMatchObject({ code: "precondition.failed", status: 412, current: { version: 2 } });
    expect(late["current"]).toMatchObject({ id, title: kept?.value.title });
    for (const call of [
      () => admin.api.users.replace({ params: { id }, body: { email: "k07@example.com" } }, { version: 1 }),
      () => admin.api.users.setStatus({ params: { id }, body: { status: "active" } }, { version: 1 }),
      () => admin.api.users.delete({ params: { id } }, { version: 1 }),
    ]) {
      expect(await codeOf(call())).toBe("precondition.failed");
    }
    expect(await admin.api.users.get({ params: { id } })).toMatchObject({ version: 2, status: "pending" });
  });

  it("answers a row's version as its ETag, and If-Match refuses what is no version", async () => {
    const { id } = await add();
    const got = await send(atrium.url, { path: `/api/v1/users/${id}`, token: admin.token });
    expect(got.headers.etag).toBe('"1"');
    const odd = await send(atrium.url, {
      method: "PATCH",
      path: `/api/v1/users/${id}`,
      token: admin.token,
      headers: { "if-match": "banana" },
      body: { title: "x" },
    });
    expect(odd).toMatchObject({ status: 400, body: { code: "request.malformed" } });
  });

  it("E02: an unknown field is an error that points at it, and nothing of the request is stored", async () => {
    const { id } = await add({ title: "Engineer" });
    for (const extra of ["status", "roles", "isAdmin", "organizationId", "version", "emailVerified", "id"]) {
      const got = await send(atrium.url, {
        method: "PATCH",
        path: `/api/v1/users/${id}`,
        token: admin.token,
        body: { title: "Gone", [extra]: "active" },
      });
      expect(got, extra).toMatchObject({
        status: 400,
        body: { code: "request.invalid", errors: [{ pointer: `/${extra}`, code: "unknown_field" }] },
      });
    }
    expect(await admin.api.users.get({ params: { id } })).toMatchObject({ title: "Engineer", version: 1 });
  });

  it("tells every wrong field at once, each with its pointer", async () => {
    const { id } = await add();
    const body = { phone: "call me", locale: "?", timeZone: "Mars/Base", birthDate: "1990-02-30", website: "javascript:alert(1)", tags: [""], address: { country: "Austria" } }; // prettier-ignore
    const refused = await refusal(admin.api.users.update({ params: { id }, body }));
    expect(refused.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      "/address/country", "/birthDate", "/locale", "/phone", "/tags/0", "/timeZone", "/website",
    ]); // prettier-ignore
  });

  it("H09: takes no website but http and https of a real name", async () => {
    const { id } = await add();
    for (const website of [
      "javascript:alert(1)",
      "data:text/html,x",
      "//evil.example",
      "file:///etc/passwd",
      "https:evil",
      "http://localhost/",
    ]) {
      const call = admin.api.users.update({ params: { id }, body: { website } });
      const code = await codeOf(call);
      const stored = (await admin.api.users.get({ params: { id } })).website ?? "";
      expect(code === "request.invalid" || /^https?:/.test(stored), `${website} -> ${code} ${stored}`).toBe(
        true,
      );
    }
  });

  it("refuses what another person here has, and a manager who is unknown or below (E07)", async () => {
    const first = await add({ externalId: "e-1", employeeNumber: "n-1" });
    const second = await add();
    const third = await add();
    const patch = (id: string, body: Record<string, unknown>) =>
      codeOf(admin.api.users.update({ params: { id }, body }));
    expect(await patch(second.id, { email: first.email.toUpperCase() })).toBe("user.email_taken");
    expect(await patch(second.id, { externalId: "e-1" })).toBe("user.external_id_taken");
    expect(await patch(second.id, { employeeNumber: "n-1" })).toBe("user.employee_number_taken");
    expect(await patch(second.id, { managerId: atrium.newId() })).toBe("user.manager_unknown");
    expect(await patch(second.id, { managerId: second.id })).toBe("user.manager_cycle");
    expect(await patch(second.id, { managerId: first.id })).toBe("done");
    expect(await patch(third.id, { managerId: second.id })).toBe("done");
    expect(await patch(first.id, { managerId: third.id })).toBe("user.manager_cycle");
  });

  it("E07: two edits at once cannot close a circle of managers", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await add(), await add()];
      await Promise.all([
        codeOf(admin.api.users.update({ params: { id: one.id }, body: { managerId: other.id } })),
        codeOf(admin.api.users.update({ params: { id: other.id }, body: { managerId: one.id } })),
      ]);
      const both = await Promise.all([one, other].map(({ id }) => admin.api.users.get({ params: { id } })));
      expect(both.filter(({ managerId }) => managerId === null)).not.toHaveLength(0);
    }
  });

  it("another organization's person is no better known than one that never was (F01, F04)", async () => {
    const { id } = await add();
    const unknown = atrium.newId();
    const { api } = stranger;
    const calls = [
      (at: string) => api.users.get({ params: { id: at } }),
      (at: string) => api.users.update({ params: { id: at }, body: { title: "x" } }),
      (at: string) => api.users.replace({ params: { id: at }, body: { email: "x@example.com" } }),
      (at: string) => api.users.setStatus({ params: { id: at }, body: { status: "suspended" } }),
      (at: string) => api.users.delete({ params: { id: at } }),
      (at: string) => api.users.restore({ params: { id: at } }),
      (at: string) => api.users.listRoles({ params: { id: at } }),
      (at: string) => api.users.assignRole({ params: { id: at }, body: { role: "user" } }),
      (at: string) => api.users.removeRole({ params: { id: at, role: "user" } }),
      (at: string) => api.users.listActivity({ params: { id: at } }),
    ];
    for (const call of calls) {
      const [foreign, none] = [await refusal(call(id)), await refusal(call(unknown))];
      expect(foreign).toMatchObject({ code: "resource.not_found", status: 404 });
      expect({ ...foreign, requestId: "" }).toEqual({ ...none, requestId: "" });
    }
    expect(await admin.api.users.get({ params: { id } })).toMatchObject({ version: 1, status: "pending" });
  });

  it("E05: nobody edits a person who holds a right that they do not hold", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const edits = [
      () => admin.api.users.update({ params: { id: boss.userId }, body: { email: "mine@example.com" } }),
      () => admin.api.users.replace({ params: { id: boss.userId }, body: { email: "mine@example.com" } }),
      () => editor.api.users.update({ params: { id: admin.userId }, body: { title: "x" } }),
    ];
    for (const edit of edits) expect(await codeOf(edit())).toBe("user.above_you");
    expect(await codeOf(boss.api.users.update({ params: { id: admin.userId }, body: { title: "x" } }))).toBe(
      "done",
    );
  });

  it("people without the right read and write nothing", async () => {
    const plain = await makePerson(atrium, place, ["user"]);
    const guest = await makePerson(atrium, place, ["guest"]);
    const { id } = await add();
    for (const { api } of [plain, guest]) {
      expect(await codeOf(api.users.list())).toBe("auth.forbidden");
      expect(await codeOf(api.users.get({ params: { id } }))).toBe("auth.forbidden");
      expect(await codeOf(api.users.update({ params: { id }, body: { title: "x" } }))).toBe("auth.forbidden");
    }
    expect(await codeOf(editor.api.users.create({ body: { email: "no@example.com" } }))).toBe(
      "auth.forbidden",
    );
    expect(await codeOf(editor.api.users.update({ params: { id }, body: { title: "y" } }))).toBe("done");
  });

  it("shows where a deed came from to readers of the audit log alone", async () => {
    const { id } = await add();
    await admin.api.users.update({ params: { id }, body: { title: "Seen" } });
    const full = await admin.api.users.listActivity({ params: { id } });
    expect(full.items.map(({ name }) => name)).toEqual(["user.updated", "user.created"]);
    expect(full.items[0]).toMatchObject({ ip: "127.0.0.1" });
    const part = await editor.api.users.listActivity({ params: { id } });
    expect(part.items[0]).toMatchObject({
      name: "user.updated",
      ip: null,
      agent: null,
      requestId: null,
      sessionId: null,
    });
  });
});
