import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, setUpPlatform, type Person, type Place } from "../../testing/people.ts";
import { send } from "../../testing/wire.ts";

describe("the platform's own wish for a second factor", () => {
  let atrium: Atrium;
  let owner: Person;
  let places: Place[];

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const set = await setUpPlatform(atrium);
    ({ owner } = set);
    places = [set.place, await makeOrganization(owner), await makeOrganization(owner)];
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       values ($1, $2, $3, $4, 'Owner', 'owner', 'active', now(), now())`,
      [places[1]?.uuid, atrium.newId(), parseId("account", owner.accountId), owner.email],
    );
    await atrium.sql.query(
      `insert into sign_in_policies (organization_id, settings, updated_at, version)
       values ($1, '{"mfa": {"mode": "required"}}', now(), 1)`,
      [set.place.uuid],
    );
  });
  afterAll(() => atrium.close());

  it("C10: holds for what the platform gives, wherever the person acts", async () => {
    // A node that has not remembered the rules of before.
    const beside = await startTestAtrium({ beside: atrium });
    try {
      const [home, own, other] = places;
      const ask = async (path: string, at: Place | undefined) => {
        const headers = { "atrium-organization": at?.id };
        return (await send(beside.url, { path: `/api/v1${path}`, token: owner.token, headers })).body["code"];
      };
      expect(await ask("/users", home)).toBe("auth.factor_required");
      expect(await ask("/users", other)).toBe("auth.factor_required");
      expect(await ask("/organizations", other)).toBe("auth.factor_required");
      // Of an organization of their own they are what they are there, and nothing more.
      expect(await ask("/organizations", own)).toBe("auth.forbidden");
    } finally {
      await beside.close();
    }
  });
});
