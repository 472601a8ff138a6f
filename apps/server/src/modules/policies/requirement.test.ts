import { describe, expect, it } from "vitest";
import { defaultPolicy, type PolicySettings } from "@atrium/contracts";
import { strictest, wantsSecondFactor } from "./requirement.ts";
import { changed, readSettings } from "./settings.ts";

const now = new Date("2026-06-15T12:00:00Z");
const withMfa = (mfa: Partial<PolicySettings["mfa"]>): PolicySettings => ({
  ...defaultPolicy,
  mfa: { ...defaultPolicy.mfa, ...mfa },
});

describe("whether an organization wants a second factor", () => {
  it("does not while it is off or optional", () => {
    expect(wantsSecondFactor(withMfa({ mode: "off" }), ["admin"], now)).toBe(false);
    expect(wantsSecondFactor(withMfa({ mode: "optional" }), ["admin"], now)).toBe(false);
  });
  it("does from the day on that it names", () => {
    const from = (requiredFrom: string) => withMfa({ mode: "required", requiredFrom });
    expect(wantsSecondFactor(from("2026-06-16"), [], now)).toBe(false);
    expect(wantsSecondFactor(from("2026-06-15"), [], now)).toBe(true);
  });
  it("does of the roles that it names, and of everyone where it names none", () => {
    const admins = withMfa({ mode: "required", roles: ["admin", "super-admin"] });
    expect(wantsSecondFactor(admins, ["user"], now)).toBe(false);
    expect(wantsSecondFactor(admins, ["user", "admin"], now)).toBe(true);
    expect(wantsSecondFactor(withMfa({ mode: "required" }), [], now)).toBe(true);
  });
});

describe("what an account has to do that is in several organizations", () => {
  it("may set up the factors that all of them allow, and where they agree on none those of any", () => {
    const allowing = (...factors: PolicySettings["mfa"]["factors"]) => ({
      policy: changed(defaultPolicy, { mfa: { factors } }),
      roles: ["user"],
    });
    expect(strictest([allowing("totp", "passkey"), allowing("passkey")], now).factors).toEqual(["passkey"]);
    expect(strictest([allowing("totp"), allowing("passkey")], now).factors).toEqual(["totp", "passkey"]);
  });

  it("is the strictest of all of them, each rule by itself", () => {
    const one = changed(defaultPolicy, {
      mfa: { mode: "required", roles: ["admin"] },
      session: { idleMinutes: 30 },
      lockout: { attempts: 10, windowMinutes: 60 },
    });
    const two = changed(defaultPolicy, {
      password: { minLength: 20, maxAgeDays: 365 },
      session: { absoluteHours: 8, rememberDays: 0 },
      trustedDeviceDays: 7,
    });
    const three = changed(defaultPolicy, { password: { maxAgeDays: 90 }, sso: { enforced: true } });
    const member = (policy: PolicySettings) => ({ policy, roles: ["user"] });
    expect(strictest([member(one), member(two), member(three)], now)).toEqual({
      secondFactor: false,
      factors: ["passkey", "totp", "email_code", "sms_code"],
      shortestPassword: 20,
      idleSeconds: 1800,
      absoluteSeconds: 8 * 3600,
      rememberSeconds: 0,
      trustedDeviceDays: 7,
      passwordMaxAgeDays: 90,
      lockout: { attempts: 5, windowSeconds: 3600 },
    });
    expect(strictest([{ policy: one, roles: ["admin"] }, member(two)], now).secondFactor).toBe(true);
  });
  it("is the default for an account that is in none", () => {
    expect(strictest([], now)).toMatchObject({
      secondFactor: false,
      shortestPassword: 15,
    });
  });
});

describe("stored settings", () => {
  it("are completed where a field came later", () => {
    expect(readSettings({ mfa: { mode: "required" } })).toEqual(withMfa({ mode: "required" }));
    expect(readSettings({})).toEqual(defaultPolicy);
  });
  it("that do not fit are not taken for something weaker", () => {
    expect(() => readSettings({ mfa: { mode: "sometimes" } })).toThrow();
    expect(() => readSettings(null)).toThrow();
  });
});
