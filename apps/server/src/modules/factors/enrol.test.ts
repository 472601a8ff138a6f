import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createAuthenticator } from "../../testing/authenticator.ts";
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
import { allContracts, sampleOf } from "../../testing/samples.ts";
import { send } from "../../testing/wire.ts";
import { appWith, post, ticketOf, withTotp } from "../../testing/factors.ts";

describe("signing in where a second factor is wanted", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    const boss = await makePerson(atrium, place, ["super-admin"]);
    await withTotp(atrium, boss);
    const { version, ...policy } = await boss.api.policies.get();
    await boss.api.policies.update({ body: { mfa: { ...policy.mfa, mode: "required" } } }, { version });
  });
  afterAll(() => atrium.close());

  const somebody = (): Promise<Person> => makePerson(atrium, place, ["user"], { withPassword: true });
  const api = () => atrium.api();

  it("sets up an authenticator app on the way in", async () => {
    const person = await somebody();
    const answer = await api().sessions.create({
      body: { email: person.email, password: testPassword, mode: "token" },
    });
    expect(answer).toMatchObject({ next: "enrol", factors: [], token: null, session: null });
    const ticket = answer.ticket ?? "";
    const { secret } = await api().mfa.enrolTotp({ body: { ticket } });
    const app = appWith(atrium, secret);
    expect(await codeOf(api().mfa.confirmTotp({ body: { ticket, code: app.code(7) } }))).toBe(
      "auth.code_wrong",
    );
    const [done, events] = await recordedBy(atrium, () =>
      api().mfa.confirmTotp({ body: { ticket, code: app.code() } }),
    );
    expect(done).toMatchObject({ next: "done", session: { account: { email: person.email } } });
    expect(events.map(({ name, organization }) => [name, organization])).toEqual([
      ["account.factor_added", place.uuid],
      ["session.started", place.uuid],
    ]);
    expect(await atrium.api(done.token ?? "").organizations.get()).toMatchObject({ id: place.id });
    expect(await codeOf(person.api.sessions.current())).toBe("auth.required");
    expect((await messagesTo(atrium, person.email)).map(({ template }) => template)).toContain(
      "factor_added",
    );
    expect(await codeOf(api().mfa.confirmTotp({ body: { ticket, code: app.code(1) } }))).toBe(
      "auth.ticket_invalid",
    );
  });

  it("sets up a passkey on the way in", async () => {
    const person = await somebody();
    const ticket = await ticketOf(atrium, person);
    const key = createAuthenticator(atrium.url);
    const options = (await post(atrium, "/auth/mfa/enrol/passkey/options", { ticket })).body;
    const credential = key.register(options as Parameters<typeof key.register>[0]);
    const got = await post(atrium, "/auth/mfa/enrol/passkey", { ticket, credential, name: "Phone" });
    expect(got.body, got.text).toMatchObject({ next: "done", session: { account: { email: person.email } } });
    const mine = atrium.api(String(got.body["token"]));
    expect((await mine.factors.list()).passkeys).toMatchObject([{ name: "Phone" }]);
  });

  it("adds nothing by a ticket where there is a factor, or where one is only to be shown", async () => {
    const person = await somebody();
    const [early, late] = [await ticketOf(atrium, person), await ticketOf(atrium, person)];
    const app = appWith(atrium, (await api().mfa.enrolTotp({ body: { ticket: early } })).secret);
    await api().mfa.confirmTotp({ body: { ticket: early, code: app.code() } });
    expect(await codeOf(api().mfa.enrolTotp({ body: { ticket: late } }))).toBe("auth.ticket_invalid");
    const options = await post(atrium, "/auth/mfa/enrol/passkey/options", { ticket: late });
    expect(options.body["code"]).toBe("auth.ticket_invalid");
    const pending = await ticketOf(atrium, person);
    expect(await codeOf(api().mfa.enrolTotp({ body: { ticket: pending } }))).toBe("auth.ticket_invalid");
    expect(await codeOf(api().mfa.confirmTotp({ body: { ticket: pending, code: app.code(1) } }))).toBe(
      "auth.ticket_invalid",
    );
    expect(
      await codeOf(api().mfa.verify({ body: { ticket: late, method: "totp", code: app.code(1) } })),
    ).toBe("auth.ticket_invalid");
  });

  it("keeps the last factor of a person from whom one is wanted", async () => {
    const person = await somebody();
    await withTotp(atrium, person);
    expect(await codeOf(person.api.factors.removeTotp())).toBe("factor.needed");
    await person.api.factors.addEmailCode();
    const answers = await Promise.all([
      codeOf(person.api.factors.removeTotp()),
      codeOf(person.api.factors.removeEmailCode()),
    ]);
    expect(answers.sort()).toEqual(["done", "factor.needed"]);
  });

  it("C08: with the ticket of an unfinished sign-in every operation refuses", async () => {
    const person = await somebody();
    await withTotp(atrium, person);
    const ticket = await ticketOf(atrium, person);
    for (const contract of allContracts.filter(({ permission }) => permission !== "public")) {
      const sample = sampleOf(contract, atrium.newId());
      for (const headers of [
        { authorization: `Bearer ${ticket}` },
        { cookie: `__Host-atrium=${ticket}`, origin: atrium.url },
      ]) {
        const got = await send(atrium.url, { ...sample, headers: { ...sample.headers, ...headers } });
        expect([got.status, got.body["code"]], contract.id).toEqual([401, "auth.required"]);
      }
    }
    const body = { ticket, newPassword: "another long sentence" };
    expect((await post(atrium, "/auth/renew-password", body)).body["code"]).toBe("auth.ticket_invalid");
  });
});
