import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errors } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { hostileRequests, type HostileRequest } from "../src/testing/hostile.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { allContracts, sampleOf } from "../src/testing/samples.ts";
import { send, type Got } from "../src/testing/wire.ts";

const runs = 40;
const known = new Set<string>(Object.keys(errors));

describe("N05: every operation with input that does not fit", () => {
  let atrium: Atrium;
  let place: Place;
  let owner: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  /** Done as asked, or refused in the one shape with a code of the registry; never a fault of ours. */
  function mustBeSound(got: Got, request: HostileRequest): void {
    const what = `${request.path.slice(0, 300)} ${request.raw?.slice(0, 300) ?? ""} -> ${got.text.slice(0, 300)}`;
    expect(got.status, what).toBeLessThan(500);
    expect(got.headers["x-request-id"], what).toBeDefined();
    expect(got.headers["x-content-type-options"], what).toBe("nosniff");
    if (got.status < 400) return;
    expect(got.headers["content-type"], what).toBe("application/problem+json; charset=utf-8");
    expect(got.body, what).toMatchObject({ status: got.status, requestId: got.headers["x-request-id"] });
    expect(known.has(String(got.body["code"])), what).toBe(true);
    expect(got.text, what).not.toMatch(/\bat .*\.ts:|node_modules|select |insert into|pg_/);
  }

  for (const contract of allContracts) {
    it(`${contract.id} refuses it as the client's fault`, async () => {
      // A session of the operation's own: some of what is tried ends it.
      const { token } =
        contract.scope === "platform" ? owner : await makePerson(atrium, place, ["super-admin"]);
      const property = fc.asyncProperty(hostileRequests(contract), async (request) => {
        const got = await send(atrium.url, {
          method: contract.method,
          path: request.path,
          token,
          headers: {
            ...(request.raw === null ? {} : { "content-type": request.type }),
            ...(contract.ifMatch === "required" ? { "if-match": '"1"' } : {}),
          },
          ...(request.raw === null ? {} : { raw: request.raw }),
        });
        mustBeSound(got, request);
      });
      await fc.assert(property, { numRuns: runs });
    });
  }

  it("N02: a megabyte in one field, and nesting past all measure, are refused for every body", async () => {
    const { token } = await makePerson(atrium, place, ["super-admin"]);
    const wide = `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(",")}}`;
    for (const contract of allContracts.filter(({ body }) => body !== undefined)) {
      const fields = Object.keys(contract.body?.shape ?? {});
      const [field = "x"] = fields;
      const big = JSON.stringify({ [field]: "x".repeat(1_000_000) });
      const deep = `{"${fields.includes("attributes") ? "attributes" : field}":${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`;
      const tooBig = JSON.stringify({ [field]: "x".repeat(1_100_000) });
      for (const raw of [big, deep, wide, tooBig]) {
        const { path, headers } = sampleOf(contract, atrium.newId());
        const got = await send(atrium.url, {
          method: contract.method,
          path,
          token: contract.scope === "platform" ? owner.token : token,
          headers: { ...headers, "content-type": "application/json" },
          raw,
        });
        mustBeSound(got, { path, raw: raw.slice(0, 100), type: "" });
        expect(got.status, contract.id).toSatisfy((status) =>
          [400, 413, 404, 409, 429, 412].includes(Number(status)),
        );
      }
    }
    expect((await send(atrium.url, { path: "/livez" })).status).toBe(200);
  }, 240_000);
});
