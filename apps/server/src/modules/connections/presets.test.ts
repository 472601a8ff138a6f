import { generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { appleClientSecret } from "./apple.ts";
import { githubPerson } from "./github.ts";
import { effectiveSettings } from "./presets.ts";

describe("providers with ways of their own", () => {
  it("a preset means its provider, whatever the settings say", () => {
    const settings = {
      issuer: "https://evil.example",
      tokenEndpoint: "https://evil.example/token",
      clientId: "x",
    };
    expect(effectiveSettings({ preset: "google", settings })).toMatchObject({
      issuer: "https://accounts.google.com",
      clientId: "x",
    });
    expect(effectiveSettings({ preset: "github", settings }).tokenEndpoint).toMatch(
      /^https:\/\/github\.com\//,
    );
    expect(effectiveSettings({ preset: "gitlab", settings: {} }).issuer).toBe("https://gitlab.com");
  });

  it("GitHub's person is its number, and the address the primary one that GitHub has checked", async () => {
    const addresses = [
      { email: "old@example.com", primary: false, verified: true },
      { email: "ann@example.com", primary: true, verified: true },
    ];
    const user = { id: 7, login: "ann", name: "Ann van Lee", email: "public@example.com" };
    expect(await githubPerson(user, () => Promise.resolve(addresses))).toEqual({
      sub: 7, email: "ann@example.com", email_verified: true, given_name: "Ann", family_name: "van Lee",
    }); // prettier-ignore
    expect(await githubPerson(user, () => Promise.resolve([]))).toMatchObject({ email_verified: false });
    await expect(githubPerson({ login: "ann" }, () => Promise.resolve(addresses))).rejects.toThrow(
      "named nobody",
    );
  });

  it("Apple gets a short token signed by our key in place of a secret", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const from = { teamId: "TEAM", keyId: "KEY", clientId: "com.example.app", privateKey: pem };
    const [head = "", body = "", signature = ""] = appleClientSecret(
      from,
      fixedClock("2026-01-01T00:00:00Z"),
    ).split(".");
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(read(head)).toEqual({ alg: "ES256", kid: "KEY" });
    expect(read(body)).toEqual({
      iss: "TEAM", sub: "com.example.app", aud: "https://appleid.apple.com", iat: 1_767_225_600, exp: 1_767_225_900,
    }); // prettier-ignore
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"))).toBe(
      true,
    );
  });
});
