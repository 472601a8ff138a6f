import { describe, expect, it } from "vitest";
import { sha256 } from "#kernel/crypto";
import { keyStart, looksLikeKey, makeKey, readKey } from "./token.ts";

const uuid = "01900000-0000-7000-8000-00000000abcd";

describe("a key", () => {
  it("names its id, holds a secret and ends in a checksum", () => {
    const { key, digest } = makeKey(uuid);
    expect(key).toMatch(/^atr_live_[0-9a-z]{26}_[0-9a-z]{50}_[0-9a-z]{7}$/);
    expect(key.startsWith(keyStart(uuid))).toBe(true);
    expect(looksLikeKey(key)).toBe(true);
    expect(readKey(key)).toBe(uuid);
    expect(digest).toEqual(sha256(key));
    expect(makeKey(uuid).key).not.toBe(key);
  });

  it("with one character changed, missing or too many is none", () => {
    const { key } = makeKey(uuid);
    for (let at = 9; at < key.length; at++) {
      const other = key[at] === "a" ? "b" : "a";
      expect(readKey(key.slice(0, at) + other + key.slice(at + 1)), String(at)).toBeNull();
    }
    for (const odd of [
      key.slice(0, -1),
      `${key}0`,
      key.toUpperCase(),
      key.replace("live", "test"),
      "atr_",
      "",
    ]) {
      expect(readKey(odd)).toBeNull();
    }
  });
});
