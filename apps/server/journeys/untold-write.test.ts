import { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract, type Contract } from "@atrium/contracts";
import { anonymous, type Caller } from "#kernel/caller";
import { command } from "#kernel/db/statement";
import type { Happening } from "#kernel/events/record";
import { operation, type WriteContext } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { makeOrganization, setUpPlatform, type Place } from "../src/testing/people.ts";
import { recordedBy } from "../src/testing/recorded.ts";

const planted = contract({
  id: "users.plant",
  kind: "write",
  method: "POST",
  path: "/planted",
  summary: "A write that a careless hand left here",
  permission: "users:update",
  scope: "organization",
  body: z.strictObject({}),
  status: 204,
  errors: [],
  audit: "user.updated",
}) satisfies Contract;
const rename = command<[]>(
  "update organizations set name = 'Planted' where id = (select current_organization())",
);
type Teller = Pick<WriteContext, "record" | "unchanged">;
const told: Happening = { name: "user.updated", target: { type: "user", id: null, name: null } };

describe("a write that does not say what happened", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    place = await makeOrganization((await setUpPlatform(atrium)).owner, "Untouched");
  });
  afterAll(() => atrium.close());

  const caller = (): Caller => ({
    ...anonymous,
    actor: { type: "system", id: null, name: "the test" },
    organizationId: place.uuid,
    organizationStatus: "active",
    permissions: permissionSet(["users:update"]),
  });

  /** Runs a verb that changes a row and then says of it what the test wants. */
  async function plant(say: (context: Teller) => void, by: Caller = caller()) {
    const request = {
      id: "planted-request",
      ip: null,
      local: true,
      agent: null,
      device: null,
      flow: null,
      origin: null,
      idempotencyKey: null,
      ifMatch: null,
    };
    const write = operation(planted, async (context) => {
      await context.db.query(rename());
      say(context);
    });
    const [failure, events] = await recordedBy(atrium, () =>
      atrium.app.execute(write, by, request, { params: {}, query: {}, body: {} }).then(
        () => "",
        (cause: unknown) => String(cause),
      ),
    );
    const { rows } = await atrium.sql.query("select name from organizations where id = $1", [place.uuid]);
    return { failure, events: events.map(({ name }) => name), name: String(rows[0]?.name) };
  }

  const wrongs: Record<string, (context: Teller) => void> = {
    "says nothing": () => undefined,
    "says it twice": ({ record }) => {
      record(told);
      record(told);
    },
    "says something that its contract does not": ({ record }) => record({ ...told, name: "user.deleted" }),
    "says that nothing changed and yet tells of it twice": ({ record, unchanged }) => {
      unchanged();
      record(told);
      record(told);
    },
  };
  for (const [name, say] of Object.entries(wrongs)) {
    it(`is undone when it ${name}`, async () => {
      const { failure, ...left } = await plant(say);
      expect(failure).toContain("must record exactly one user.updated");
      expect(left).toEqual({ events: [], name: "Untouched" });
    });
  }

  it("does not run for who lacks its permission, whoever calls", async () => {
    const { failure, name } = await plant(({ record }) => record(told), {
      ...caller(),
      permissions: permissionSet([]),
    });
    expect(failure).toContain("users:update");
    expect(name).toBe("Untouched");
  });

  it("stands when it says it once", async () => {
    expect(await plant(({ record }) => record(told))).toEqual({
      failure: "",
      events: ["user.updated"],
      name: "Planted",
    });
  });
});
