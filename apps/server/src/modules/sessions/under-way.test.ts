import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "pg";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { accountOf, freshStep, ticketOf, withTotp } from "../../testing/factors.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("a sign-in that is under way", () => {
  let atrium: Atrium;
  let place: Place;
  let other: Client;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    other = new Client(atrium.ownerUrl);
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await atrium.close();
  });

  const somebody = (): Promise<Person> => makePerson(atrium, place, ["user"], { withPassword: true });
  const signIn = (person: Person) =>
    atrium.api().sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } });
  const openSessions = async (person: Person): Promise<number> => {
    const { rows } = await atrium.sql.query(
      "select 1 from sessions where account_id = $1 and ended_at is null",
      [accountOf(person)],
    );
    return rows.length;
  };

  /** Changes the account in a transaction of its own that commits while the call waits for it, or has answered. */
  async function meanwhile<T>(person: Person, sql: string, call: () => Promise<T>): Promise<T> {
    await other.query("begin");
    try {
      await other.query(sql, [accountOf(person)]);
      let answered = false;
      const running = call().finally(() => (answered = true));
      running.catch(() => undefined);
      for (let waits = false; !waits && !answered;) {
        const { rows } = await atrium.sql.query(
          "select 1 from pg_locks where not granted and locktype in ('transactionid', 'tuple')",
        );
        waits = rows.length > 0;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await other.query("update sessions set ended_at = now() where account_id = $1", [accountOf(person)]);
      await other.query("commit");
      return await running;
    } catch (cause) {
      await other.query("rollback");
      throw cause;
    }
  }
  const newPassword =
    "update accounts set password_hash = 'another', password_changed_at = now() where id = $1";

  it("B08, D04: with the password of before a change comes to nothing after it", async () => {
    const person = await somebody();
    const call = meanwhile(person, newPassword, () => signIn(person));
    expect(await codeOf(call)).toBe("auth.invalid_credentials");
    expect(await openSessions(person)).toBe(0);
  });

  it("B08, D04: nor does its ticket, with a right second factor", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const ticket = await ticketOf(atrium, person);
    await freshStep(atrium, person);
    const body = { ticket, method: "totp" as const, code: app.code() };
    const call = meanwhile(person, newPassword, () => atrium.api().mfa.verify({ body }));
    expect(await codeOf(call)).toBe("auth.invalid_credentials");
    expect(await openSessions(person)).toBe(0);
  });

  it("B08: nor does a ticket from while the new password was being hashed", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const ticket = await ticketOf(atrium, person);
    const earlier = "update accounts set password_changed_at = now() - interval '1 minute' where id = $1";
    await atrium.sql.query(earlier, [accountOf(person)]);
    const call = atrium.api().mfa.verify({ body: { ticket, method: "totp", code: app.code() } });
    expect(await codeOf(call)).toBe("auth.invalid_credentials");
  });

  it("D04: without the second factor that is being added waits for it, and is asked for it", async () => {
    const person = await somebody();
    await person.api.factors.beginTotp();
    const added = `with held as (select 1 from accounts where id = $1 for no key update)
      update account_totp set confirmed_at = now() where account_id = $1 and exists (select from held)`;
    expect(await meanwhile(person, added, () => signIn(person))).toMatchObject({ next: "factor" });
  });
});
