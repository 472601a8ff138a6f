import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("handing an organization over", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const offer = (from: Person, to: Person) =>
    from.api.organizations.offerTransfer({ body: { userId: to.userId } });
  const accept = (person: Person, id: string) => person.api.organizations.acceptTransfer({ params: { id } });
  const rolesOf = async (person: Person) => [...(await person.api.sessions.current()).permissions];

  it("changes hands when the other accepts, and then at once", async () => {
    const [from, to] = [
      await makePerson(atrium, place, ["super-admin"]),
      await makePerson(atrium, place, ["user"]),
    ];
    const { id } = await offer(from, to);
    expect(await codeOf(to.api.organizations.deleteOwn({ query: { slug: place.slug } }))).toBe(
      "auth.forbidden",
    );
    expect((await to.api.organizations.listOwnTransfers()).items.map((each) => each.id)).toEqual([id]);
    expect((await from.api.organizations.listOwnTransfers()).items).toEqual([]);
    expect(await codeOf(offer(from, await makePerson(atrium, place, ["user"])))).toBe(
      "organization.transfer_open",
    );
    await accept(to, id);
    expect(await rolesOf(to)).toContain("organizations:transfer");
    expect(await rolesOf(from)).not.toContain("organizations:transfer");
    expect(await rolesOf(from)).toContain("users:create");
    expect(await codeOf(accept(to, id))).toBe("resource.not_found");
  });

  it("F04: only to an active person with an account here, who is no owner yet", async () => {
    const from = await makePerson(atrium, place, ["super-admin"]);
    const elsewhere = await makePerson(atrium, await makeOrganization(owner), ["user"]);
    const entry = await from.api.users.create({ body: { email: "entry@people.example" } });
    const suspended = await makePerson(atrium, place, ["user"], { status: "suspended" });
    const other = await makePerson(atrium, place, ["super-admin"]);
    for (const userId of [
      elsewhere.userId,
      entry.id,
      suspended.userId,
      from.userId,
      other.userId,
      atrium.newId(),
    ]) {
      expect(await codeOf(from.api.organizations.offerTransfer({ body: { userId } })), userId).toBe(
        "organization.transfer_unfit",
      );
    }
  });

  it("nobody takes what was offered to another, what was taken back, or from one who owns nothing any more", async () => {
    const here = await makeOrganization(owner);
    const [from, to, third] = [
      await makePerson(atrium, here, ["super-admin"]),
      await makePerson(atrium, here, ["user"]),
      await makePerson(atrium, here, ["super-admin"]),
    ];
    const first = await offer(from, to);
    expect(await codeOf(accept(third, first.id))).toBe("resource.not_found");
    await from.api.organizations.withdrawTransfer();
    expect(await codeOf(accept(to, first.id))).toBe("resource.not_found");
    const second = await offer(from, to);
    await third.api.users.removeRole({ params: { id: from.userId, role: "super-admin" } });
    expect(await codeOf(accept(to, second.id))).toBe("organization.transfer_unfit");
    expect(await rolesOf(to)).not.toContain("organizations:update");
  });

  it("E06: two hands at once leave exactly one owner, always at least one", async () => {
    const here = await makeOrganization(owner);
    const [from, to] = [
      await makePerson(atrium, here, ["super-admin"]),
      await makePerson(atrium, here, ["user"]),
    ];
    const { id } = await offer(from, to);
    const codes = await Promise.all([
      ...Array.from({ length: 8 }, () => codeOf(accept(to, id))),
      codeOf(owner.api.sessions.current()),
    ]);
    expect(codes.filter((code) => code === "done")).toHaveLength(2);
    const { rows } = await atrium.sql.query(
      "select id from users where organization_id = $1 and 'super-admin' = any(roles) and status = 'active'",
      [here.uuid],
    );
    expect(rows).toEqual([{ id: to.uuid }]);
  });

  it("wants a fresh sign-in of both, and ends by itself after a week", async () => {
    const here = await makeOrganization(owner);
    const [from, to] = [
      await makePerson(atrium, here, ["super-admin"]),
      await makePerson(atrium, here, ["user"]),
    ];
    const { id } = await offer(from, to);
    await atrium.sql.query(
      "update sessions set proven_at = now() - interval '1 hour' where organization_id = $1",
      [here.uuid],
    );
    await atrium.sql.query(
      "update organization_transfers set expires_at = now() where organization_id = $1",
      [here.uuid],
    );
    const again = await startTestAtrium({ beside: atrium });
    const stale = again.api(to.token);
    expect(await codeOf(stale.organizations.acceptTransfer({ params: { id } }))).toBe(
      "auth.step_up_required",
    );
    expect((await stale.organizations.listOwnTransfers()).items).toEqual([]);
    await again.close();
    await atrium.sql.query("update sessions set proven_at = now() where organization_id = $1", [here.uuid]);
    expect(await codeOf(accept(to, id))).toBe("resource.not_found");
    expect(await codeOf(offer(from, to))).toBe("done");
  });
});
