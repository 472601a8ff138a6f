import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  bindParts,
  constantTimeEqual,
  deriveKey,
  hmacSha256,
  openBytes,
  randomToken,
  sealBytes,
  sha256,
} from "./crypto.ts";

describe("crypto primitives", () => {
  it("makes url-safe tokens that do not repeat", () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => randomToken()));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("agrees with the published SHA-256 vector", () => {
    expect(sha256("abc").toString("hex")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("compares texts and bytes of any length", () => {
    expect(constantTimeEqual("same", Buffer.from("same"))).toBe(true);
    expect(constantTimeEqual("same", "sane")).toBe(false);
    expect(constantTimeEqual("same", "same and more")).toBe(false);
    expect(constantTimeEqual("", "")).toBe(true);
  });

  it("derives different keys for different labels", () => {
    const secret = Buffer.alloc(32, 7);
    expect(deriveKey(secret, "one")).toEqual(deriveKey(secret, "one"));
    expect(deriveKey(secret, "one")).not.toEqual(deriveKey(secret, "two"));
    expect(deriveKey(secret, "one", 64)).toHaveLength(64);
  });

  it("makes the same HMAC as Node for keys and texts of every length", () => {
    for (const length of [0, 1, 32, 63, 64, 65, 200]) {
      const key = Buffer.alloc(length, 9);
      const text = "ä".repeat(length);
      expect(hmacSha256(key)(text)).toEqual(createHmac("sha256", key).update(text).digest());
    }
  });

  it("opens only with the same key, additional data and bytes", () => {
    const key = deriveKey(Buffer.alloc(32, 1), "test");
    const aad = bindParts("a", "b");
    const sealed = sealBytes(key, "secret", aad);
    expect(openBytes(key, sealed, aad).toString()).toBe("secret");
    expect(() => openBytes(key, sealed, bindParts("ab", ""))).toThrow();
    expect(() => openBytes(deriveKey(key, "other"), sealed, aad)).toThrow();
    const flipped = Buffer.from(sealed.ciphertext);
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
    expect(() => openBytes(key, { ...sealed, ciphertext: flipped }, aad)).toThrow();
    expect(() => openBytes(key, { ...sealed, tag: sealed.tag.subarray(0, 12) }, aad)).toThrow();
  });

  it("keeps the borders between bound parts", () => {
    expect(bindParts("a", "bc")).not.toEqual(bindParts("ab", "c"));
    expect(bindParts("a")).not.toEqual(bindParts("a", ""));
  });
});
