import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createOutbound, OutboundError } from "./outbound.ts";

const open: Server[] = [];

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function reasonOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "answered";
  } catch (error) {
    if (error instanceof OutboundError) return error.reason;
    throw error;
  }
}

describe("asking servers that somebody named", () => {
  it("I01: addresses that are not of the public internet, other schemes, ports and user-info are never asked", async () => {
    const { fetch } = createOutbound({});
    for (const url of [
      "http://example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "data:,x",
      "not an address",
      "https://example.com:22/",
      "https://user:secret@example.com/",
      "https://127.0.0.1/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://0177.0.0.1/",
      "https://localhost/",
      "https://localhost./",
      "https://10.0.0.1/",
      "https://192.168.1.1/",
      "https://172.16.0.1/",
      "https://169.254.169.254/latest/meta-data/",
      "https://100.64.0.1/",
      "https://0.0.0.0/",
      "https://[::1]/",
      "https://[::]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[::ffff:a9fe:a9fe]/",
      "https://[fe80::1]/",
      "https://[fd00::1]/",
      "https://[64:ff9b::7f00:1]/",
      "https://[2002:7f00:1::]/",
      "https://224.0.0.1/",
      "https://255.255.255.255/",
    ]) {
      // prettier-ignore
      expect(await reasonOf(fetch(url)), url).toBe("address");
    }
  });

  it("I01: a server on this machine hears nothing of a refused call", async () => {
    let heard = 0;
    const url = await serve((_request, response) => {
      heard++;
      response.end();
    });
    expect(await reasonOf(createOutbound({}).fetch(url))).toBe("address");
    expect(await reasonOf(createOutbound({}).fetch(url.replace("http", "https")))).toBe("address");
    expect(heard).toBe(0);
  });

  it("answers status, headers and body, and follows no redirect", async () => {
    const { fetch } = createOutbound({ loopback: true });
    const url = await serve((request, response) => {
      if (request.url === "/away") return response.writeHead(302, { location: "/" }).end();
      return response.writeHead(200, { "content-type": "application/json" }).end('{"a":1}');
    });
    const found = await fetch(url);
    expect([found.status, found.headers.get("content-type"), await found.json()]).toEqual([
      200,
      "application/json",
      { a: 1 },
    ]);
    expect((await fetch(`${url}away`)).status).toBe(302);
  });

  it("I03: gives up on answers that are too large, too slow or cut off", async () => {
    const { fetch } = createOutbound({ loopback: true });
    const large = await serve((_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pour);
      pour();
    });
    expect(await reasonOf(fetch(large))).toBe("too_large");
    const slow = await serve((_request, response) => void response.write("x"));
    expect(await reasonOf(fetch(slow, { timeoutMs: 150 }))).toBe("timeout");
    const many = await serve((_request, response) => {
      for (let n = 0; n < 900; n++) response.setHeader(`x-many-${n}`, "x".repeat(30));
      response.end();
    });
    expect(await reasonOf(fetch(many))).toBe("unreachable");
    const cut = await serve((request) => request.socket.destroy());
    expect(await reasonOf(fetch(cut))).toBe("unreachable");
  });
});
