import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

const fresh = "an entirely new sentence";

describe("one's own account", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const someone = () => makePerson(atrium, place, ["guest"], { withPassword: true });
  const signIn = (email: string, password: string) =>
    atrium.api().sessions.create({ body: { email, password, mode: "token" } });

  it("shows its addresses and nothing secret, also to a guest", async () => {
    const { api, email, accountId } = await someone();
    const account = await api.accounts.get();
    expect(account).toMatchObject({ id: accountId, emails: [{ email, verified: true, primary: true }] });
    expect(JSON.stringify(account)).not.toMatch(/hash|argon/i);
  });

  it("changes its language and records that once with a diff", async () => {
    const { api, uuid } = await someone();
    const [changed, events] = await recordedBy(atrium, () => api.accounts.update({ body: { locale: "de" } }));
    expect(changed).toMatchObject({ locale: "de", version: 2 });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "account.updated",
      actor: uuid,
      targetType: "account",
      changes: [{ field: "locale", before: null, after: "de" }],
    });
    const [, nothing] = await recordedBy(atrium, () => api.accounts.update({ body: { locale: "de" } }));
    expect(nothing).toEqual([]);
  });

  it("D04: a changed password lets the new one in, the old one no more, and ends every other session at once", async () => {
    const person = await someone();
    const second = await signIn(person.email, testPassword);
    const secondApi = atrium.api(second.token ?? "");
    expect(await codeOf(secondApi.sessions.current())).toBe("done");
    const [, events] = await recordedBy(atrium, () =>
      person.api.accounts.changePassword({ body: { currentPassword: testPassword, newPassword: fresh } }),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "account.password_changed",
      actor: person.uuid,
      changes: [{ field: "password", before: "(set)", after: "(set)" }],
    });
    expect(await codeOf(secondApi.sessions.current())).toBe("auth.required");
    expect(await codeOf(person.api.sessions.current())).toBe("done");
    expect(await codeOf(signIn(person.email, testPassword))).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(person.email, fresh))).toBe("done");
  });

  it("asks for the present password and changes nothing without it", async () => {
    const person = await someone();
    const call = person.api.accounts.changePassword({
      body: { currentPassword: "not this one at all", newPassword: fresh },
    });
    expect(await codeOf(call)).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(person.email, testPassword))).toBe("done");
  });

  it("C14: judges a new password by length and guessability, and says why it will not do", async () => {
    const person = await makePerson(atrium, place, ["guest"], {
      withPassword: true,
      email: "longnameperson@people.example",
    });
    const judge = async (newPassword: string) => {
      const refused = await refusal(
        person.api.accounts.changePassword({ body: { currentPassword: testPassword, newPassword } }),
      );
      return refused.code === "password.unfit" ? refused.errors?.[0] : refused.code;
    };
    expect(await judge("short one")).toMatchObject({ pointer: "/newPassword", code: "too_short" });
    expect(await judge("12345678901234")).toMatchObject({ code: "too_short" });
    expect(await judge("longnameperson@people.example")).toMatchObject({ code: "contains_email" });
    expect(await judge("abababababababab")).toMatchObject({ code: "repetitive" });
    expect(await judge("😀".repeat(14))).toMatchObject({ code: "too_short" });
  });

  it("C14: takes spaces, other scripts and long sentences, whole and in either Unicode form", async () => {
    const person = await someone();
    const composed = "un été à la plage déjà vu";
    const change = (currentPassword: string, newPassword: string) =>
      codeOf(person.api.accounts.changePassword({ body: { currentPassword, newPassword } }));
    expect(await change(testPassword, composed)).toBe("done");
    expect(await codeOf(signIn(person.email, composed.normalize("NFD")))).toBe("done");
    const long = `${"a long sentence that goes on ".repeat(4)}x`;
    expect(await change(composed, long)).toBe("done");
    expect(await codeOf(signIn(person.email, `${long.slice(0, -1)}y`))).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(person.email, long))).toBe("done");
  });

  it("is nobody's who is not signed in", async () => {
    const { accounts } = atrium.api();
    expect(await codeOf(accounts.get())).toBe("auth.required");
    expect(await codeOf(accounts.update({ body: { locale: "de" } }))).toBe("auth.required");
    const body = { currentPassword: testPassword, newPassword: fresh };
    expect(await codeOf(accounts.changePassword({ body }))).toBe("auth.required");
  });
});
