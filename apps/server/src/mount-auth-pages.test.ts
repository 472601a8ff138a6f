import { brotliDecompressSync } from "node:zlib";
import { authPaths } from "@atrium/portal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFormBrowser } from "./testing/form-browser.ts";
import { startTestAtrium, type Atrium } from "./testing/atrium.ts";
import { makePerson, setUpPlatform, testPassword, type Person, type Place } from "./testing/people.ts";
import { send } from "./testing/wire.ts";

describe("the hosted pages of signing in", () => {
  let atrium: Atrium;
  let place: Place;
  let person: Person;
  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ place } = await setUpPlatform(atrium));
    person = await makePerson(atrium, place, ["user"], { withPassword: true });
  });
  afterAll(() => atrium.close());

  const open = () => openFormBrowser(atrium.url);
  const sessionCookie = "__Host-atrium";

  it("signs in with a form alone and goes where the way back says", async () => {
    const browser = open();
    const page = await browser.get("/auth/login?return=/o/platform/users%3Fq%3Dann");
    expect(page.status).toBe(200);
    const done = await browser.submit(page, { email: person.email, password: testPassword });
    expect(done.status).toBe(303);
    expect(done.headers.location).toBe("/o/platform/users?q=ann");
    expect(browser.cookies.has(sessionCookie)).toBe(true);
    const session = await browser.get("/api/v1/auth/session");
    expect(session.body).toMatchObject({ account: { email: person.email } });
  });

  it("says in words what was wrong, keeps the address and forgets the password", async () => {
    const browser = open();
    const page = await browser.get("/auth/login");
    const wrong = await browser.submit(page, { email: person.email, password: "not this one at all" });
    expect(wrong.status).toBe(401);
    expect(wrong.title).toContain("Error");
    expect(wrong.text).toMatch(/role="alert">\s*E-mail or password is wrong/);
    expect(wrong.text).toContain(`value="${person.email}"`);
    expect(wrong.text).not.toContain("not this one at all");
    const odd = await browser.submit(page, { email: "not an address", password: "x" });
    expect(odd.status).toBe(400);
    expect(odd.text).toMatch(/<p id="email-error"/);
    expect(odd.text).toMatch(/aria-describedby="email-error"/);
    expect(browser.cookies.size).toBe(0);
  });

  it("answers an unknown address exactly as a known one", async () => {
    const of = async (email: string) => {
      const browser = open();
      const got = await browser.post("/auth/login", { email, password: "not this one at all" });
      return { status: got.status, words: got.words, headers: Object.keys(got.headers) };
    };
    expect(await of("nobody@people.example")).toEqual(await of(person.email));
  });

  it("signs out by a form, and never by a visit", async () => {
    const browser = open();
    await browser.post("/auth/login", { email: person.email, password: testPassword });
    const page = await browser.get("/auth/logout");
    expect((await browser.get("/api/v1/auth/session")).status).toBe(200);
    const out = await browser.submit(page, {});
    expect(out.headers.location).toBe("/auth/login?notice=signed-out");
    expect(browser.cookies.has(sessionCookie)).toBe(false);
    expect((await browser.get("/auth/login?notice=signed-out")).words).toContain("You are signed out.");
  });

  it("leads back to no address but our own", async () => {
    for (const evil of [
      "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "\\\\evil.example",
      "javascript:alert(1)", "/%0d%0aset-cookie:x=1\r\nx: y", " /o", "evil.example", "/\u0000/evil.example",
    ]) {
      const browser = open();
      const page = await browser.get(`/auth/login?return=${encodeURIComponent(evil)}`);
      expect(page.forms[0]?.fields["return"], evil).toBeUndefined();
      const done = await browser.post("/auth/login", {
        email: person.email, password: testPassword, return: evil,
      });
      expect(done.headers.location, evil).toBe("/");
      const out = await browser.post("/auth/logout", { return: evil });
      expect(out.headers.location, evil).toBe("/auth/login?notice=signed-out");
    }
  }); // prettier-ignore

  it("D14: takes a form from our own pages alone", async () => {
    const fields = { email: person.email, password: testPassword };
    for (const headers of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { origin: atrium.url, "sec-fetch-site": "cross-site" },
      { origin: atrium.url, "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]) {
      const browser = open();
      const got = await browser.post("/auth/login", fields, headers);
      expect(got.status, JSON.stringify(headers)).toBe(403);
      expect(got.words).toContain("did not come from this page");
      expect(browser.cookies.size).toBe(0);
    }
    const signedIn = open();
    await signedIn.post("/auth/login", fields);
    await signedIn.post("/auth/logout", {}, { origin: "https://evil.example" });
    expect((await signedIn.get("/api/v1/auth/session")).status).toBe(200);
    const json = await send(atrium.url, {
      method: "POST",
      path: "/auth/login",
      body: fields,
      headers: { origin: "null", "content-type": "text/plain" },
    });
    expect(json.status).toBe(415);
  });

  it("A10: to look at a page, once or twice, by GET or by HEAD, changes nothing", async () => {
    const events = async () => Number((await atrium.sql.query("select count(*) from events")).rows[0].count);
    const before = await events();
    for (const path of authPaths.filter((one) => one !== "/auth/sso/callback")) {
      for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
        const got = await send(atrium.url, { method, path: `${path}?token=${"t".repeat(43)}` });
        expect([200, 303, 410], `${method} ${path}`).toContain(got.status);
        expect(got.headers["set-cookie"]).toBeUndefined();
      }
    }
    expect(await events()).toBe(before);
  });

  it("sends headers that keep a page to itself, and nothing that is not allowed by its digest", async () => {
    for (const path of authPaths) {
      const { headers, text } = await open().get(`${path}?token=secret-of-the-mail`);
      expect(headers["cache-control"], path).toBe("no-store");
      expect(headers["referrer-policy"], path).toBe("no-referrer");
      expect(headers["x-frame-options"]).toBe("DENY");
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(text).not.toMatch(/\sstyle=|\son\w+=|https?:\/\/(?!www\.w3\.org)/);
    }
  });

  it("B09: a token stands in a hidden field, and the form goes to a clean address", async () => {
    for (const path of ["reset-password", "verify-email", "confirm-email", "revert-email"]) {
      const { text, forms } = await open().get(`/auth/${path}?token=secret-of-the-mail`);
      expect(forms[0]).toMatchObject({ action: `/auth/${path}`, fields: { token: "secret-of-the-mail" } });
      expect(text.replaceAll(/<input[^>]*>/g, "")).not.toContain("secret-of-the-mail");
      expect(text).toContain(`data-clean="/auth/${path}"`);
    }
  });

  it("speaks the language of the browser, or the one that was chosen", async () => {
    expect(
      (await open().get("/auth/login", { "accept-language": "pt, de-AT;q=0.8, en;q=0.5" })).text,
    ).toContain('<html lang="de" dir="ltr">');
    const arabic = await open().get("/auth/login?lang=ar");
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.forms[0]?.fields).toMatchObject({ lang: "ar" });
    const wrong = await open().post("/auth/login", { email: "x", password: "y", lang: "fr" });
    expect(wrong.text).toContain('<html lang="fr"');
  });

  it("shows the name of the organization asked for, and the platform's for one that is not there", async () => {
    expect((await open().get(`/auth/login?organization=${place.slug}`)).words).toContain("Platform");
    expect((await open().get("/auth/login?organization=no-such-place")).title).toContain("Platform");
  });

  it("packs a page for browsers that can unpack it", async () => {
    const got = await send(atrium.url, { path: "/auth/login", headers: { "accept-encoding": "gzip, br" } });
    expect(got.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(got.bytes).toString()).toContain("</html>");
    expect(got.bytes.length).toBeLessThan(14_336);
  });

  it("shows what came from a form as text and never as markup", async () => {
    const evil = `"><script>alert(1)</script>@x.example`;
    const got = await open().post("/auth/login", { email: evil, password: "x", lang: `"><b>` });
    expect(got.text).not.toContain("<script>alert");
    expect(got.text).toContain("&lt;script&gt;alert(1)");
  });

  it("answers a form that is too large or twice the same field with a page that says so", async () => {
    const twice = await send(atrium.url, {
      method: "POST",
      path: "/auth/login",
      raw: "email=a&email=b",
      headers: { origin: atrium.url, "content-type": "application/x-www-form-urlencoded" },
    });
    expect(twice.status).toBe(400);
    expect(twice.headers["content-type"]).toContain("text/html");
  });
});
