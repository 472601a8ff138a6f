import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import type { Got } from "../../testing/wire.ts";
import { openBrowser, type Browser } from "../../testing/browser.ts";
import { makeSigner } from "./certificate.fixture.ts";
import {
  answerTo,
  assertionXml,
  encode,
  makeIdp,
  outdated,
  readRequest,
  responseXml,
  signed,
  type SamlRequest,
} from "./saml-idp.fixture.ts";

describe("signing in through a SAML provider", () => {
  let atrium: Atrium;
  let place: Place;
  let boss: Person;
  let id: string;
  const idp = makeIdp();
  const stranger = makeSigner("stranger.example");

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    ({ id } = await boss.api.connections.create({
      body: {
        kind: "saml", name: "SAML", settings: idp.settings, jit: true, defaultRole: "user", domains: ["saml.example"],
        roleMap: [{ value: "editors", role: "editor" }],
      }, // prettier-ignore
    }));
    await owner.api.connections.list();
    await atrium.sql.query("update connection_domains set proven_at = now() where domain = 'saml.example'");
  });
  afterAll(() => atrium.close());

  async function begin(browser = openBrowser()): Promise<{ browser: Browser; request: SamlRequest }> {
    const begun = await browser.go(`${atrium.url}/api/v1/auth/sso/${id}/start`, {
      body: { returnTo: "/me" },
    });
    expect(begun.status, begun.text).toBe(200);
    return { browser, request: readRequest(String(begun.body["url"])) };
  }
  const post = (browser: Browser, SAMLResponse: string, RelayState: string | null): Promise<Got> =>
    browser.go(`${atrium.url}/api/v1/auth/saml/${id}/acs`, {
      form: { SAMLResponse, ...(RelayState === null ? {} : { RelayState }) },
    });
  const codeOf = ({ status, body }: Got): string => (status === 303 ? "taken" : String(body["code"]));
  /** A sign-in of its own whose answer is made by the test; answers why it was refused. */
  async function tryWith(make: (request: SamlRequest) => string): Promise<string> {
    const { browser, request } = await begin();
    const code = codeOf(await post(browser, make(request), request.relayState));
    if (code !== "sso.refused") return code;
    const { rows } = await atrium.sql.query<{ reason: string }>(
      "select data->>'reason' as reason from events where name = 'identity.refused' order by id desc limit 1",
    );
    return rows[0]?.reason ?? "";
  }
  async function reasons(
    cases: Record<string, (request: SamlRequest) => string>,
  ): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const [name, make] of Object.entries(cases)) found[name] = await tryWith(make);
    return found;
  }
  async function people(): Promise<string[]> {
    const { rows } = await atrium.sql.query<{ email: string }>(
      "select email from users where organization_id = $1 order by email",
      [place.uuid],
    );
    return rows.map(({ email }) => email);
  }

  it("lets a person in whom the provider names, by way of the browser that began it", async () => {
    const { browser, request } = await begin();
    expect(request).toMatchObject({ acs: `${atrium.url}/api/v1/auth/saml/${id}/acs` });
    const posted = await post(
      browser,
      encode(idp.answer(request, { groups: ["editors"] })),
      request.relayState,
    );
    expect(posted.status, posted.text).toBe(303);
    const back = await browser.follow(`${atrium.url}${posted.headers.location}`, `${atrium.url}/me`);
    expect(back.url).toBe(`${atrium.url}/me`);
    const session = await browser.go(`${atrium.url}/api/v1/auth/session`);
    expect(session.body).toMatchObject({
      account: { email: "ann@saml.example" },
      organization: { organizationId: place.id },
    });
    const { rows } = await atrium.sql.query("select roles from users where email = 'ann@saml.example'");
    expect(rows).toEqual([{ roles: ["editor"] }]);
  });

  it("tells providers what they need to know of us", async () => {
    const got = await openBrowser().go(`${atrium.url}/api/v1/auth/saml/${id}/metadata`);
    expect(got.headers["content-type"]).toBe("application/samlmetadata+xml");
    expect(got.text).toContain(`Location="${atrium.url}/api/v1/auth/saml/${id}/acs"`);
  });

  it("D15: an answer that another browser brings back, or brings back twice, starts no session", async () => {
    const { browser, request } = await begin();
    const posted = await post(browser, encode(idp.answer(request)), request.relayState);
    const onward = `${atrium.url}${posted.headers.location}`;
    const other = openBrowser();
    const { browser: third } = await begin();
    for (const wrong of [other, third]) {
      const { headers } = await wrong.go(onward);
      expect(headers.location).toBe("/auth/login?error=sso.state_invalid");
      expect([...(wrong.cookies.get(atrium.url)?.keys() ?? [])]).not.toContain("__Host-atrium");
    }
    expect((await browser.go(onward)).headers.location).toBe("/me");
    expect((await browser.go(onward)).headers.location).toContain("sso.state_invalid");
    for (const relayed of ["", "s.never-issued-by-the-server-0000000000000000000"]) {
      expect(codeOf(await post(browser, encode(idp.answer(request)), relayed))).toBe("sso.state_invalid");
    }
  });

  it("J12: what is not signed, or by nobody we know, or with what can be forged, is refused", async () => {
    const unsigned = (request: SamlRequest) => encode(responseXml(answerTo(request)));
    const responseOnly = (request: SamlRequest) => {
      const answer = answerTo(request);
      return encode(signed(responseXml(answer), answer.responseId, idp.signer));
    };
    const byStranger = (request: SamlRequest) => {
      const answer = answerTo(request);
      return encode(signed(responseXml(answer), answer.assertionId, stranger));
    };
    const sha1 = (request: SamlRequest) => {
      const answer = answerTo(request);
      return encode(signed(responseXml(answer), answer.assertionId, idp.signer, outdated));
    };
    const hmac = (request: SamlRequest) =>
      encode(idp.answer(request).replace(/xmldsig-more#rsa-sha256/, "xmldsig-more#hmac-sha256"));
    expect(await reasons({ unsigned, responseOnly, byStranger, sha1, hmac })).toEqual({
      unsigned: "the assertion is not signed by itself",
      responseOnly: "the assertion is not signed by itself",
      byStranger: "Invalid signature",
      sha1: "a signature uses an algorithm that is not accepted",
      hmac: "a signature uses an algorithm that is not accepted",
    });
  });

  it("J12: XSW: a signature says nothing of what stands beside, around or within what it covers", async () => {
    const wrapped =
      (wrap: (own: string, evil: string, request: SamlRequest) => string) => (request: SamlRequest) => {
        const answer = answerTo(request);
        const good = signed(responseXml(answer), answer.assertionId, idp.signer);
        const own = /<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(good)?.[0] ?? "";
        const evil = assertionXml({ ...answer, nameId: "boss", email: boss.email, assertionId: "_evil" });
        return encode(good.replace(own, () => wrap(own, evil, request)));
      };
    const signature = (own: string): string => /<Signature[\s\S]*<\/Signature>/.exec(own)?.[0] ?? "";
    const bare = (own: string): string => own.replace(signature(own), "");
    const idOf = (own: string): string => / ID="([^"]+)"/.exec(own)?.[1] ?? "";
    const put = (evil: string, inside: string): string =>
      evil.replace("</saml:Issuer>", () => `</saml:Issuer>${inside}`);
    const cases = {
      "before it": wrapped((own, evil) => evil + own),
      "behind it": wrapped((own, evil) => own + evil),
      "around it": wrapped((own, evil) => put(evil, own)),
      "around it, with its signature": wrapped((own, evil) => put(evil, signature(own) + bare(own))),
      "the signed one within the signature": wrapped((own, evil) =>
        put(
          evil,
          signature(own).replace("</Signature>", () => `<Object>${bare(own)}</Object></Signature>`),
        ),
      ),
      "the same id twice": wrapped((own, evil) => evil.replace("_evil", idOf(own)) + own),
      "the same id, its signature": wrapped((own, evil) =>
        put(evil.replace("_evil", idOf(own)), signature(own)),
      ),
      "in extensions": wrapped((own, evil) => `<samlp:Extensions>${own}</samlp:Extensions>${evil}`),
      "a response within": wrapped((own, evil) => `${evil}<samlp:Response ID="_r">${own}</samlp:Response>`),
      "another name in what was signed": wrapped((own) => own.replace(">ann<", ">boss<")),
    };
    const {
      "another name in what was signed": changedText,
      "the same id, its signature": moved,
      ...others
    } = await reasons(cases);
    expect([changedText, moved]).toEqual(["Invalid signature", "Invalid signature"]);
    expect(new Set(Object.values(others))).toEqual(new Set(["it does not hold exactly one assertion"]));
  });

  it("J12: comments, entities, CDATA and bombs are refused before anything is read", async () => {
    const changed = (change: (xml: string) => string) => (request: SamlRequest) =>
      encode(change(idp.answer(request, { nameId: "boss@saml.example.evil.example" })));
    const cases = {
      comment: changed((xml) => xml.replace("saml.example.evil", "saml.example<!---->.evil")),
      cdata: changed((xml) => xml.replace(">boss@", "><![CDATA[boss]]>@")),
      instruction: changed((xml) => xml.replace(">boss@", ">boss<?x?>@")),
      entity: changed(
        (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace(">boss@", ">&x;@")}`,
      ),
      laughs: changed((xml) => `<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${xml}`),
      deep: changed((xml) =>
        xml.replace("<saml:Conditions", `${"<a>".repeat(3000)}${"</a>".repeat(3000)}<saml:Conditions`),
      ),
      large: changed((xml) => xml.replace(">boss@", `>${"b".repeat(270_000)}@`)),
      wide: changed((xml) => xml.replace("<saml:Conditions", `${"<a/>".repeat(20_000)}<saml:Conditions`)),
      "not closed": changed((xml) => xml.slice(0, -20)),
      "no xml": () => encode("hello"),
      "no base64": () => "<Response/>",
    };
    expect(await reasons(cases)).toEqual({
      comment: "the answer holds more than elements and text",
      cdata: "the answer holds more than elements and text",
      instruction: "the answer holds more than elements and text",
      entity: "the answer holds more than elements and text",
      laughs: "the answer holds more than elements and text",
      deep: "the answer is nested too deeply",
      large: "the answer is too large",
      wide: "the answer has too many parts",
      "not closed": "the answer is no XML",
      "no xml": "the answer is no XML",
      "no base64": "the answer is no base64",
    });
  });

  it("who it is for, by whom, for which request and until when all have to fit", async () => {
    const with_ = (given: Parameters<typeof answerTo>[1]) => (request: SamlRequest) =>
      encode(idp.answer(request, given));
    const cases = {
      "another audience": with_({ audience: "https://other.example" }),
      "no audience": with_({ audience: null }),
      "another recipient": with_({ recipient: "https://other.example/acs" }),
      "another destination": with_({ destination: "https://other.example/acs" }),
      "another provider": with_({ issuer: "https://other.example" }),
      "another request": with_({ inResponseTo: "_another" }),
      "no request": with_({ inResponseTo: null }),
      expired: with_({ notBefore: -900, notOnOrAfter: -300 }),
      "not yet": with_({ notBefore: 300, notOnOrAfter: 900 }),
      "no success": with_({ status: "Responder" }),
      "a passing name": with_({ format: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }),
    };
    const found = await reasons(cases);
    expect(found).toEqual({
      "another audience": expect.stringContaining("audience mismatch"),
      "no audience": "SAML assertion has no AudienceRestriction",
      "another recipient": "the assertion is for somebody else",
      "another destination": "it was sent elsewhere",
      "another provider": "the response is another provider's",
      "another request": "it answers another request",
      "no request": "it answers another request",
      expired: "No valid subject confirmation found among those available in the SAML assertion",
      "not yet": "SAML assertion not yet valid",
      "no success": "it tells no success",
      "a passing name": "the subject changes with every sign-in",
    });
    expect(await people()).toEqual(["ann@saml.example", boss.email].sort());
  });

  it("an answer is good for one sign-in: not again, and not for another", async () => {
    const first = await begin();
    const answer = encode(idp.answer(first.request));
    expect(codeOf(await post(first.browser, answer, first.request.relayState))).toBe("taken");
    expect(codeOf(await post(first.browser, answer, first.request.relayState))).toBe("sso.state_invalid");
    const second = await begin();
    expect(codeOf(await post(second.browser, answer, second.request.relayState))).toBe("sso.refused");
  });

  it("sign-in begun at the provider is off, and where it is on an assertion still counts once", async () => {
    const { request } = await begin();
    const unasked = encode(idp.answer({ ...request, id: null }));
    const browser = openBrowser();
    expect(codeOf(await post(browser, unasked, null))).toBe("sso.state_invalid");
    const { version } = await boss.api.connections.get({ params: { id } });
    await boss.api.connections.update({ params: { id }, body: { allowIdpInitiated: true } }, { version });
    const posted = await post(browser, unasked, "https://evil.example/");
    expect(posted.status, posted.text).toBe(303);
    const other = await openBrowser().go(`${atrium.url}${posted.headers.location}`);
    expect(other.headers.location).toContain("sso.state_invalid");
    const back = await browser.go(`${atrium.url}${posted.headers.location}`);
    expect(back.headers.location).toBe("/");
    expect(codeOf(await post(openBrowser(), unasked, null))).toBe("sso.refused");
    const asked = encode(idp.answer(request));
    expect(codeOf(await post(openBrowser(), asked, null))).toBe("sso.refused");
  });

  it("a browser whose answer is refused is sent to a page that can say so", async () => {
    const { request } = await begin();
    const response = await fetch(`${atrium.url}/api/v1/auth/saml/${id}/acs`, {
      method: "POST",
      redirect: "manual",
      headers: { accept: "text/html", origin: "https://idp.example" },
      body: new URLSearchParams({ SAMLResponse: "eA==", RelayState: request.relayState ?? "" }),
    });
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      "/auth/sso/callback?error=sso.refused",
    ]);
    const page = await openBrowser().go(`${atrium.url}/auth/sso/callback?error=sso.refused`);
    expect(page.headers.location).toBe("/auth/login?error=sso.refused");
  });
});
