import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "@atrium/sdk";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person, type Place } from "../../testing/people.ts";

describe("users", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  it("adds a person and finds them again", async () => {
    const created = await admin.api.users.create({ body: { email: "Ann.Lee@Example.com", firstName: "Ann", lastName: "Lee" } });
    expect(created).toMatchObject({ email: "ann.lee@example.com", displayName: "Ann Lee", status: "pending", roles: ["user"], version: 1 });
    expect(await admin.api.users.get({ params: { id: created.id } })).toEqual(created);
  });

  it("refuses a second person with the same address, whatever its case", async () => {
    await admin.api.users.create({ body: { email: "twin@example.com" } });
    const again = admin.api.users.create({ body: { email: "TWIN@example.com" } });
    await expect(again).rejects.toSatisfy((error) => error instanceof ApiError && error.code === "user.email_taken");
  });
});
