import { createHmac } from "node:crypto";
import { hash as argonHash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { createPasswordHasher, HasherBusyError, type Pepper } from "./password-hash.ts";

const pepperOf =
  (current: string): Pepper =>
  (data, keyId = current) => ({ keyId, digest: createHmac("sha256", keyId).update(data).digest() });

const hasher = createPasswordHasher({ pepper: pepperOf("pepper-1") });

describe("password hash", () => {
  it("accepts the password and nothing near it", async () => {
    const stored = await hasher.hash("correct horse");
    expect(stored).toMatch(/^pepper-1:\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(stored, "correct horse")).toEqual({ ok: true, needsRehash: false });
    expect(await hasher.verify(stored, "correct horse ")).toEqual({ ok: false, needsRehash: false });
    expect(await hasher.verify(stored, "")).toEqual({ ok: false, needsRehash: false });
  });

  it("salts: the same password gives two hashes", async () => {
    expect(await hasher.hash("same")).not.toBe(await hasher.hash("same"));
  });

  it("treats composed and decomposed letters as one password", async () => {
    const stored = await hasher.hash("Zo\u00eb \ufb01sh");
    expect((await hasher.verify(stored, "Zoe\u0308 fish")).ok).toBe(true);
  });

  it("reads a long password to its last letter and past a NUL", async () => {
    const long = "x".repeat(1000);
    const stored = await hasher.hash(`${long}a`);
    expect((await hasher.verify(stored, `${long}b`)).ok).toBe(false);
    const withNul = await hasher.hash("a\0b");
    expect((await hasher.verify(withNul, "a\0c")).ok).toBe(false);
  });

  it("verifies under the old pepper and asks for a new hash", async () => {
    const stored = await hasher.hash("password");
    const later = createPasswordHasher({ pepper: pepperOf("pepper-2") });
    expect(await later.verify(stored, "password")).toEqual({ ok: true, needsRehash: true });
    expect(await later.verify(stored, "wrong")).toEqual({ ok: false, needsRehash: false });
  });

  it("accepts an imported argon2 hash and asks for a new one", async () => {
    const imported = await argonHash("password", { memoryCost: 8192, timeCost: 1 });
    expect(await hasher.verify(imported, "password")).toEqual({ ok: true, needsRehash: true });
  });

  it("refuses stored values that are no hash or cost too much", async () => {
    const heavy =
      "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
    for (const stored of ["", "password", "$2b$10$abc", heavy]) {
      await expect(hasher.verify(stored, "password")).rejects.toThrow("cannot be checked");
    }
  });

  it("gives the verdict of a wrong password for a user that does not exist", async () => {
    expect(await hasher.verifyDummy("password")).toEqual({ ok: false, needsRehash: false });
  });

  it("answers busy at once when the queue is full", async () => {
    const small = createPasswordHasher({ pepper: pepperOf("pepper-1"), concurrency: 1, queue: 2 });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => small.verifyDummy("x")));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(2);
    for (const error of refused) expect(error).toBeInstanceOf(HasherBusyError);
    expect((await small.verifyDummy("x")).ok).toBe(false);
  });
});
