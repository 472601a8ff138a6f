import { brotliCompressSync } from "node:zlib";
import { contracts, errors, type Contract, type ErrorCode } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { authPaths, createAuthPages } from "./handle-page.ts";
import { locales } from "./locale.ts";
import type { Call, PageRequest, Refusal } from "./page.ts";

const ticket = "t".repeat(43);
const long = "A rather long name of an organization that has many words in it";
const unfinished = (next: string, factors: readonly string[] = []) => ({
  next, ticket, factors, token: null, refreshToken: null, expiresIn: null, session: null,
}); // prettier-ignore
const way = (id: string) => ({ id, name: long, kind: "oidc", preset: "generic" });
/** As the server's: one path for the dark squares, some five kilobytes of it. */
const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 212 212"><path d="${Array.from({ length: 420 }, (_, i) => `M${(i * 37) % 212},${(i * 61) % 212}h4v4h-4z`).join("")}"/></svg>`;

const answers: Readonly<Record<string, unknown>> = {
  "organizations.brand": { name: long, slug: "long", locale: "de", hue: 210, logo: null, registration: true },
  "connections.route": { routed: way("con_1"), social: ["2", "3", "4", "5"].map(way) },
  "connections.start": { url: `https://login.example/authorize?state=${"s".repeat(400)}` },
  "sessions.create": unfinished("factor", ["totp", "passkey", "recovery_code", "email_code", "sms_code"]),
  "passkeys.login": unfinished("enrol"),
  "mfa.verify": unfinished("password"),
  "mfa.send": { to: "a…@example.com", expiresAt: "2026-01-01T00:00:00Z" },
  "mfa.enrolTotp": { secret: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", uri: "otpauth://totp/x", qr },
  "factors.makeRecoveryCodes": { codes: Array.from({ length: 10 }, (_, i) => `abcd-efgh-${i}jkm`) },
  "mfa.confirmTotp": unfinished("done"),
  "mfa.enrolPasskey": unfinished("done"),
  "sessions.renewPassword": unfinished("factor", ["email_code"]),
  "registrations.verify": { email: "ann@example.com" },
  "emails.confirm": { items: [{ email: "ann@example.com", addedAt: "2026-01-01T00:00:00Z" }] },
  "invitations.accept": { next: "sign_in", organization: { name: long }, email: "ann@example.com" },
  "connections.callback": { ...unfinished("enrol"), returnTo: "/me" },
  "identities.link": { id: "idn_1", returnTo: "/me" },
  "registrations.create": { next: "verify_email" },
  "recoveries.request": { next: "read_mail" },
  "invitations.look": {
    organization: { name: long, slug: "long" }, email: "ann@example.com", firstName: "Ann", lastName: "Lee",
    inviterName: "Bo", expiresAt: "2026-01-01T00:00:00Z", next: "make_account",
  }, // prettier-ignore
};
const asked = new Set<string>();
const answering: Call = (contract, parts) => {
  void parts;
  asked.add(contract.id);
  return Promise.resolve({ ok: true, value: answers[contract.id] as never });
};
const brandOnly =
  (refusal: Refusal): Call =>
  (contract, parts) =>
    contract.id === "organizations.brand"
      ? answering(contract, parts)
      : Promise.resolve({ ok: false, refusal });

const request = (path: string, more: Partial<PageRequest> = {}): PageRequest => ({
  method: "GET", path, query: {}, form: {}, acceptLanguage: null, ...more,
}); // prettier-ignore
const form = {
  email: "ann@example.com",
  password: "x",
  ticket,
  factors: "totp,passkey",
  token: "t",
  newPassword: "x",
};

describe("the renderer of the pages", () => {
  const pages = createAuthPages();

  it("weighs at most 14 kB a page, in every language, for visits, answers and refusals", async () => {
    const weights: [bytes: number, what: string][] = [];
    const refusal: Refusal = {
      code: "password.unfit", status: 422, requestId: "r".repeat(36), retryAfterSeconds: 60,
      errors: ["email", "password", "newPassword"].map((name) => ({ pointer: `/${name}`, code: "common", detail: "" })),
    }; // prettier-ignore
    for (const path of authPaths) {
      for (const { id: lang } of locales) {
        const back = `/${"a".repeat(400)}`;
        const query = { lang, token: "t".repeat(43), return: back };
        const posted = request(path, { method: "POST", form: { ...form, lang, return: back } });
        const shown = [
          await pages.handle(request(path, { query }), answering),
          await pages.handle(posted, answering),
          await pages.handle(posted, brandOnly(refusal)),
          pages.refuse(posted, refusal),
        ];
        for (const { body } of shown) weights.push([brotliCompressSync(body).length, `${path} ${lang}`]);
      }
    }
    const [heaviest] = weights.sort(([a], [b]) => b - a);
    expect(weights.length).toBeGreaterThan(300);
    expect(heaviest?.[0], heaviest?.[1]).toBeLessThanOrEqual(14_336);
  });

  it("changes nothing when a page is visited", async () => {
    asked.clear();
    for (const path of authPaths.filter((one) => one !== "/auth/sso/callback"))
      for (const method of ["GET", "HEAD"] as const)
        await pages.handle(request(path, { method, query: { token: "t", ticket, code: "1" } }), answering);
    await pages.handle(request("/auth/sso/callback", { method: "HEAD", query: { state: "s.x" } }), answering);
    const kinds = contracts.filter(({ id }) => asked.has(id)).map(({ id, kind }) => [id, kind]);
    expect(kinds).toEqual([
      ["organizations.brand", "read"],
      ["invitations.look", "read"],
      ["connections.route", "read"],
    ]);
  });

  it("has words of its own for every refusal that its operations declare", async () => {
    asked.clear();
    for (const path of authPaths)
      for (const extra of [
        {},
        { send: "yes", method: "sms_code" },
        { credential: "{}" },
        { resend: "yes" },
        { way: "sso" },
      ])
        await pages.handle(request(path, { method: "POST", form: { ...form, ...extra } }), answering);
    for (const state of ["s.x", "l.x"])
      await pages
        .handle(request("/auth/sso/callback", { query: { state } }), answering)
        .catch(() => undefined);
    const declared: readonly Contract[] = contracts.filter(({ id }) => asked.has(id));
    expect(declared.length).toBeGreaterThan(18);
    const codes = new Set(declared.flatMap((contract) => contract.errors));
    // Something between us and the page, or answered by a page of its own.
    for (const own of ["factor.unknown", "auth.step_up_required", "connection.unfit"] as const)
      codes.delete(own);
    const wordless = [...codes].filter((code: ErrorCode) => {
      const { status } = errors[code];
      const { body } = pages.refuse(request("/auth/login"), {
        code,
        status,
        requestId: "",
        retryAfterSeconds: null,
      });
      return body.includes("This did not work");
    });
    expect(wordless).toEqual([]);
  });

  it("says when to try again", () => {
    const refusal: Refusal = { code: "limit.exceeded", status: 429, requestId: "", retryAfterSeconds: 840 };
    const { status, headers, body } = pages.refuse(
      request("/auth/login", { query: { lang: "de" } }),
      refusal,
    );
    expect([status, headers["retry-after"], body.includes("in 14 Minuten")]).toEqual([429, "840", true]);
  });
});
