import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock as clock } from "./clock.ts";
import { openKeyRing } from "./key-ring.ts";
import { createMemoryKeyStore, type KeyStore } from "./key-store.ts";
import { renewStoredMasterKey } from "./master-key-exchange.ts";
import { loadMasterKey } from "./master-key.ts";

describe("exchanging the master key", () => {
  let dataDir: string;
  let store: KeyStore;
  let sealed: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "atrium-master-"));
    store = createMemoryKeyStore();
    const { key: master } = await loadMasterKey({ dataDir });
    sealed = (await openKeyRing({ master, store, clock })).encrypt("secrets", "what was kept", "here");
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const path = (): string => join(dataDir, "secrets/master.key");
  const reads = async (): Promise<string> => {
    const { key: master } = await loadMasterKey({ dataDir });
    return (await openKeyRing({ master, store, clock })).decrypt("secrets", sealed, "here").toString();
  };

  it("keeps everything readable, under a new key that only its owner can read", async () => {
    const before = await readFile(path(), "utf8");
    const { rewrapped } = await renewStoredMasterKey({ store, clock }, dataDir);
    expect(rewrapped).toBeGreaterThan(5);
    expect(await readFile(path(), "utf8")).not.toBe(before);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(await reads()).toBe("what was kept");
  });

  it("goes on where a crash stopped it: before the database, and between the database and the folder", async () => {
    const failing: KeyStore = {
      ...store,
      replaceWrapped: () => Promise.reject(new Error("the lights went out")),
    };
    await expect(renewStoredMasterKey({ store: failing, clock }, dataDir)).rejects.toThrow("lights");
    expect(await reads()).toBe("what was kept");
    await renewStoredMasterKey({ store, clock }, dataDir);
    expect(await reads()).toBe("what was kept");

    const old = await readFile(path(), "utf8");
    await renewStoredMasterKey({ store, clock }, dataDir);
    // As if the last step had not happened.
    await rename(path(), `${path()}.next`);
    await writeFile(path(), old);
    await expect(reads()).rejects.toThrow("another master key");
    await renewStoredMasterKey({ store, clock }, dataDir);
    expect(await reads()).toBe("what was kept");
  });
});
