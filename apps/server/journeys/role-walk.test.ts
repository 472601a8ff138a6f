import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemRoleNames, type Contract } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { allContracts, sampleOf } from "../src/testing/samples.ts";
import { send } from "../src/testing/wire.ts";
import { everyone, roleTable, type Who } from "./role-table.ts";

describe("E01: every operation by everyone", () => {
  let atrium: Atrium;
  let place: Place;
  const people = new Map<Who, Person>();
  let numbers = 10;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    // Where nobody may register, the answer would be about the place and not about who asks.
    const { version } = await owner.api.policies.get();
    await owner.api.policies.update({ body: { registration: { mode: "open" } } }, { version });
    people.set("platform owner", owner);
    for (const role of systemRoleNames) people.set(role, await makePerson(atrium, place, [role]));
  });
  afterAll(() => atrium.close());

  /** Ends with the call, so each caller gets a session of its own for it. */
  const endsSession = (contract: Contract): boolean => contract.id === "sessions.end";

  async function tokenOf(who: Who, contract: Contract): Promise<string | undefined> {
    if (!endsSession(contract)) return people.get(who)?.token;
    if (who === "anonymous") return undefined;
    const roles = who === "platform owner" ? (["user"] as const) : [who];
    return (await makePerson(atrium, place, roles)).token;
  }

  for (const contract of allContracts) {
    it(`${contract.id} answers whom the table names and refuses everyone else before any effect`, async () => {
      const allowed: Who[] = [];
      for (const who of everyone) {
        const token = await tokenOf(who, contract);
        const sample = sampleOf(contract, atrium.newId());
        const inside = who === "platform owner" ? { "atrium-organization": place.id } : {};
        const got = await send(atrium.url, {
          ...sample,
          headers: { ...sample.headers, ...inside },
          ...(token === undefined ? {} : { token }),
          // Tries to sign in are counted by address: each caller tries one of its own.
          ...(contract.id === "sessions.create"
            ? { body: { email: `${atrium.newId()}@people.example`, password: "x" } }
            : {}),
          // And messages by the number that they go to.
          ...(contract.id === "factors.beginPhone" ? { body: { phone: `+4366012345${++numbers}` } } : {}),
        });
        const code = got.body["code"];
        const refused = contract.permission === "public" ? null : code;
        if (refused === "auth.forbidden" || refused === "auth.required") {
          expect(got.status).toBe(code === "auth.required" ? 401 : 403);
          expect(code === "auth.required").toBe(who === "anonymous");
        } else {
          // What comes now is about the thing asked for: done, not there, of another version, wrong password.
          expect(got.status, `${who}: ${got.text}`).toSatisfy(
            (status) => status < 500 && status !== 403 && status !== 429,
          );
          allowed.push(who);
        }
      }
      expect(allowed.sort()).toEqual([...(roleTable[contract.id] ?? [])].sort());
    });
  }

  it("the table names every operation and no other", () => {
    expect(Object.keys(roleTable).sort()).toEqual(allContracts.map(({ id }) => id).sort());
  });

  it("refused calls left nothing behind", async () => {
    const { rows } = await atrium.sql.query(
      "select display_name from users where updated_by is not null and organization_id <> $1",
      [place.uuid],
    );
    expect(rows).toEqual([]);
  });
});
