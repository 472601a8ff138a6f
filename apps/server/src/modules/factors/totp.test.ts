import { describe, expect, it } from "vitest";
import { base32, matchingStep, newTotpSecret, otpauthUri, stepAt, totpAt } from "./totp.ts";

/** The secret of RFC 6238's examples. */
const secret = Buffer.from("12345678901234567890");
const at = (seconds: number): Date => new Date(seconds * 1000);

describe("time-based codes", () => {
  it("are those of RFC 6238, appendix B, cut to six digits", () => {
    const examples: [number, string][] = [
      [59, "287082"],
      [1111111109, "081804"],
      [1111111111, "050471"],
      [1234567890, "005924"],
      [2000000000, "279037"],
      [20000000000, "353130"],
    ];
    for (const [seconds, code] of examples) expect(totpAt(secret, stepAt(at(seconds)))).toBe(code);
  });

  it("are taken from the step before to the step after, and from no other", () => {
    const now = at(1_800_000_015);
    const steps = [-2, -1, 0, 1, 2].map((away) =>
      matchingStep(secret, totpAt(secret, stepAt(now) + away), now),
    );
    expect(steps).toEqual([null, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, null]);
    expect(matchingStep(secret, "12345", now)).toBeNull();
  });

  it("write the secret as RFC 4648 has it", () => {
    const examples = {
      f: "MY",
      fo: "MZXQ",
      foo: "MZXW6",
      foob: "MZXW6YQ",
      fooba: "MZXW6YTB",
      foobar: "MZXW6YTBOI",
    };
    for (const [text, encoded] of Object.entries(examples)) expect(base32(Buffer.from(text))).toBe(encoded);
    expect(base32(newTotpSecret())).toMatch(/^[A-Z2-7]{32}$/);
  });

  it("name the organization and the account in the address for the app", () => {
    const uri = otpauthUri(secret, { issuer: "Übung: GmbH & Co", account: "ann@example.com" });
    const url = new URL(uri);
    expect(decodeURIComponent(url.pathname)).toContain("Übung  GmbH & Co:ann@example.com");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
      issuer: "Übung  GmbH & Co",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});
