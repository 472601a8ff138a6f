import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { once } from "node:events";
import { largestUpload, parseId } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "#kernel/crypto";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";
import { sniffType } from "./sniff.ts";

let atrium: Atrium;
let place: Place;
let ann: Person;
let owner: Person;
beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  ({ owner } = await setUpPlatform(atrium));
  place = await makeOrganization(owner);
  ann = await makePerson(atrium, place, ["admin"]);
});
afterAll(() => atrium.close());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const bring = (person: Person, body: Uint8Array<ArrayBuffer>, name = "people.csv") =>
  person.api.uploads.create({ query: { name }, body });

describe("uploads", () => {
  it("take a file as it comes and say what it is", async () => {
    const body = new Uint8Array(Buffer.concat([Buffer.from("name,e-mail\r\n"), randomBytes(3_000_000)]));
    const brought = await bring(ann, body, "Ünsere Leute.csv");
    expect(brought).toMatchObject({
      name: "Ünsere Leute.csv",
      bytes: body.length,
      sha256: sha256(Buffer.from(body)).toString("hex"),
      contentType: "application/octet-stream",
    });
    expect(await ann.api.uploads.get({ params: { id: brought.id } })).toEqual(brought);
  });

  it("know a file by its bytes and not by its name", () => {
    const cases: [Buffer, string][] = [
      [Buffer.from("a,b\n1,2"), "text/csv"],
      [Buffer.from("\ufeffa;b\n1;2"), "text/csv"],
      [Buffer.from('{"email":"a"}\n'), "application/x-ndjson"],
      [Buffer.from("[1]"), "application/json"],
      [Buffer.from("PK\u0003\u0004....[Content_Types].xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
      [Buffer.from("PK\u0003\u0004....photo.jpg"), "application/zip"],
      [Buffer.from([0xff, 0xfe, 0x61, 0]), "text/plain; charset=utf-16"],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "application/vnd.ms-excel"],
      [Buffer.from("%PDF-1.7"), "application/pdf"],
      [Buffer.from([1, 0, 2]), "application/octet-stream"],
    ]; // prettier-ignore
    for (const [head, type] of cases) expect(sniffType(head)).toBe(type);
  });

  it("refuse nothing, too much, and what is no file", async () => {
    expect(await codeOf(bring(ann, bytes("")))).toBe("upload.empty");
    const path = "/api/v1/uploads?name=x.csv";
    const headers = { "content-type": "application/octet-stream" };
    const tooMuch = await send(atrium.url, {
      method: "POST", path, token: ann.token, raw: "x", headers: { ...headers, "content-length": largestUpload + 1 },
    }); // prettier-ignore
    expect(tooMuch.body["code"]).toBe("upload.too_large");
    const json = await send(atrium.url, { method: "POST", path, token: ann.token, body: { a: 1 } });
    expect(json.body["code"]).toBe("request.unsupported_type");
    const nameless = await send(atrium.url, { method: "POST", path: "/api/v1/uploads", token: ann.token, raw: "x", headers }); // prettier-ignore
    expect(nameless.body["code"]).toBe("request.invalid");
  });

  it("are refused before a byte is read from whoever may not bring any", async () => {
    const nobody = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(bring(nobody, bytes("a,b")))).toBe("auth.forbidden");
  });

  it("are known to whoever brought them alone", async () => {
    const { id } = await bring(ann, bytes("a,b"));
    const bob = await makePerson(atrium, place, ["admin"]);
    expect(await codeOf(bob.api.uploads.get({ params: { id } }))).toBe("resource.not_found");
    expect(await codeOf(bob.api.uploads.delete({ params: { id } }))).toBe("resource.not_found");
    await ann.api.uploads.delete({ params: { id } });
    expect(await codeOf(ann.api.uploads.get({ params: { id } }))).toBe("resource.not_found");
  });

  it("leave nothing behind when the connection breaks on the way", async () => {
    const { hostname, port } = new URL(atrium.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `POST /api/v1/uploads?name=broken.csv HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${ann.token}\r\ncontent-type: application/octet-stream\r\ncontent-length: 1000000\r\n\r\nabc`,
    );
    const rows = async () =>
      (await atrium.sql.query("select expires_at < now() as gone, storage_key from uploads where name = 'broken.csv'")).rows; // prettier-ignore
    while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    while ((await rows())[0]?.gone !== true) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it("count together against the organization's room, those on their way included", async () => {
    const crowded = await makeOrganization(owner);
    const admin = await makePerson(atrium, crowded, ["admin"]);
    const { id } = await bring(admin, bytes("a,b"));
    await atrium.sql.query("update uploads set bytes = $2 where id = $1", [
      parseId("upload", id),
      4 * largestUpload,
    ]);
    expect(await codeOf(bring(admin, bytes("a,b")))).toBe("upload.quota_reached");
    await admin.api.uploads.delete({ params: { id } });
    await bring(admin, bytes("a,b"));
  });
});
