import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildOpenApi, contracts } from "@atrium/contracts";
import { systemPaths } from "#kernel/http/system-routes";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../src/testing/people.ts";
import { allContracts } from "../src/testing/samples.ts";
import { send, type Got, type Sent } from "../src/testing/wire.ts";

describe("the edge of HTTP", () => {
  let atrium: Atrium;
  let owner: Person;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    admin = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
  });
  afterAll(() => atrium.close());

  const ask = (sent: Sent): Promise<Got> => send(atrium.url, { token: admin.token, ...sent });
  const post = (raw: string | Buffer, headers: Record<string, string>): Promise<Got> =>
    ask({ method: "POST", path: "/api/v1/users", raw, headers });
  const json = { "content-type": "application/json" };

  /** Bytes as they are, and what comes back until the server ends the connection or has answered once. */
  function speak(bytes: string): Promise<string> {
    const { hostname, port } = new URL(atrium.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      let heard = "";
      socket.on("data", (part) => (heard += part.toString()));
      socket.on("error", reject);
      socket.on("close", () => resolve(heard));
    });
  }
  const statusOf = (heard: string): number[] =>
    [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => Number(code));

  it("F07: a host that is not ours is told so, by whatever name it asks", async () => {
    for (const host of [
      "evil.example",
      "atrium.evil.example",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "[::2",
      "a b",
    ]) {
      // prettier-ignore
      for (const path of ["/api/v1/users", "/", "/nothing", "/openapi.json"]) {
        const got = await ask({ path, headers: { host } });
        expect([400, 421], `${host}${path}`).toContain(got.status);
        expect(got.headers.location).toBeUndefined();
      }
    }
    expect((await ask({ path: "/livez", headers: { host: "localhost:9" } })).status).toBe(200);
    expect(statusOf(await speak("GET /livez HTTP/1.0\r\n\r\n"))).toEqual([421]);
    expect(statusOf(await speak("GET /livez HTTP/1.1\r\nconnection: close\r\n\r\n"))).toEqual([400]);
  });

  it("B02: forwarded names change neither the host that is served nor what links carry", async () => {
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example", "x-original-host": "evil.example" }; // prettier-ignore
    const got = await ask({ path: "/api/v1/nothing", headers });
    expect(got.text + JSON.stringify(got.headers)).not.toContain("evil");
  });

  it("tells a wrong method from a wrong address, and names the right ones", async () => {
    const wrong = await ask({ method: "PATCH", path: "/api/v1/users" });
    expect(wrong).toMatchObject({ status: 405, body: { code: "request.method_not_allowed" } });
    expect(wrong.headers.allow?.split(", ").sort()).toEqual(["GET", "POST"]);
    for (const method of ["HEAD", "OPTIONS", "TRACE", "PROPFIND"]) {
      const got = await ask({ method, path: "/api/v1/users" });
      expect([404, 405], method).toContain(got.status);
    }
    expect(await ask({ path: "/api/v1/nothing" })).toMatchObject({
      status: 404,
      body: { code: "request.not_found" },
    });
  });

  it("E10: other names of a path are the same operation under the same rules", async () => {
    const plain = await ask({ path: "/api/v1/users" });
    for (const path of ["/api/users", "/api/v2/admin/users"]) {
      const got = await ask({ path });
      expect([got.status, got.text], path).toEqual([200, plain.text]);
      expect((await ask({ path, headers: { authorization: "Bearer x" } })).status, path).toBe(401);
      expect((await send(atrium.url, { path })).status, path).toBe(401);
    }
  });

  it("E10: disguises of a path are the same decision or nothing at all", async () => {
    const disguises = [
      "//api/v1/users", "/api//v1/users", "/api/v1/./users", "/api/v1/users/", "/API/v1/users", "/api/v1/Users", "/api/v1/users;x=y",
      "/api/v1/%75sers", "/api%2fv1%2fusers", "/api/v1/users/..%2f..%2fusers", "/api/v1/auth/../users", "/api/v1/users%00", "/api/v1/v1/users",
      "/api/v2/users", "/api/v2/admin/v1/users", "/api/v3/users", "/api/v1/users?_method=DELETE", "/api/v1/setup/../users", "/livez/../api/v1/users",
    ]; // prettier-ignore
    for (const path of disguises) {
      const got = await send(atrium.url, { path, headers: { "x-http-method-override": "POST" } });
      expect([401, 404, 400], path).toContain(got.status);
    }
    expect(
      statusOf(
        await speak(
          "GET http://evil.example/api/v1/users HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
        ),
      )[0],
    ).toSatisfy((status) => [400, 401, 404, 421].includes(Number(status)));
  });

  it("N01: takes JSON that says so, and no other content type", async () => {
    const body = '{"email":"typed@example.com"}';
    const types = [
      "text/plain", "text/json", "application/jsonp", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml",
      "application/json+x", "application/vnd.api+json", "application/jsonx", "json", "application", "*/*", "application/json, text/plain", "\tapplication/json;x",
    ]; // prettier-ignore
    for (const type of types) {
      const got = await post(body, { "content-type": type });
      const validated = got.status === 201;
      if (validated)
        await atrium.sql.query(
          "delete from grants where subject_id in (select id from users where email = 'typed@example.com')",
        );
      if (validated) await atrium.sql.query("delete from users where email = 'typed@example.com'");
      expect([201, 415, 400], type).toContain(got.status);
      if (!type.trim().startsWith("application/json"))
        expect(got.body["code"], type).toBe("request.unsupported_type");
    }
    const none = await post(body, {});
    expect(none.status).toBe(415);
    const { rows } = await atrium.sql.query("select 1 from users where email = 'typed@example.com'");
    expect(rows).toEqual([]);
  });

  it("N02: refuses bodies that are too large, too deep, broken or packed, and serves on", async () => {
    const bodies: [string, string | Buffer, Record<string, string>, number[]][] = [
      ["two megabytes", `{"bio":"${"x".repeat(2_000_000)}"}`, json, [413]],
      ["a length that lies", "{}", { ...json, "content-length": "99999999999" }, [413, 400]],
      ["200,000 arrays in each other", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, json, [400]],
      ["200,000 objects in each other", `{"attributes":${'{"a":'.repeat(150_000)}1${"}".repeat(150_001)}`, json, [400]],
      ["a hundred thousand keys", `{${Array.from({ length: 70_000 }, (_, n) => `"k${n}":1`).join(",")}}`, json, [400]],
      ["half of a body", '{"email":"half@example.com"', json, [400]],
      ["nothing", "", json, [400]],
      ["two bodies", '{"email":"a@example.com"}{"email":"b@example.com"}', json, [400]],
      ["bytes that are no text", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), json, [400]],
      ["null", "null", json, [400]],
      ["a list", "[]", json, [400]],
      ["a packed one", Buffer.from("H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==", "base64"), { ...json, "content-encoding": "gzip" }, [400, 415]],
    ]; // prettier-ignore
    for (const [name, raw, headers, statuses] of bodies) {
      const got = await post(raw, headers).catch((): Got | null => null);
      // A server may also end the connection on who goes on sending what it has refused.
      if (got !== null) expect(statuses, `${name}: ${got.text.slice(0, 200)}`).toContain(got.status);
      expect((await ask({ path: "/livez" })).status, name).toBe(200);
    }
  });

  it("N02: the last of two equal keys is not smuggled past validation", async () => {
    const got = await post('{"email":"twice@example.com","roles":["user"],"roles":["super-admin"]}', json);
    expect(got).toMatchObject({ status: 403, body: { code: "role.above_you" } });
  });

  it("N04: requests that could be read in two ways are refused and the connection ends", async () => {
    const head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";
    const smuggled = "GET /api/v1/users HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    const bad = [
      `${head}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}${smuggled}`,
      `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
      `${head}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `${head}x: a\r\n folded\r\ncontent-length: -1\r\n\r\n${smuggled}`,
      `${head}x: \u0000\r\ncontent-length: 2\r\n\r\n{}${smuggled}`,
      `${head}transfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n${smuggled}`,
      `GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"a".repeat(20_000)}\r\n\r\n${smuggled}`,
      "\u0016\u0003\u0001\r\n\r\n",
      "GET /livez HTTP/9.9\r\nhost: 127.0.0.1\r\n\r\n",
    ];
    for (const bytes of bad) {
      const heard = await speak(bytes);
      expect(statusOf(heard), bytes.slice(0, 200)).toSatisfy(
        (codes) =>
          Array.isArray(codes) &&
          codes.length <= 1 &&
          codes.every((code) => Number(code) >= 400 && Number(code) < 500),
      );
    }
    const large = await speak(`GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"a".repeat(20_000)}\r\n\r\n`);
    expect(large).toContain('"code":"request.too_large"');
    expect(large).toContain("x-content-type-options: nosniff");
  });

  it("N06, N07: every kind of answer has the headers and, when it refuses, the one shape without our insides", async () => {
    const answers: Record<string, Got> = {
      ok: await ask({ path: "/api/v1/users" }),
      "no content": await (await makeAndLeave())(),
      unknown: await ask({ path: "/api/v1/nothing" }),
      "unknown id": await ask({ path: `/api/v1/users/${atrium.newId()}` }),
      anonymous: await send(atrium.url, { path: "/api/v1/users" }),
      "wrong method": await ask({ method: "PUT", path: "/api/v1/users" }),
      "wrong host": await ask({ path: "/api/v1/users", headers: { host: "evil.example" } }),
      "wrong type": await post("{}", { "content-type": "text/plain" }),
      "broken body": await post("{", json),
      "too large": await post(`"${"x".repeat(1_100_000)}"`, json),
      "wrong field": await post('{"no":1}', json),
      "wrong address": await ask({ path: "/api/v1/users/%ff" }),
      "wrong header": await ask({
        method: "PATCH",
        path: `/api/v1/users/${admin.userId}`,
        headers: { "if-match": "x" },
        body: {},
      }),
      health: await ask({ path: "/health" }),
      document: await ask({ path: "/openapi.json" }),
      page: await ask({ path: "/problems/user.self" }),
      reference: await ask({ path: "/api-docs" }),
      "reference file": await ask({ path: "/api-docs/files/swagger-ui.css" }),
      console: await ask({ path: "/sign-in" }),
    };
    for (const [name, got] of Object.entries(answers)) {
      const { headers } = got;
      expect(headers["x-content-type-options"], name).toBe("nosniff");
      expect(headers["referrer-policy"], name).toBe("no-referrer");
      expect(headers["x-frame-options"], name).toBe("DENY");
      const policy = String(headers["content-security-policy"]);
      expect(policy, name).toContain("default-src 'none'");
      expect(policy, name).toContain("frame-ancestors 'none'");
      expect(policy, name).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect(headers["x-powered-by"] ?? headers.server, name).toBeUndefined();
      if (headers["content-type"]?.startsWith("text/html"))
        expect(headers["cross-origin-opener-policy"], name).toBe("same-origin");
      if (got.text !== "")
        expect(headers["content-type"], name).toMatch(/charset=utf-8|text\/css|javascript/);
      if (got.status < 400) continue;
      expect(headers["content-type"], name).toBe("application/problem+json; charset=utf-8");
      expect(headers["cache-control"], name).toBe("no-store");
      expect(Object.keys(got.body), name).toEqual(
        expect.arrayContaining(["type", "title", "status", "code", "detail", "requestId"]),
      );
      expect(got.body["requestId"], name).toBe(headers["x-request-id"]);
      expect(got.text, name).not.toMatch(
        /\.ts:\d|node_modules|fastify|postgres|select .* from|zod|\bstack\b/i,
      );
      expect((await ask({ path: String(got.body["type"]) })).status, name).toBe(200);
    }
  });

  async function makeAndLeave(): Promise<() => Promise<Got>> {
    const { id } = await admin.api.users.create({ body: { email: "leaving@example.com" } });
    return () => ask({ method: "DELETE", path: `/api/v1/users/${id}` });
  }

  it("says its request id, and takes over a sound one from the caller alone", async () => {
    const own = await ask({ path: "/livez", headers: { "x-request-id": "abcdefgh-1234" } });
    const kept = await ask({ path: "/api/v1/users", headers: { "x-request-id": "abcdefgh-1234" } });
    expect(kept.headers["x-request-id"]).toBe("abcdefgh-1234");
    expect(own.status).toBe(200);
    for (const id of ["short", "x".repeat(65), "has space in it", "semi;colon-123", "<script>12"]) {
      const got = await ask({ path: "/api/v1/users", headers: { "x-request-id": id } });
      expect(got.headers["x-request-id"], id).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("answers 304 to who has the version already, and the whole again when it changed", async () => {
    const path = `/api/v1/users/${admin.userId}`;
    const first = await ask({ path });
    const etag = String(first.headers.etag);
    const same = await ask({ path, headers: { "if-none-match": etag } });
    expect([same.status, same.text, same.headers.etag]).toEqual([304, "", etag]);
    await admin.api.users.update({ params: { id: admin.userId }, body: { title: "Other" } });
    expect((await ask({ path, headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("packs long answers for who takes them packed", async () => {
    const path = "/api/v1/permissions";
    const plain = await ask({ path });
    const packed = await ask({ path, headers: { "accept-encoding": "gzip, br" } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length);
    expect(gunzipSync(packed.bytes).toString()).toBe(plain.text);
  });

  it("F11: allows no other origin to read an answer", async () => {
    for (const origin of ["https://evil.example", "null", atrium.url]) {
      const got = await ask({ path: "/api/v1/users", headers: { origin } });
      expect(got.headers["access-control-allow-origin"], origin).toBeUndefined();
    }
  });

  it("F08: an answer is its asker's alone, whoever asked the same before", async () => {
    const other = await makePerson(atrium, await makeOrganization(owner), ["guest"]);
    const askers = [admin.token, other.token, undefined];
    const hostile = {
      "x-forwarded-host": "evil.example",
      "x-original-url": "/livez",
      "accept-language": "de",
    };
    for (const path of ["/api/v1/auth/session", "/api/v1/users", "/api/v1/organization"]) {
      const told = new Map<string, string>();
      for (const round of [1, 2]) {
        for (const token of askers) {
          const headers = round === 1 ? {} : hostile;
          const got = await send(atrium.url, { path, headers, ...(token === undefined ? {} : { token }) });
          expect(got.headers["cache-control"], path).toBe("no-store");
          const text = got.status === 200 ? got.text : String(got.status);
          expect(told.get(token ?? "") ?? text, path).toBe(text);
          told.set(token ?? "", text);
        }
      }
      expect(new Set(told.values()).size, path).toBe(askers.length);
    }
  });

  it("F10: an answer cannot be dressed up as a picture or a sheet of styles that somebody would keep", async () => {
    const private_ = ["/api/v1/auth/session", "/api/v1/users", "/me", "/me/security"];
    for (const path of private_) {
      for (const end of ["/x.css", "%2fa.js", ";.png", "/..%2fx.css", "%00.css", "/.css", "%3f.js", ".css"]) {
        const got = await ask({ path: path + end });
        expect([400, 404], path + end).toContain(got.status);
        expect(got.headers["cache-control"], path + end).toBe("no-store");
        expect(got.text, path + end).not.toContain("@");
      }
    }
  });

  it("N08: nothing is there that is not meant to be", async () => {
    for (const path of [
      "/.git/config",
      "/.env",
      "/package.json",
      "/src/main.ts",
      "/assets/../index.html",
      "/assets/..%2f..%2fpackage.json",
      "/debug",
      "/admin",
      "/jobs",
      "/api-docs/files/package.json",
      "/api-docs/files/..%2fpackage.json",
      "/api-docs/files/swagger-ui-bundle.js.map",
      "/me.css",
      "/api/v1/auth/session/x.css",
      "/problems/toString",
      "/problems/__proto__",
    ]) {
      // prettier-ignore
      expect([400, 404], path).toContain((await ask({ path })).status);
    }
    const metrics = await ask({ path: "/metrics", headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(metrics.status).toBe(404);
    expect((await ask({ path: "/metrics" })).text).toContain("# HELP");
  });

  it("N08: the router serves the contracts, the system's routes and the console's pages, and nothing more", async () => {
    const routes = [...atrium.http.printRoutes({ commonPrefix: false }).matchAll(/(\/\S*) \(([A-Z, ]+)\)/g)];
    expect(routes.length).toBeGreaterThan(5);
    const { paths } = buildOpenApi(contracts, "x") as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toHaveLength(new Set(allContracts.map(({ path }) => path)).size);
    for (const { method, path } of allContracts) {
      expect(atrium.http.hasRoute({ method, url: `/api/v1${path}` }), path).toBe(true);
    }
    for (const path of systemPaths)
      expect(atrium.http.hasRoute({ method: "GET", url: path }), path).toBe(true);
  });
});
