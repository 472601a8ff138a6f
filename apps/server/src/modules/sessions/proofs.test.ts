import { describe, expect, it } from "vitest";
import { isTwoFactors, opened, type Proof } from "./proofs.ts";

const at = "2026-01-01T00:00:00.000Z";
const of = (...methods: Proof["method"][]): Proof[] => methods.map((method) => ({ method, at }));

describe("what proofs are worth", () => {
  it("two are two factors when they are of two kinds, or one that is two by itself", () => {
    expect(isTwoFactors(of("password", "totp"))).toBe(true);
    expect(isTwoFactors(of("password", "trusted_device"))).toBe(true);
    expect(isTwoFactors(of("oidc", "passkey"))).toBe(true);
    expect(isTwoFactors([{ method: "passkey", at, acr: "multi" }])).toBe(true);
  });

  it("the same kind twice is one, and what comes by mail never stands beside what came by mail", () => {
    expect(isTwoFactors(of("password", "password"))).toBe(false);
    expect(isTwoFactors(of("totp", "recovery_code"))).toBe(false);
    expect(isTwoFactors(of("mail_link", "email_code"))).toBe(false);
    expect(isTwoFactors(of())).toBe(false);
  });

  const places = [{ organizationId: "a" }, { organizationId: "b" }];
  const from = (within: string): Proof => ({ method: "saml", at, within });

  it("an organization's own identity provider opens that organization alone", () => {
    expect(opened([from("a")], places)).toEqual({ places: [{ organizationId: "a" }], fenced: true });
    expect(opened([from("c")], places)).toEqual({ places: [], fenced: true });
    expect(opened([from("a")], [{ organizationId: "a" }])).toMatchObject({ fenced: false });
  });

  it("whatever the person proves themselves opens the rest", () => {
    expect(opened([from("a"), ...of("totp")], places)).toEqual({ places, fenced: false });
    expect(opened(of("password"), places)).toEqual({ places, fenced: false });
    expect(opened([], places)).toEqual({ places, fenced: false });
  });
});
