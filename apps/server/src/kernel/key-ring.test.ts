import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { keyPurposes, openKeyRing } from "./key-ring.ts";
import { createMemoryKeyStore } from "./key-store.ts";

async function setUp() {
  const master = randomBytes(32);
  const store = createMemoryKeyStore();
  const clock = fixedClock("2026-01-01T00:00:00Z");
  const open = (key = master) => openKeyRing({ master: key, store, clock });
  return { master, store, clock, open, ring: await open() };
}

describe("key ring", () => {
  it("makes one key per purpose and finds the same ones again", async () => {
    const { ring, open } = await setUp();
    const sealed = ring.encrypt("secrets", "smtp password", "organization 1");
    const again = await open();
    expect(again.decrypt("secrets", sealed, "organization 1").toString()).toBe("smtp password");
    expect(again.list()).toHaveLength(keyPurposes.length);
  });

  it("lets nodes that start together agree on the keys", async () => {
    const { store, master, clock } = { ...(await setUp()), store: createMemoryKeyStore() };
    const rings = await Promise.all([1, 2, 3].map(() => openKeyRing({ master, store, clock })));
    const signed = rings[0]?.sign("cursors", "page 2") ?? "";
    expect(rings.map((ring) => ring.unsign("cursors", signed))).toEqual(["page 2", "page 2", "page 2"]);
  });

  it("refuses to open with another master key", async () => {
    const { open } = await setUp();
    await expect(open(randomBytes(32))).rejects.toThrow("another master key");
  });

  it("refuses a stored key that was moved to another purpose", async () => {
    const { store, open } = await setUp();
    const row = (await store.load()).find(({ purpose }) => purpose === "audit");
    if (!row) throw new Error("the audit key is missing");
    await store.insertIfAbsent({ ...row, id: "secrets-2", purpose: "secrets" });
    await expect(open()).rejects.toThrow("changed outside Atrium");
  });

  it("stores no key in the clear", async () => {
    const { store } = await setUp();
    for (const { wrapped } of await store.load()) expect(wrapped).toHaveLength(68);
  });

  it("opens a value only for its purpose and place", async () => {
    const { ring } = await setUp();
    const sealed = ring.encrypt("secrets", "value", "row 1");
    expect(sealed).toMatch(/^v1\.secrets-1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
    expect(() => ring.decrypt("secrets", sealed, "row 2")).toThrow("belongs elsewhere");
    expect(() => ring.decrypt("audit", sealed, "row 1")).toThrow("no such key for audit");
    const asAudit = sealed.replace("secrets-1", "audit-1");
    expect(() => ring.decrypt("audit", asAudit, "row 1")).toThrow("belongs elsewhere");
    for (const broken of ["", "v1", "v2" + sealed.slice(2), sealed + ".x", sealed.replace(/\.[^.]+$/, ".")]) {
      expect(() => ring.decrypt("secrets", broken, "row 1")).toThrow(/sealed value/);
    }
  });

  it("never seals the same value to the same text", async () => {
    const { ring } = await setUp();
    expect(ring.encrypt("secrets", "a", "x")).not.toBe(ring.encrypt("secrets", "a", "x"));
  });

  it("keeps bytes and empty values as they are", async () => {
    const { ring } = await setUp();
    const bytes = randomBytes(100);
    expect(ring.decrypt("secrets", ring.encrypt("secrets", bytes, ""), "")).toEqual(bytes);
    expect(ring.decrypt("secrets", ring.encrypt("secrets", "", ""), "")).toHaveLength(0);
  });

  it("verifies a mac and refuses every change of it", async () => {
    const { ring } = await setUp();
    const mac = ring.mac("sessions", "session 7");
    expect(ring.verifyMac("sessions", "session 7", mac)).toBe(true);
    expect(ring.verifyMac("sessions", "session 8", mac)).toBe(false);
    expect(ring.verifyMac("audit", "session 7", mac)).toBe(false);
    for (const broken of ["", ".", "sessions-1", "sessions-1.", mac + "A", mac.slice(0, -1), `x${mac}`]) {
      expect(ring.verifyMac("sessions", "session 7", broken)).toBe(false);
    }
  });

  it("signs a payload and gives null for anything else", async () => {
    const { ring } = await setUp();
    const signed = ring.sign("cursors", '{"after":"Zoë"}');
    expect(signed).toMatch(/^[\w.-]+$/);
    expect(ring.unsign("cursors", signed)).toBe('{"after":"Zoë"}');
    const [id, payload, signature] = signed.split(".");
    const other = Buffer.from('{"after":"Bob"}').toString("base64url");
    for (const broken of [
      "",
      "..",
      `${id}.${other}.${signature}`,
      `${id}.${payload}.`,
      `${signed}.`,
      ` ${signed}`,
    ]) {
      expect(ring.unsign("cursors", broken)).toBeNull();
    }
    expect(ring.unsign("links", signed)).toBeNull();
  });

  it("reads old values after a rotation and uses the new key once all nodes know it", async () => {
    const { ring, open, clock } = await setUp();
    const node = await open();
    const old = ring.encrypt("secrets", "old", "x");
    const { keyId } = await ring.rotate("secrets");
    expect(keyId).toBe("secrets-2");
    expect(node.decrypt("secrets", ring.encrypt("secrets", "meanwhile", "x"), "x").toString()).toBe(
      "meanwhile",
    );
    await node.reload();
    clock.advance(120_000);
    const sealed = ring.encrypt("secrets", "new", "x");
    expect(sealed).toContain("secrets-2");
    expect(node.decrypt("secrets", sealed, "x").toString()).toBe("new");
    expect(node.decrypt("secrets", old, "x").toString()).toBe("old");
    const states = ring.list().filter(({ purpose }) => purpose === "secrets");
    expect(states.map(({ state }) => state)).toEqual(["retired", "active"]);
  });

  it("keeps a key in use when two rotations follow each other at once", async () => {
    const { ring, clock } = await setUp();
    await ring.rotate("tokens");
    await ring.rotate("tokens");
    clock.advance(300_000);
    expect(ring.mac("tokens", "x")).toMatch(/^tokens-3\./);
  });

  it("gives a digest of a named key, for peppered passwords", async () => {
    const { ring, clock } = await setUp();
    const first = ring.digest("pepper", "password");
    await ring.rotate("pepper");
    clock.advance(120_000);
    expect(ring.digest("pepper", "password").keyId).toBe("pepper-2");
    expect(ring.digest("pepper", "password", first.keyId)).toEqual(first);
    expect(() => ring.digest("pepper", "password", "tokens-1")).toThrow("no such key");
  });

  it("moves every key to a new master without touching what they protect", async () => {
    const { ring, open, master } = await setUp();
    const sealed = ring.encrypt("secrets", "value", "x");
    const derived = ring.deriveFromMaster("cookie", 32);
    const newMaster = randomBytes(32);
    expect(await ring.rewrapAll(newMaster)).toEqual({ rewrapped: keyPurposes.length });
    await expect(open(master)).rejects.toThrow("another master key");
    expect((await open(newMaster)).decrypt("secrets", sealed, "x").toString()).toBe("value");
    expect(ring.deriveFromMaster("cookie", 32)).not.toEqual(derived);
  });
});
