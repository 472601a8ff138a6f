import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { startFauxqs } from "fauxqs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "./clock.ts";
import { sha256 } from "./crypto.ts";
import { createLocalStorage } from "./storage-local.ts";
import { createS3Storage } from "./storage-s3.ts";
import { checkKey, type Storage } from "./storage.ts";

const closers: (() => Promise<unknown> | void)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function makeLocal() {
  const parent = await mkdtemp(join(tmpdir(), "atrium-files-"));
  closers.push(() => rm(parent, { recursive: true }));
  const folder = join(parent, "files");
  return { parent, folder, storage: await createLocalStorage(folder) };
}

async function makeS3() {
  const server = await startFauxqs({ port: 0, logger: false });
  server.createBucket("atrium-files");
  const settings = {
    region: "us-east-1",
    bucket: "atrium-files",
    accessKeyId: "AKID",
    secretAccessKey: "secret",
  };
  const endpoint = `http://127.0.0.1:${server.port}`;
  const storage = createS3Storage({ ...settings, endpoint, pathStyle: true }, systemClock);
  closers.push(
    () => server.stop(),
    () => storage.close(),
  );
  return { server, storage };
}

const text = { contentType: "text/plain", maxBytes: 1000 };
const big = { contentType: "application/octet-stream", maxBytes: 40 * 1024 * 1024 };

describe.each([
  ["local folder", async () => (await makeLocal()).storage],
  ["S3-compatible store", async () => (await makeS3()).storage],
])("storage in a %s", (_, make: () => Promise<Storage>) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await make();
  });
  afterEach(async () => {
    for (const { key } of await storage.list("", undefined, 1000)) await storage.delete(key);
  });
  const read = async (key: string) => buffer(await storage.get(key));

  it("gives back what was put, with size and hash", async () => {
    const sha = sha256("hello").toString("hex");
    expect(await storage.put("org/a/1.txt", Buffer.from("hello"), text)).toEqual({ size: 5, sha256: sha });
    expect((await read("org/a/1.txt")).toString()).toBe("hello");
    expect(await storage.head("org/a/1.txt")).toMatchObject({ size: 5, modifiedAt: expect.any(Date) });
  });

  it("gives a part of a file", async () => {
    await storage.put("a.txt", Buffer.from("0123456789"), text);
    expect((await buffer(await storage.get("a.txt", { start: 2, end: 4 }))).toString()).toBe("234");
  });

  it("takes streams of unknown length, empty and many parts long", async () => {
    const bytes = randomBytes(18 * 1024 * 1024);
    const chunks = Array.from({ length: 18 }, (_part, at) => bytes.subarray(at << 20, (at + 1) << 20));
    const { sha256: hash } = await storage.put("big", Readable.from(chunks), big);
    expect(hash).toBe(sha256(bytes).toString("hex"));
    expect(sha256(await read("big")).toString("hex")).toBe(hash);
    expect(await storage.put("empty", Readable.from([]), text)).toMatchObject({ size: 0 });
    expect(await read("empty")).toHaveLength(0);
  });

  it("keeps nothing of a file that is too large or breaks off", async () => {
    await expect(storage.put("a", Buffer.alloc(1001), text)).rejects.toThrow("larger than 1000");
    const endless = Readable.from(Array.from({ length: 30 }, () => Buffer.alloc(1 << 20)));
    await expect(storage.put("b", endless, { ...big, maxBytes: 20 << 20 })).rejects.toThrow("larger than");
    async function* broken() {
      yield Buffer.alloc(10);
      throw new Error("the client went away");
    }
    await expect(storage.put("c", Readable.from(broken()), text)).rejects.toThrow("went away");
    expect(await storage.list("", undefined, 10)).toEqual([]);
  });

  it("keeps the old file whole when the new one fails", async () => {
    await storage.put("a", Buffer.from("old"), text);
    await expect(storage.put("a", Buffer.alloc(1001), text)).rejects.toThrow();
    expect((await read("a")).toString()).toBe("old");
    await storage.put("a", Buffer.from("new"), text);
    expect((await read("a")).toString()).toBe("new");
  });

  it("tells a missing file from an empty one and deletes twice in peace", async () => {
    expect(await storage.head("nothing/here")).toBeNull();
    await expect(storage.get("nothing/here")).rejects.toMatchObject({ name: "StorageNotFoundError" });
    await storage.delete("nothing/here");
  });

  it("lists in byte order, by prefix and behind a key", async () => {
    const keys = ["a-1", "a.b", "a/1", "a/2/x", "a0", "b/1", "b/2"];
    for (const key of keys.toReversed()) await storage.put(key, Buffer.from(key), text);
    const list = async (prefix: string, after: string | undefined, limit: number) =>
      (await storage.list(prefix, after, limit)).map(({ key }) => key);
    expect(await list("", undefined, 100)).toEqual(keys);
    expect(await list("a/", undefined, 100)).toEqual(["a/1", "a/2/x"]);
    expect(await list("a", "a/1", 2)).toEqual(["a/2/x", "a0"]);
    expect(await list("", "a/2", 2)).toEqual(["a/2/x", "a0"]);
    expect(await list("c", undefined, 100)).toEqual([]);
    expect(await list("", undefined, 0)).toEqual([]);
  });

  it.each([
    "../../x",
    "a/../b",
    "..",
    "a..b",
    "%2e%2e/x",
    "/etc/passwd",
    "C:/x",
    "a\\b",
    "a\0b",
    "a//b",
    "a/",
  ])("refuses the key %j everywhere", async (key) => {
    await expect(storage.put(key, Buffer.from("x"), text)).rejects.toMatchObject({ name: "StorageKeyError" });
    for (const use of [storage.get(key), storage.head(key), storage.delete(key)]) {
      await expect(use).rejects.toMatchObject({ name: "StorageKeyError" });
    }
  });
});

describe("storage keys", () => {
  it.each([
    "",
    ".",
    ".tmp/x",
    "A",
    "é",
    "a\u202eb",
    "con",
    "nul.txt",
    "a/lpt1",
    "a.",
    "x".repeat(129),
    "a/".repeat(300) + "a",
  ])("refuse %j", (key) => {
    expect(() => checkKey(key)).toThrow("storage key");
  });

  it("accept what Atrium makes", () => {
    expect(checkKey("org_01j/files/0f/9a.v2_thumb-256.webp")).toBeTruthy();
  });
});

describe("local storage", () => {
  it("leads nowhere through a planted link", async () => {
    const { parent, folder, storage } = await makeLocal();
    await mkdir(join(parent, "outside"));
    await writeFile(join(parent, "outside/secret"), "canary");
    await symlink(join(parent, "outside"), join(folder, "linked"));
    await symlink(join(parent, "outside/secret"), join(folder, "file"));
    await expect(storage.get("linked/secret")).rejects.toMatchObject({ name: "StorageKeyError" });
    await expect(storage.put("linked/new", Buffer.from("x"), text)).rejects.toMatchObject({
      name: "StorageKeyError",
    });
    await expect(storage.get("file")).rejects.toMatchObject({ name: "StorageNotFoundError" });
    expect(await readdir(join(parent, "outside"))).toEqual(["secret"]);
    expect(await storage.list("", undefined, 10)).toEqual([]);
  });

  it("leaves no temporary file and shows files to nobody else", async () => {
    const { folder, storage } = await makeLocal();
    await storage.put("a/b", Buffer.from("x"), text);
    await storage.put("a/c", Buffer.alloc(2000), text).catch(() => undefined);
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
    expect((await stat(join(folder, "a/b"))).mode & 0o777).toBe(0o600);
  });
});

describe("S3 storage", () => {
  it("lets a browser upload and download by presigned requests", async () => {
    const { storage } = await makeS3();
    const upload = storage.presignUpload("u/1", { contentType: "text/plain", size: 5, expiresSeconds: 60 });
    const { "content-length": length, ...headers } = upload.headers;
    expect(length).toBe("5");
    const answer = await fetch(upload.url, { method: upload.method, headers, body: "hello" });
    expect(answer.status).toBe(200);
    const download = storage.presignDownload("u/1", { expiresSeconds: 60, fileName: 'Zoë"; x\r\n.txt' });
    const fetched = await fetch(download.url);
    expect(await fetched.text()).toBe("hello");
    expect(new URL(download.url).searchParams.get("response-content-disposition")).toBe(
      `attachment; filename="Zo___ x__.txt"; filename*=UTF-8''Zo%C3%AB%22%3B%20x%0D%0A.txt`,
    );
  });

  it("puts the bucket into the host or into the path", () => {
    const settings = { region: "fra1", bucket: "files", accessKeyId: "k", secretAccessKey: "s" };
    const addressFor = (endpoint: string, pathStyle: boolean) => {
      const storage = createS3Storage({ ...settings, endpoint, pathStyle }, systemClock);
      return storage.presignDownload("a/b", { expiresSeconds: 60 }).url.split("?")[0];
    };
    expect(addressFor("https://fra1.example.com", false)).toBe("https://files.fra1.example.com/a/b");
    expect(addressFor("http://localhost:9000/", true)).toBe("http://localhost:9000/files/a/b");
  });

  it("says so when the bucket itself is missing", async () => {
    const { server } = await makeS3();
    const settings = { region: "us-east-1", bucket: "not-there", accessKeyId: "k", secretAccessKey: "s" };
    const endpoint = `http://127.0.0.1:${server.port}`;
    const storage = createS3Storage({ ...settings, endpoint, pathStyle: true }, systemClock);
    await expect(storage.put("a", Buffer.from("x"), text)).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(storage.get("a")).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
