import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setLogo } from "@atrium/contracts";
import { createClient } from "@atrium/sdk";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { readPicture } from "./image.ts";

const png = Buffer.from(setLogo.examples.body.image, "base64");

/** A PNG with another size in its head; the sum behind the head is not looked at here. */
function pngOf(width: number, height: number): Buffer {
  const file = Buffer.from(png);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

describe("an organization's face and limits", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner, "Face");
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const put = (bytes: Buffer) =>
    boss.api.organizations.setLogo({ body: { image: bytes.toString("base64") } });
  const brand = () => atrium.api().organizations.brand({ query: { organization: place.slug } });

  it("the hue and name of sign-in pages are its own", async () => {
    const { version } = await boss.api.organizations.get();
    const body = { hue: 210, name: "Face & Co" };
    expect(await boss.api.organizations.updateBranding({ body }, { version })).toMatchObject({
      branding: body,
    });
    expect(await brand()).toMatchObject({ name: "Face & Co", hue: 210, logo: null });
    for (const hue of [-1, 360, 1.5, "red"]) {
      const odd = boss.api.organizations.updateBranding({ body: { hue: hue as number } }, { version });
      expect(await codeOf(odd)).toBe("request.invalid");
    }
    const page = await fetch(`${atrium.url}/auth/login?organization=${place.slug}`);
    const text = await page.text();
    expect(text).toContain("Face &amp; Co");
    const style = /<style>(:root\{--accent:[^<]+)<\/style>/.exec(text)?.[1] ?? "";
    const digest = createHash("sha256").update(style).digest("base64");
    expect(page.headers.get("content-security-policy")).toContain(`'sha256-${digest}'`);
  });

  it("the logo is served as what it is, and gone when it is taken away", async () => {
    await put(png);
    const { logo } = await brand();
    const answer = await fetch(`${atrium.url}${logo}`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual([
      200, "image/png", "nosniff",
    ]); // prettier-ignore
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    await boss.api.organizations.removeLogo();
    expect((await fetch(`${atrium.url}${logo}`)).status).toBe(404);
    expect((await brand()).logo).toBeNull();
  });

  it("H01, H03: what is no plain picture, or too large a one, is refused", async () => {
    const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`);
    const broken = png.subarray(0, 40);
    for (const bytes of [
      svg,
      Buffer.from("<html>"),
      Buffer.from("GIF89a........."),
      broken,
      pngOf(30_000, 30_000),
      pngOf(0, 5),
    ]) {
      expect(await codeOf(put(bytes))).toBe("organization.logo_unfit");
    }
    expect(await codeOf(put(Buffer.alloc(300_000)))).toBe("request.invalid");
  });

  it("H01: nothing is kept of a picture but what shows it", () => {
    const note = Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from("tEXtGPS!"), Buffer.alloc(4)]);
    const noted = Buffer.concat([png.subarray(0, 33), note, png.subarray(33), Buffer.from("<script>")]);
    expect(readPicture(noted, 2000)?.bytes).toEqual(png);
    const part = (marker: number, body: Buffer) => {
      const head = Buffer.from([0xff, marker, 0, 0]);
      head.writeUInt16BE(body.length + 2, 2);
      return Buffer.concat([head, body]);
    };
    const frame = part(0xc0, Buffer.from([8, 0, 5, 0, 7, 1, 1, 0x11, 0]));
    const lines = Buffer.concat([
      part(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
      Buffer.from([1, 2, 0xff, 0xd9]),
    ]);
    const start = Buffer.from([0xff, 0xd8]);
    const place = part(0xe1, Buffer.from("Exif GPS"));
    const jpeg = readPicture(Buffer.concat([start, place, frame, lines, Buffer.from("PK zip")]), 2000);
    expect(jpeg).toMatchObject({ contentType: "image/jpeg", width: 7, height: 5 });
    expect(jpeg?.bytes).toEqual(Buffer.concat([start, frame, lines]));
  });

  it("storage is limited, with the figure", async () => {
    await atrium.sql.query("update organizations set storage_limit = 10 where id = $1", [place.uuid]);
    expect(await refusal(put(png))).toMatchObject({ code: "limit.storage", limit: 10, stored: 0 });
    await atrium.sql.query("update organizations set storage_limit = null where id = $1", [place.uuid]);
    await put(png);
    expect((await boss.api.organizations.usage()).storageBytes).toBe(png.length);
    await boss.api.organizations.removeLogo();
    expect((await boss.api.organizations.usage()).storageBytes).toBe(0);
  });

  it("calls with keys are counted and limited; people are let in all the same", async () => {
    const { id, version } = await owner.api.organizations.find({ params: { id: place.id } });
    const { key: secret } = await boss.api.apiKeys.create({ body: { name: "Key", scopes: ["users:read"] } });
    const key = createClient({ baseUrl: atrium.url, token: secret });
    await owner.api.organizations.edit(
      { params: { id }, body: { limits: { callsPerMonth: 3 } } },
      { version },
    );
    await key.users.list();
    await expect.poll(() => codeOf(key.users.list()), { interval: 50, timeout: 5000 }).toBe("limit.calls");
    expect(await refusal(key.users.list())).toMatchObject({ status: 429, limit: 3 });
    expect(await codeOf(boss.api.users.list())).toBe("done");
    await atrium.app.stop();
    const { rows } = await atrium.sql.query<{ calls: string }>(
      "select calls from organization_calls where organization_id = $1",
      [place.uuid],
    );
    expect(Number(rows[0]?.calls)).toBeGreaterThanOrEqual(3);
  });
});
