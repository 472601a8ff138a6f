import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";
import { closed, listen } from "./openid.fixture.ts";
import { makeSigner } from "./certificate.fixture.ts";
import { idpEntityId, idpEntryPoint, makeIdp } from "./saml-idp.fixture.ts";

describe("connections to identity providers", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let metadata: Server;
  let metadataUrl: string;
  let published = "";
  const idp = makeIdp();
  const txt = new Map<string, string>();
  const planted = "planted-client-secret-0815";

  beforeAll(async () => {
    atrium = await startTestAtrium({
      parts: { resolveTxt: (name) => Promise.resolve(["v=spf1", txt.get(name) ?? "atrium-domain="]) },
    });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    metadata = createServer((_request, response) => response.end(published));
    metadataUrl = await listen(metadata);
  });
  afterAll(async () => {
    await closed(metadata);
    await atrium.close();
  });

  const settings = { issuer: "https://idp.example", clientId: "atrium" };
  const connect = (by: Person, more: object = {}) =>
    by.api.connections.create({ body: { kind: "oidc", name: "One", settings, ...more } });

  it("E14: shows of secrets only that they are set: in answers, events and rows", async () => {
    const [made, events] = await recordedBy(atrium, () => connect(boss, { clientSecret: planted }));
    expect(made.secrets).toEqual({ clientSecret: true, privateKey: false });
    const params = { id: made.id };
    const [changed, more] = await recordedBy(atrium, () =>
      boss.api.connections.update(
        { params, body: { clientSecret: `${planted}-2` } },
        { version: made.version },
      ),
    );
    expect(more[0]?.changes).toEqual([{ field: "clientSecret", before: "(set)", after: "(set)" }]);
    const { rows } = await atrium.sql.query("select c::text as text from connections c");
    const all = JSON.stringify([made, changed, events, more, rows, await boss.api.connections.list()]);
    expect(all).not.toContain(planted);
    const gone = await boss.api.connections.update(
      { params, body: { clientSecret: null } },
      { version: changed.version },
    );
    expect(gone.secrets.clientSecret).toBe(false);
  });

  it("E03: gives no role that its maker does not hold, as default, by the map or by a later edit", async () => {
    const admin = await makePerson(atrium, place, ["admin"]);
    expect(await codeOf(connect(admin, { defaultRole: "super-admin" }))).toBe("role.above_you");
    const roleMap = [{ value: "all", role: "super-admin" }];
    expect(await codeOf(connect(admin, { roleMap }))).toBe("role.above_you");
    expect(await codeOf(connect(admin, { defaultRole: "nobodys" }))).toBe("role.unknown");
    const byOwner = await connect(boss, { roleMap });
    const params = { id: byOwner.id };
    const edit = (body: object) => codeOf(admin.api.connections.update({ params, body }, { version: 1 }));
    expect(await edit({ settings: { issuer: "https://mine.example" } })).toBe("role.above_you");
    expect(await edit({ name: "Mine" })).toBe("role.above_you");
    expect(await edit({ roleMap: [] })).toBe("done");
  });

  it("refuses settings that can never work, and says which", async () => {
    const pointers = async (
      body: Parameters<typeof boss.api.connections.create>[0]["body"],
    ): Promise<string[]> => {
      const { code, errors = [] } = await refusal(boss.api.connections.create({ body }));
      expect(code).toBe("connection.unfit");
      return errors.map(({ pointer }) => pointer).sort();
    };
    expect(await pointers({ kind: "oidc", name: "x" })).toEqual([
      "/settings/authorizationEndpoint", "/settings/clientId", "/settings/tokenEndpoint", "/settings/userinfoEndpoint",
    ]); // prettier-ignore
    expect(await pointers({ kind: "saml", name: "x" })).toEqual([
      "/settings/certificates", "/settings/entityId", "/settings/entryPoint",
    ]); // prettier-ignore
    const short = makeSigner("short.example", 1024).certificate;
    const saml = {
      entryPoint: idpEntryPoint,
      entityId: idpEntityId,
      certificates: [short, "no certificate"],
    };
    expect(await pointers({ kind: "saml", name: "x", settings: saml })).toEqual([
      "/settings/certificates/0", "/settings/certificates/1",
    ]); // prettier-ignore
    const common = { clientId: "x", issuer: "https://login.microsoftonline.com/common/v2.0" };
    expect(await pointers({ kind: "oidc", name: "x", preset: "microsoft", settings: common })).toEqual([
      "/settings/issuer",
    ]);
  });

  it("a domain counts once its record is there, and for one organization alone", async () => {
    const mine = await connect(boss, { domains: ["Proven.example"] });
    const other = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    const theirs = await connect(other, { domains: ["proven.example"] });
    const body = { domain: "proven.example" };
    const route = async () =>
      (await atrium.api().connections.route({ query: { email: "who@proven.example" } })).routed;
    expect(await codeOf(boss.api.connections.proveDomain({ params: { id: mine.id }, body }))).toBe(
      "connection.domain_unproven",
    );
    expect(
      await codeOf(
        boss.api.connections.proveDomain({ params: { id: mine.id }, body: { ...body, vouch: true } }),
      ),
    ).toBe("connection.domain_unproven");
    expect(await route()).toBeNull();
    const [record] = mine.domains;
    txt.set(record?.record.name ?? "", record?.record.value ?? "");
    expect(await codeOf(other.api.connections.proveDomain({ params: { id: theirs.id }, body }))).toBe(
      "connection.domain_unproven",
    );
    const proven = await boss.api.connections.proveDomain({ params: { id: mine.id }, body });
    expect(proven.domains).toMatchObject([
      { domain: "proven.example", provenAt: expect.stringMatching(/Z$/) },
    ]);
    expect(await route()).toMatchObject({ id: mine.id, name: "One" });
    txt.set(theirs.domains[0]?.record.name ?? "", theirs.domains[0]?.record.value ?? "");
    expect(await codeOf(other.api.connections.proveDomain({ params: { id: theirs.id }, body }))).toBe(
      "connection.domain_taken",
    );
    expect(await codeOf(connect(boss, { domains: ["proven.example"] }))).toBe("connection.domain_taken");
    await boss.api.connections.update(
      { params: { id: mine.id }, body: { status: "inactive" } },
      { version: proven.version },
    );
    expect(await route()).toBeNull();
    expect(await codeOf(atrium.api().connections.start({ params: { id: mine.id }, body: {} }))).toBe(
      "connection.inactive",
    );
  });

  it("A12: the way that is offered depends on the domain alone", async () => {
    const person = await makePerson(atrium, place, ["user"], { email: "known@routed.example" });
    const made = await connect(boss, { domains: ["routed.example"] });
    await atrium.sql.query("update connection_domains set proven_at = now() where domain = 'routed.example'");
    const ask = (email: string) => send(atrium.url, { path: `/api/v1/auth/connections?email=${email}` });
    const [known, unknown] = [await ask(person.email), await ask("nobody@routed.example")];
    expect(known.body).toMatchObject({ routed: { id: made.id } });
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  it("offers everyone what the platform connects without a domain", async () => {
    const { id } = await owner.api.connections.create({
      body: {
        kind: "oidc",
        preset: "github",
        name: "GitHub",
        settings: { clientId: "x" },
        clientSecret: "y",
      },
    });
    expect((await atrium.api().connections.route({})).social).toEqual([
      { id, name: "GitHub", kind: "oidc", preset: "github" },
    ]);
    const { url } = await atrium.api().connections.start({ params: { id }, body: {} });
    expect(url).toMatch(/^https:\/\/github\.com\/login\/oauth\/authorize\?.*code_challenge_method=S256/);
  });

  it("says what does not fit between its settings and what the provider publishes", async () => {
    const made = await boss.api.connections.create({
      body: { kind: "saml", name: "Tested", settings: { ...idp.settings, metadataUrl } },
    });
    const test = async () => {
      const { ok, findings } = await boss.api.connections.test({ params: { id: made.id } });
      return [ok, ...findings.map(({ detail }) => detail)];
    };
    const describeIdp = (entityId: string, certificate: string): string =>
      `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><IDPSSODescriptor><X509Certificate>${certificate.replace(/-----[A-Z ]+-----/g, "")}</X509Certificate><SingleSignOnService Location="${idpEntryPoint}"/></IDPSSODescriptor></EntityDescriptor>`;
    published = describeIdp(idpEntityId, idp.signer.certificate);
    expect(await test()).toEqual([true]);
    published = describeIdp("https://other.example", makeSigner().certificate);
    expect(await test()).toEqual([
      false, "The metadata describes another entity id.", "None of the certificates is in the metadata.",
    ]); // prettier-ignore
    published = "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>";
    expect(await test()).toEqual([false, "The metadata could not be read."]);
    const oidc = await connect(boss, { settings: { issuer: "http://127.0.0.1:1", clientId: "x" } });
    const found = await boss.api.connections.test({ params: { id: oidc.id } });
    expect(found).toMatchObject({ ok: false });
    expect(await codeOf(atrium.api().connections.start({ params: { id: oidc.id }, body: {} }))).toBe(
      "connection.unfit",
    );
  });

  it("wants the version that was seen, and says nothing where nothing changes", async () => {
    const made = await connect(boss);
    const params = { id: made.id };
    const [, events] = await recordedBy(atrium, () =>
      boss.api.connections.update({ params, body: { name: "One" } }, { version: made.version }),
    );
    expect(events).toEqual([]);
    expect(await codeOf(boss.api.connections.update({ params, body: { name: "Two" } }))).toBe(
      "precondition.required",
    );
    expect(await codeOf(boss.api.connections.update({ params, body: { name: "Two" } }, { version: 9 }))).toBe(
      "precondition.failed",
    );
    await boss.api.connections.delete({ params });
    expect(await codeOf(boss.api.connections.get({ params }))).toBe("resource.not_found");
  });
});
