import type { Transaction } from "#kernel/db/transaction";
import { parseId } from "@atrium/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "#kernel/caller";
import type { Happening } from "#kernel/events/record";
import { requestOfJob } from "#kernel/jobs/starter";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { createAccess } from "#modules/access";
import { actInput, type ActInput } from "./act-input.ts";
import { actOnMany } from "./act-many.ts";
import { actOnRows } from "./act-rows.ts";
import type { Tally } from "./tally.ts";
import { rowVerbs } from "./verbs.ts";

class Undone extends Error {}

let atrium: Atrium;
let place: Place;
let ann: Person;
let caller: Caller;
let ids: string[];

beforeAll(async () => {
  atrium = await startTestAtrium();
  const { owner } = await setUpPlatform(atrium);
  place = await makeOrganization(owner);
  const boss = await makePerson(atrium, place, ["super-admin"]);
  await makePerson(atrium, place, ["super-admin"]);
  ann = await makePerson(atrium, place, ["admin"]);
  const { items } = await boss.api.users.bulkCreate({
    body: {
      items: [
        { email: "plain@example.com", title: "A", tags: ["x"] },
        { email: "active@example.com", status: "active", title: "B", department: "D" },
        { email: "editor@example.com", status: "inactive", roles: ["editor"] },
        { email: "gone@example.com" },
        { email: "manager@example.com", status: "active", roles: ["manager", "user"] },
      ],
    },
  });
  const made = items.map(({ id }) => parseId("user", id ?? "") ?? "");
  await boss.api.users.delete({ params: { id: made[3] ?? "" } });
  const found = await atrium.app.identify({ kind: "bearer", token: ann.token }, null);
  if (found === null) throw new Error("nobody is signed in");
  caller = found;
  ids = [...made, boss.uuid, ann.uuid, owner.uuid, atrium.newId()];
}, 60_000);
afterAll(() => atrium.close());

const acts: fc.Arbitrary<ActInput> = fc
  .oneof(
    fc.record({
      verb: fc.constant("update"),
      fields: fc.record({ title: fc.constantFrom("A", "New", null), department: fc.constantFrom("D", "E") }, { requiredKeys: [] }),
      addTags: fc.subarray(["x", "y"]),
      removeTags: fc.subarray(["x", "z"]),
    }),
    fc.record({ verb: fc.constant("setStatus"), status: fc.constantFrom("active", "inactive", "suspended"), reason: fc.constantFrom(null, "Why") }),
    fc.record({ verb: fc.constant("delete") }),
    fc.record({ verb: fc.constantFrom("assignRole", "removeRole"), role: fc.constantFrom("editor", "manager", "user", "admin", "super-admin", "nobody") }),
  )
  .map((act) => actInput.parse({ selection: "", size: 1, ...act })); // prettier-ignore

/** What a way of acting does, told and stored, in a transaction that is then undone. */
async function effectOf(way: typeof actOnMany, act: ActInput, chosen: readonly string[]) {
  const told: Happening[] = [];
  let tally: Tally | undefined;
  let rows: unknown[] = [];
  const verb = rowVerbs[act.verb];
  if (verb === undefined) throw new Error("there is no such verb");
  const operationOf = ({ id }: { id: string }) => {
    const found = atrium.app.operations.find(({ contract }) => contract.id === id);
    if (found === undefined) throw new Error(`there is no ${id}`);
    return found;
  };
  const work = async (db: Transaction) => {
    const by = {
      db, caller, request: requestOfJob(atrium.newId()), now: new Date("2026-06-01T00:00:00Z"), newId: atrium.newId, rightsOf: createAccess().rightsOf,
      record: (happening: Happening) => void told.push(happening),
    }; // prettier-ignore
    tally = await way(verb, operationOf, by, { act, ids: chosen, first: 1 });
    const written = `select to_jsonb(u) from (select * from users order by id) u union all
      select to_jsonb(g) - 'id' from (select * from grants order by subject_id, role_id, scope) g`;
    rows = await db.query({ name: "", text: written, values: [], read: (row) => row[0] });
    throw new Undone();
  }; // prettier-ignore
  await expect(atrium.database.transaction(place.uuid, work)).rejects.toThrow(Undone);
  const sorted = (tally?.changes ?? []).toSorted((a, b) => (a.targetId < b.targetId ? -1 : 1));
  return { ...tally, changes: sorted, rows, told };
}

describe("one act for many", { timeout: 120_000 }, () => {
  it("does, refuses, stores and tells the same in a few statements as one by one", async () => {
    const cases = fc.record({ act: acts, chosen: fc.shuffledSubarray(ids, { minLength: 1 }) });
    await fc.assert(
      fc.asyncProperty(cases, async ({ act, chosen }) => {
        const together = await effectOf(actOnMany, act, chosen);
        const single = await effectOf(actOnRows, act, chosen);
        expect(together).toEqual(single);
      }),
      { numRuns: 40 },
    );
  });
});
