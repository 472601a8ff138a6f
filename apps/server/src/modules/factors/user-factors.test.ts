import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import { accountOf, withTotp } from "../../testing/factors.ts";

describe("the factors of somebody who lost them", () => {
  let atrium: Atrium;
  let place: Place;
  let elsewhere: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    [place, elsewhere] = [await makeOrganization(owner), await makeOrganization(owner)];
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const withFactors = async (roles: Parameters<typeof makePerson>[2] = ["user"]): Promise<Person> => {
    const person = await makePerson(atrium, place, roles, { withPassword: true });
    await withTotp(atrium, person);
    await person.api.factors.makeRecoveryCodes();
    return person;
  };
  const reset = (by: Person, person: Person) => by.api.users.resetFactors({ params: { id: person.userId } });
  const kinds = async (person: Person) => {
    const { items, managed } = await admin.api.users.listFactors({ params: { id: person.userId } });
    return { managed, kinds: items.map(({ kind }) => kind) };
  };

  it("are shown as kinds and dates, and removed with notice and with every session", async () => {
    const person = await withFactors();
    expect(await kinds(person)).toEqual({ managed: true, kinds: ["totp", "recovery_code"] });
    const [, events] = await recordedBy(atrium, () => reset(admin, person));
    expect(events.map(({ name, target, actor, data }) => [name, target, actor, data])).toEqual([
      [
        "account.factors_reset", accountOf(person), admin.uuid,
        { factors: ["totp", "recovery_code"], user: person.userId },
      ],
    ]); // prettier-ignore
    expect(await kinds(person)).toEqual({ managed: true, kinds: [] });
    expect(await codeOf(person.api.sessions.current())).toBe("auth.required");
    expect((await messagesTo(atrium, person.email)).map(({ template }) => template)).toContain(
      "factor_removed",
    );
    const body = { email: person.email, password: testPassword, mode: "token" } as const;
    expect((await atrium.api().sessions.create({ body })).next).toBe("done");
    expect(await codeOf(reset(admin, person))).toBe("factor.unknown");
  });

  it("stay where the account is in another organization too", async () => {
    const person = await withFactors();
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, created_at, updated_at)
       values ($1, gen_random_uuid(), $2, $3, $3, $3, now(), now())`,
      [elsewhere.uuid, accountOf(person), person.email],
    );
    expect(await kinds(person)).toMatchObject({ managed: false });
    expect(await codeOf(reset(admin, person))).toBe("account.not_managed");
  });

  it("E05: stay where the person is above who asks, and one's own are changed elsewhere", async () => {
    const owner = await withFactors(["super-admin"]);
    expect(await codeOf(reset(admin, owner))).toBe("user.above_you");
    expect(await codeOf(reset(admin, admin))).toBe("user.self");
    expect((await owner.api.factors.list()).totp).not.toBeNull();
  });

  it("F01: are as if they were not there for another organization's admin, and for who may not reset them", async () => {
    const person = await withFactors();
    const stranger = await makePerson(atrium, elsewhere, ["super-admin"]);
    expect(await codeOf(reset(stranger, person))).toBe("resource.not_found");
    expect(await codeOf(stranger.api.users.listFactors({ params: { id: person.userId } }))).toBe(
      "resource.not_found",
    );
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(reset(manager, person))).toBe("auth.forbidden");
    expect((await person.api.factors.list()).totp).not.toBeNull();
  });
});
