import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createAuthenticator } from "../../testing/authenticator.ts";
import { messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import type { Got } from "../../testing/wire.ts";
import { accountOf, post, ticketOf } from "../../testing/factors.ts";

type Key = ReturnType<typeof createAuthenticator>;
type Creation = Parameters<Key["register"]>[0];
type Asking = Parameters<Key["prove"]>[0];
type Wrong = NonNullable<Parameters<Key["prove"]>[1]>;

describe("passkeys", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const somebody = (): Promise<Person> => makePerson(atrium, place, ["user"], { withPassword: true });
  const creation = async (person: Person): Promise<Creation> =>
    (await post(atrium, "/me/factors/passkeys/options", undefined, person.token)).body as Creation;
  const asking = async (ticket?: string, token?: string): Promise<Asking> =>
    (await post(atrium, "/auth/passkeys/options", ticket === undefined ? {} : { ticket }, token))
      .body as Asking;
  const add = (person: Person, credential: unknown, name?: string): Promise<Got> =>
    post(
      atrium,
      "/me/factors/passkeys",
      { credential, ...(name === undefined ? {} : { name }) },
      person.token,
    );
  const login = (assertion: unknown): Promise<Got> =>
    post(atrium, "/auth/passkeys/login", { assertion, mode: "token" });
  /** Each wrong try counts for its address, as it should; a test that makes many begins from nothing. */
  const forgetTries = () => atrium.sql.query("delete from rate_counters");

  async function withPasskey(): Promise<{ person: Person; key: Key; id: string }> {
    const person = await somebody();
    const key = createAuthenticator(atrium.url);
    const got = await add(person, key.register(await creation(person)), "Laptop");
    expect(got.status, got.text).toBe(201);
    return { person, key, id: String(got.body["id"]) };
  }

  /** Raised beside the call; fails by the test's own time limit. */
  async function alertAbout(person: Person): Promise<void> {
    const raised = "select 1 from security_events where account_id = $1 and kind = 'passkey_copied'";
    while ((await atrium.sql.query(raised, [accountOf(person)])).rows.length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it("are made, named, listed, told by mail, renamed and removed", async () => {
    const person = await somebody();
    const key = createAuthenticator(atrium.url);
    const options = await creation(person);
    expect(options).toMatchObject({
      rp: { id: "127.0.0.1" },
      user: { name: person.email },
      attestation: "none",
    });
    const [got, events] = await recordedBy(atrium, () => add(person, key.register(options), "Laptop"));
    expect(got.body).toMatchObject({ name: "Laptop", transports: ["internal"], lastUsedAt: null });
    expect(events.map(({ name, data }) => [name, data])).toEqual([
      ["account.factor_added", { factor: "passkey" }],
    ]);
    const id = String(got.body["id"]);
    expect(await creation(person)).toMatchObject({ excludeCredentials: [{ id: key.credentialId }] });
    await person.api.passkeys.rename({ params: { id }, body: { name: "Old laptop" } });
    expect((await person.api.factors.list()).passkeys).toMatchObject([{ id, name: "Old laptop" }]);
    await person.api.passkeys.remove({ params: { id } });
    expect((await person.api.factors.list()).passkeys).toEqual([]);
    expect(await codeOf(person.api.passkeys.remove({ params: { id } }))).toBe("resource.not_found");
    const mails = await messagesTo(atrium, person.email);
    expect(mails.map(({ template }) => template)).toEqual(["factor_added", "factor_removed"]);
    expect((await login(key.prove(await asking()))).body["code"]).toBe("passkey.refused");
  });

  it("sign in alone, by nobody's name, and count as two factors", async () => {
    const { person, key } = await withPasskey();
    const options = await asking();
    expect(options).toMatchObject({ rpId: "127.0.0.1", allowCredentials: [], userVerification: "required" });
    const [got, events] = await recordedBy(atrium, () => login(key.prove(options)));
    expect(got.body, got.text).toMatchObject({ next: "done", session: { account: { email: person.email } } });
    expect(events.map(({ name, actor }) => [name, actor])).toEqual([["session.started", person.uuid]]);
    const { rows } = await atrium.sql.query(
      "select proofs from sessions where account_id = $1 order by created_at desc limit 1",
      [accountOf(person)],
    );
    expect(rows[0]).toMatchObject({ proofs: [{ method: "passkey", acr: "multi" }] });
    expect((await person.api.factors.list()).passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  it("alone are refused where the key did not check its user, and beside a password are taken", async () => {
    const { person, key } = await withPasskey();
    expect((await login(key.prove(await asking(), { userVerified: false }))).body["code"]).toBe(
      "passkey.refused",
    );
    const ticket = await ticketOf(atrium, person);
    const options = await asking(ticket);
    expect(options).toMatchObject({
      allowCredentials: [{ id: key.credentialId }],
      userVerification: "preferred",
    });
    const assertion = key.prove(options, { userVerified: false });
    const got = await post(atrium, "/auth/mfa/verify", { ticket, method: "passkey", assertion });
    expect(got.body, got.text).toMatchObject({ next: "done", session: { account: { email: person.email } } });
  });

  it("are refused with anything made up about them, whichever part it is", async () => {
    const { key } = await withPasskey();
    const { key: stranger } = await withPasskey();
    const wrongs: Wrong[] = [
      { origin: "https://evil.example" },
      { site: "evil.example" },
      { challenge: Buffer.from("x".repeat(32)).toString("base64url") },
      { type: "webauthn.create" },
      { signature: Buffer.from("3006020101020101", "hex") },
      { userHandle: Buffer.from(atrium.newId()).toString("base64url") },
    ];
    for (const wrong of wrongs) {
      await forgetTries();
      const got = await login(key.prove(await asking(), wrong));
      expect([got.status, got.body["code"]], JSON.stringify(wrong)).toEqual([422, "passkey.refused"]);
    }
    const proof = key.prove(await asking());
    const mixed = { ...proof, id: stranger.credentialId, rawId: stranger.credentialId };
    expect((await login(mixed)).body["code"]).toBe("passkey.refused");
    expect((await login(createAuthenticator(atrium.url).prove(await asking()))).body["code"]).toBe(
      "passkey.refused",
    );
    expect((await login(key.prove(await asking()))).status).toBe(200);
  });

  it("answer a challenge once, of twenty at the same moment", async () => {
    const { key } = await withPasskey();
    await forgetTries();
    const proof = key.prove(await asking());
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("answer only a challenge that was made for their account and for signing in", async () => {
    const { person, key } = await withPasskey();
    const other = await somebody();
    await forgetTries();
    const theirs = await asking(undefined, other.token);
    expect((await login(key.prove(theirs))).body["code"]).toBe("passkey.refused");
    const mine = key.prove(await asking(undefined, person.token));
    expect((await post(atrium, "/auth/step-up/passkey", { assertion: mine }, other.token)).body["code"]).toBe(
      "passkey.refused",
    );
    const register = await creation(person);
    const asLogin = key.prove({ rpId: "127.0.0.1", challenge: register.challenge });
    expect((await login(asLogin)).body["code"]).toBe("passkey.refused");
  });

  it("whose counter goes back are copies: refused and told, though the signature is right", async () => {
    const { person, key } = await withPasskey();
    expect((await login(key.prove(await asking(), { counter: 50 }))).status).toBe(200);
    const [got, events] = await recordedBy(atrium, async () =>
      login(key.prove(await asking(), { counter: 50 })),
    );
    expect(got.body["code"]).toBe("passkey.refused");
    const refused = events.filter(({ name }) => name === "session.refused");
    expect(refused.map(({ target, data }) => [target, data])).toEqual([
      [accountOf(person), { method: "passkey", reason: "copied_passkey" }],
    ]);
    await alertAbout(person);
    expect((await login(key.prove(await asking(), { counter: 51 }))).status).toBe(200);
  });

  it("that do not count stay at zero", async () => {
    const person = await somebody();
    const key = createAuthenticator(atrium.url);
    await add(person, key.register(await creation(person), { counter: 0 }));
    for (let n = 0; n < 2; n++)
      expect((await login(key.prove(await asking(), { counter: 0 }))).status).toBe(200);
  });

  it("belong to one account: the same one again, and one made for somebody else, are refused", async () => {
    const { person, key } = await withPasskey();
    const other = await somebody();
    expect((await add(person, key.register(await creation(person)))).body["code"]).toBe("passkey.refused");
    expect((await add(other, key.register(await creation(other)))).body["code"]).toBe("passkey.refused");
    const meant = createAuthenticator(atrium.url).register(await creation(person));
    expect((await add(other, meant)).body["code"]).toBe("passkey.refused");
    const evil = createAuthenticator("https://evil.example").register(await creation(other));
    expect((await add(other, evil)).body["code"]).toBe("passkey.refused");
    const { id } = (await person.api.factors.list()).passkeys[0] ?? { id: "" };
    expect(await codeOf(other.api.passkeys.remove({ params: { id } }))).toBe("resource.not_found");
    expect(await codeOf(other.api.passkeys.rename({ params: { id }, body: { name: "Mine" } }))).toBe(
      "resource.not_found",
    );
  });

  it("confirm that it is still the person", async () => {
    const { person, key } = await withPasskey();
    await atrium.sql.query(
      "update sessions set proven_at = now() - interval '1 hour' where account_id = $1",
      [accountOf(person)],
    );
    await person.api.sessions.current();
    expect(await codeOf(person.api.factors.addEmailCode())).toBe("auth.step_up_required");
    const assertion = key.prove(await asking(undefined, person.token));
    const got = await post(atrium, "/auth/step-up/passkey", { assertion }, person.token);
    expect(got.status, got.text).toBe(204);
    expect(await codeOf(person.api.factors.addEmailCode())).toBe("done");
  });

  it("ask for nothing without a page of ours that asks", async () => {
    expect(await codeOf(atrium.api().passkeys.options({ body: {} }))).toBe("passkey.refused");
  });

  it("A12: asking for one says the same to everybody, whoever has one", async () => {
    const [first, second] = [await asking(), await asking()];
    expect({ ...first, challenge: "" }).toEqual({ ...second, challenge: "" });
    expect(first.challenge).not.toBe(second.challenge);
  });
});
