import { defaultPolicy } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

describe("a session that an organization's own identity provider began", () => {
  let atrium: Atrium;
  let home: Place;
  let elsewhere: Place;
  let person: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    [home, elsewhere] = [await makeOrganization(owner), await makeOrganization(owner)];
    person = await makePerson(atrium, home, ["user"], { withPassword: true });
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, $2, account_id, email, 'There', 'there', 'active', now(), now() from users where id = $3`,
      [elsewhere.uuid, atrium.newId(), person.uuid],
    );
    const proof = [{ method: "saml", at: new Date().toISOString(), within: home.uuid }];
    await atrium.sql.query(
      "update sessions set proofs = $2 where account_id = (select account_id from users where id = $1)",
      [person.uuid, JSON.stringify(proof)],
    );
  });
  afterAll(() => atrium.close());

  const inside = (place: Place) =>
    send(atrium.url, {
      path: "/api/v1/auth/session",
      token: person.token,
      headers: { "atrium-organization": place.id },
    });

  it("reaches that organization and no other one of the person", async () => {
    expect((await inside(home)).body).toMatchObject({ organization: { organizationId: home.id } });
    const there = await inside(elsewhere);
    expect(there.body).toMatchObject({ organization: null, user: null, permissions: [] });
    expect(there.text).not.toContain(elsewhere.slug);
  });

  it("changes nothing about the account, which reaches further, until the person proves themselves", async () => {
    expect(await codeOf(person.api.emails.add({ body: { email: "new@people.example" } }))).toBe(
      "auth.step_up_required",
    );
    await person.api.sessions.stepUp({ body: { password: testPassword } });
    expect((await inside(elsewhere)).body).toMatchObject({
      organization: { organizationId: elsewhere.id },
    });
    expect((await person.api.emails.add({ body: { email: "new@people.example" } })) ?? null).toBeDefined();
  });
});

describe("an organization that wants its people to come through it", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    await atrium.sql.query(
      "insert into sign_in_policies (organization_id, settings, updated_at) values ($1, $2, now())",
      [place.uuid, JSON.stringify({ ...defaultPolicy, sso: { enforced: true } })],
    );
  });
  afterAll(() => atrium.close());

  it("C10: lets them in by no password, and says so only to who knows it", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const body = { email: person.email, password: testPassword };
    expect(await codeOf(atrium.api().sessions.create({ body }))).toBe("auth.sso_required");
    const wrong = { ...body, password: "a wrong but long password" };
    expect(await codeOf(atrium.api().sessions.create({ body: wrong }))).toBe("auth.invalid_credentials");
  });
});

describe("rules of one organization about single sign-on", () => {
  let atrium: Atrium;

  beforeAll(async () => {
    atrium = await startTestAtrium();
  });
  afterAll(() => atrium.close());

  it("take nothing from its people elsewhere, and close it to a session that came by password", async () => {
    const { owner } = await setUpPlatform(atrium);
    const [strict, open] = [await makeOrganization(owner), await makeOrganization(owner)];
    const person = await makePerson(atrium, open, ["user"], { withPassword: true });
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, $2, account_id, email, 'There', 'there', 'active', now(), now() from users where id = $3`,
      [strict.uuid, atrium.newId(), person.uuid],
    );
    await atrium.sql.query(
      "insert into sign_in_policies (organization_id, settings, updated_at) values ($1, $2, now())",
      [strict.uuid, JSON.stringify({ ...defaultPolicy, sso: { enforced: true } })],
    );
    const { token, session } = await atrium.api().sessions.create({
      body: { email: person.email, password: testPassword, mode: "token" },
    });
    expect(session?.organization?.organizationId).toBe(open.id);
    const ask = (place: Place) =>
      send(atrium.url, {
        path: "/api/v1/organization",
        token: token ?? "",
        headers: { "atrium-organization": place.id },
      });
    expect((await ask(open)).status).toBe(200);
    expect(await ask(strict)).toMatchObject({ status: 403, body: { code: "auth.sso_required" } });
  });
});
