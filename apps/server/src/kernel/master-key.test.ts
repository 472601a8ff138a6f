import { mkdtemp, readdir, rm, stat, writeFile, mkdir, chmod } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exampleMasterKey, loadMasterKey, parseMasterKey } from "./master-key.ts";

describe("master key", () => {
  let dataDir = "";
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "atrium-key-"));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it("reads hex, base64 and base64url", () => {
    const key = randomBytes(32);
    for (const encoding of ["hex", "base64", "base64url"] as const) {
      expect(parseMasterKey(` ${key.toString(encoding)}\n`)).toEqual(key);
    }
  });

  it.each([
    ["empty", ""],
    ["short", randomBytes(16).toString("hex")],
    ["one byte short", randomBytes(31).toString("base64url")],
    ["too long", randomBytes(48).toString("base64url")],
    ["a word", "changeme"],
    ["all zero in hex", "0".repeat(64)],
    ["all zero in base64url", Buffer.alloc(32).toString("base64url")],
    ["one byte repeated", "ab".repeat(32)],
    ["a word repeated", "deadbeef".repeat(8)],
    ["the digits", "0123456789abcdef".repeat(4)],
    ["counted bytes", Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString("hex")],
    ["a readable sentence", Buffer.from("change-me-change-me-change-me-32").toString("base64")],
    ["the documented example", exampleMasterKey],
  ])("D10: refuses a key that is %s and does not repeat it in the error", (_, text) => {
    const refused = () => parseMasterKey(text);
    expect(refused).toThrow(/ATRIUM_MASTER_KEY .*openssl rand/);
    if (text !== "") expect(refused).not.toThrow(text);
  });

  it("prefers the configured key and writes nothing then", async () => {
    const key = randomBytes(32);
    expect(await loadMasterKey({ configured: key.toString("hex"), dataDir })).toEqual({
      key,
      origin: "config",
    });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("does not fall back to a file when the configured key is empty", async () => {
    await expect(loadMasterKey({ configured: "", dataDir })).rejects.toThrow("32 bytes");
  });

  it("makes a private file on the first start and reads it on the next", async () => {
    const first = await loadMasterKey({ dataDir });
    expect(first.origin).toBe("created");
    expect(await loadMasterKey({ dataDir })).toEqual({ key: first.key, origin: "file" });
    expect((await stat(join(dataDir, "secrets/master.key"))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dataDir, "secrets"))).toEqual(["master.key"]);
  });

  it("lets starters that race agree on one key", async () => {
    const loaded = await Promise.all(Array.from({ length: 20 }, () => loadMasterKey({ dataDir })));
    expect(new Set(loaded.map(({ key }) => key.toString("hex"))).size).toBe(1);
    expect(loaded.filter(({ origin }) => origin === "created")).toHaveLength(1);
  });

  it("refuses a damaged file instead of replacing it", async () => {
    await mkdir(join(dataDir, "secrets"));
    await writeFile(join(dataDir, "secrets/master.key"), "");
    await expect(loadMasterKey({ dataDir })).rejects.toThrow("master.key must be 32 bytes");
  });

  it("takes the file away from other accounts", async () => {
    await loadMasterKey({ dataDir });
    await chmod(join(dataDir, "secrets/master.key"), 0o644);
    await loadMasterKey({ dataDir });
    expect((await stat(join(dataDir, "secrets/master.key"))).mode & 0o777).toBe(0o600);
  });
});
