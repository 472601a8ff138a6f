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
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

describe("the addresses of an account", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const fresh = (): string => `new${++made}@addresses.example`;
  const someone = () => makePerson(atrium, place, ["user"], { withPassword: true });
  const tokenTo = async (email: string, template = "email_change_new"): Promise<string> =>
    String((await messagesTo(atrium, email)).findLast((mail) => mail.template === template)?.data["token"]);
  const revertTo = (email: string) => tokenTo(email, "email_change_old");
  const signIn = (email: string) =>
    codeOf(atrium.api().sessions.create({ body: { email, password: testPassword } }));
  const ask = ({ api }: Person, email: string, makePrimary = true) =>
    api.emails.add({ body: { email, makePrimary } });
  const change = async (person: Person, email = fresh(), makePrimary = true) => {
    await ask(person, email, makePrimary);
    await person.api.emails.confirm({ body: { token: await tokenTo(email) } });
    return email;
  };
  const shown = async ({ api }: Person) =>
    (await api.emails.list()).items.map(({ email, primary }) => (primary ? `${email} *` : email));

  it("are shown with what waits for its confirmation", async () => {
    const person = await someone();
    const email = fresh();
    expect(await ask(person, email)).toMatchObject({
      items: [{ email: person.email, verified: true, primary: true }],
      pending: { email, makePrimary: true },
    });
  });

  it("A09: the old address signs in until the new one is proven, in every organization at once", async () => {
    const person = await someone();
    const second = await makeOrganization(owner);
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, $2, account_id, email, 'Twice', 'twice', 'active', now(), now() from users where id = $3`,
      [second.uuid, atrium.newId(), person.uuid],
    );
    const email = fresh();
    const [, asked] = await recordedBy(atrium, () => ask(person, email));
    expect(asked.map(({ name, actor }) => [name, actor])).toEqual([
      ["account.email_change_requested", person.uuid],
    ]);
    expect([await signIn(person.email), await signIn(email)]).toEqual(["done", "auth.invalid_credentials"]);
    const token = await tokenTo(email);
    const [confirmed, changed] = await recordedBy(atrium, () =>
      person.api.emails.confirm({ body: { token } }),
    );
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({
      name: "account.email_changed",
      changes: [{ field: "email", before: person.email, after: email }],
    });
    expect(JSON.stringify([...asked, ...changed])).not.toContain(token);
    expect(confirmed).toMatchObject({ items: [{ email, primary: true }, { email: person.email }], pending: null });
    expect([await signIn(person.email), await signIn(email)]).toEqual(["done", "done"]);
    const { rows } = await atrium.sql.query("select distinct email from users where account_id = (select account_id from users where id = $1)", [
      person.uuid,
    ]);
    expect(rows).toEqual([{ email }]);
    expect((await admin.api.users.get({ params: { id: person.userId } })).email).toBe(email);
    expect((await person.api.sessions.current()).account.email).toBe(email);
  }); // prettier-ignore

  it("A09: both addresses are told, each with its own link", async () => {
    const person = await someone();
    const email = fresh();
    await ask(person, email);
    expect((await messagesTo(atrium, email)).map(({ template }) => template)).toEqual(["email_change_new"]);
    const told = await messagesTo(atrium, person.email);
    expect(told).toMatchObject([{ template: "email_change_old", data: { newEmail: email } }]);
    expect(await revertTo(person.email)).not.toBe(await tokenTo(email));
  });

  it("A09: wants a factor that was proven just now", async () => {
    const person = await someone();
    await atrium.sql.query("update sessions set proven_at = now() - interval '11 minutes' where account_id = (select account_id from users where id = $1)", [
      person.uuid,
    ]);
    const { emails } = person.api;
    expect(await codeOf(emails.add({ body: { email: fresh() } }))).toBe("auth.step_up_required");
    expect(await codeOf(emails.setPrimary({ body: { email: person.email } }))).toBe("auth.step_up_required");
    expect(await codeOf(emails.remove({ params: { email: person.email } }))).toBe("auth.step_up_required");
    await person.api.sessions.stepUp({ body: { password: testPassword } });
    expect(await codeOf(emails.add({ body: { email: fresh() } }))).toBe("done");
  }); // prettier-ignore

  it("A09: a second change kills the first link", async () => {
    const person = await someone();
    const [one, two] = [fresh(), fresh()];
    await ask(person, one);
    const first = await tokenTo(one);
    await ask(person, two);
    expect(await codeOf(person.api.emails.confirm({ body: { token: first } }))).toBe("link.invalid");
    expect(await codeOf(person.api.emails.confirm({ body: { token: await tokenTo(two) } }))).toBe("done");
    expect(await shown(person)).toEqual([`${two} *`, person.email]);
  });

  it("A09: the link is useless for another account and for nobody, and is not used up by their tries", async () => {
    const person = await someone();
    const thief = await someone();
    const email = fresh();
    await ask(person, email);
    const body = { token: await tokenTo(email) };
    expect(await codeOf(thief.api.emails.confirm({ body }))).toBe("link.invalid");
    expect(await codeOf(atrium.api().emails.confirm({ body }))).toBe("auth.required");
    expect(await codeOf(person.api.emails.confirm({ body: { token: await revertTo(person.email) } }))).toBe("link.invalid");
    expect(await codeOf(person.api.emails.confirm({ body }))).toBe("done");
    expect(await codeOf(person.api.emails.confirm({ body }))).toBe("link.invalid");
  }); // prettier-ignore

  it("A09: the revert link brings the old address back, drops the new ones and ends every session", async () => {
    const person = await someone();
    const first = await change(person);
    const revert = await revertTo(person.email);
    // Whoever took the account over goes on: a second change, and the owner's address removed.
    const second = await change(person);
    const theirs = await revertTo(first);
    await person.api.emails.remove({ params: { email: person.email } });
    expect(await shown(person)).toEqual([`${second} *`, first]);
    const [, events] = await recordedBy(atrium, () =>
      atrium.api().emails.revert({ body: { token: revert } }),
    );
    expect(events).toMatchObject([{ name: "account.email_reverted", targetType: "account" }]);
    expect(events).toHaveLength(1);
    expect(await codeOf(person.api.sessions.current())).toBe("auth.required");
    expect([await signIn(person.email), await signIn(first), await signIn(second)]).toEqual([
      "done", "auth.invalid_credentials", "auth.invalid_credentials",
    ]); // prettier-ignore
    expect((await admin.api.users.get({ params: { id: person.userId } })).email).toBe(person.email);
    // Their own link would have brought the address back that was dropped.
    expect(await codeOf(atrium.api().emails.revert({ body: { token: theirs } }))).toBe("link.invalid");
    expect(await codeOf(atrium.api().emails.revert({ body: { token: revert } }))).toBe("link.invalid");
  });

  it("A09: the revert link of who took the account over does not kill the owner's", async () => {
    const person = await someone();
    const first = await change(person);
    const revert = await revertTo(person.email);
    await change(person);
    await atrium.api().emails.revert({ body: { token: await revertTo(first) } });
    expect(await codeOf(atrium.api().emails.revert({ body: { token: revert } }))).toBe("done");
    expect(await signIn(first)).toBe("auth.invalid_credentials");
    expect(await signIn(person.email)).toBe("done");
  });

  it("A09: taking back what is not yet confirmed kills the link to the new address", async () => {
    const person = await someone();
    const email = fresh();
    await ask(person, email);
    await atrium.api().emails.revert({ body: { token: await revertTo(person.email) } });
    const signedIn = await atrium
      .api()
      .sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } });
    const api = atrium.api(signedIn.token ?? "");
    expect(await codeOf(api.emails.confirm({ body: { token: await tokenTo(email) } }))).toBe("link.invalid");
    expect(await api.emails.list()).toMatchObject({ items: [{ email: person.email }], pending: null });
  });

  it("A10: opening the links uses nothing up", async () => {
    const person = await someone();
    const email = fresh();
    await ask(person, email);
    const [token, revert] = [await tokenTo(email), await revertTo(person.email)];
    for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
      for (const path of [`confirm-email?token=${token}`, `revert-email?token=${revert}`]) {
        await send(atrium.url, { method, path: `/auth/${path}` });
        expect([404, 405]).toContain((await send(atrium.url, { method, path: `/api/v1/auth/${path}` })).status);
      }
    } // prettier-ignore
    expect(await codeOf(person.api.emails.confirm({ body: { token } }))).toBe("done");
    expect(await codeOf(atrium.api().emails.revert({ body: { token: revert } }))).toBe("done");
  });

  it("A12: asking for an address that somebody has is answered like any other, and told only to its owner", async () => {
    const person = await someone();
    const other = await someone();
    const answers: unknown[] = [];
    for (const email of [fresh(), other.email]) {
      const got = await send(atrium.url, {
        method: "POST", path: "/api/v1/me/emails", token: person.token, body: { email },
      }); // prettier-ignore
      const { date: _d, "x-request-id": _r, ratelimit: _l, ...headers } = got.headers;
      answers.push({
        status: got.status,
        headers: { ...headers, "content-length": "" },
        items: got.body["items"],
      });
    }
    expect(answers[0]).toMatchObject({ status: 202 });
    expect(answers[1]).toEqual(answers[0]);
    const body = { token: await tokenTo(other.email) };
    expect(await codeOf(person.api.emails.confirm({ body }))).toBe("email.unavailable");
    expect(await shown(person)).toEqual([`${person.email} *`]);
    expect(await shown(other)).toEqual([`${other.email} *`]);
  });

  it("refuses an address that another person has in one of the organizations, after the proof and as a whole", async () => {
    const person = await someone();
    const email = fresh();
    await admin.api.users.create({ body: { email } });
    await ask(person, email);
    const body = { token: await tokenTo(email) };
    expect(await codeOf(person.api.emails.confirm({ body }))).toBe("email.unavailable");
    expect(await shown(person)).toEqual([`${person.email} *`]);
    // As one more address it is nobody's business there.
    expect(await codeOf(change(person, email, false))).toBe("done");
    expect(await codeOf(person.api.emails.setPrimary({ body: { email } }))).toBe("email.unavailable");
    expect(await shown(person)).toEqual([`${person.email} *`, email]);
  });

  it("A08: no way to a proven address but its mail", async () => {
    const person = await someone();
    const body = { email: fresh() };
    for (const extra of [{ verified: true }, { emailVerified: true }, { verifiedAt: new Date().toISOString() }, { primary: true }]) {
      const refused = await refusal(person.api.emails.add({ body: { ...body, ...extra } }));
      expect(refused.code).toBe("request.invalid");
    } // prettier-ignore
    for (const method of ["PATCH", "PUT"]) {
      for (const path of ["/api/v1/me/account", `/api/v1/users/${person.userId}`]) {
        const got = await send(atrium.url, {
          method, path, token: person.token, body: { ...body, emails: [body.email], emailVerified: true },
        }); // prettier-ignore
        expect([400, 403, 405]).toContain(got.status);
      }
    }
    const got = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/me/emails",
      token: person.token,
      body,
    });
    expect(got.text).not.toContain(await tokenTo(body.email));
    expect(await codeOf(person.api.emails.setPrimary({ body }))).toBe("resource.not_found");
    expect(await shown(person)).toEqual([`${person.email} *`]);
  });

  it("keeps a primary address, takes others away, and gives up what only waits", async () => {
    const person = await someone();
    const email = await change(person, fresh(), false);
    const remove = (which: string) => person.api.emails.remove({ params: { email: which } });
    expect(await codeOf(remove(person.email))).toBe("email.last");
    const [, moved] = await recordedBy(atrium, () => person.api.emails.setPrimary({ body: { email } }));
    expect(moved.map(({ name }) => name)).toEqual(["account.email_changed"]);
    expect((await messagesTo(atrium, person.email)).at(-1)).toMatchObject({ data: { newEmail: email } });
    const [, removed] = await recordedBy(atrium, () => remove(person.email));
    expect(removed.map(({ name }) => name)).toEqual(["account.email_removed"]);
    expect(await codeOf(remove(email))).toBe("email.last");
    const waiting = fresh();
    await ask(person, waiting);
    expect((await remove(waiting)).pending).toBeNull();
    const body = { token: await tokenTo(waiting) };
    expect(await codeOf(person.api.emails.confirm({ body }))).toBe("link.invalid");
    expect(await codeOf(remove(fresh()))).toBe("resource.not_found");
    expect(await codeOf(remove((await someone()).email))).toBe("resource.not_found");
  });

  it("B04: a mailed reset is good for nothing once the address has changed", async () => {
    const person = await someone();
    await atrium.sql.query(
      `insert into proofs (id, digest, purpose, account_id, email, created_at, expires_at)
       select $1, $2, 'password_reset', account_id, email, now(), now() + interval '1 hour' from users where id = $3`,
      [atrium.newId(), Buffer.from(atrium.newId()), person.uuid],
    );
    await change(person);
    const { rows } = await atrium.sql.query(
      "select 1 from proofs where email = $1 and purpose = 'password_reset' and used_at is null",
      [person.email],
    );
    expect(rows).toEqual([]);
  });

  it("B10: stops mailing an address that others ask for, with the same answer", async () => {
    const victim = "victim@addresses.example";
    const counts: number[] = [];
    for (let n = 0; n < 7; n++) {
      expect(await ask(await someone(), victim)).toMatchObject({ pending: { email: victim } });
      counts.push((await messagesTo(atrium, victim)).length);
    }
    expect(counts.at(-1)).toBe(5);
  });
});
