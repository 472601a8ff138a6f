import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { contentSecurityPolicy, progressPage } from "./page.mjs";
import { stopWith } from "./say.mjs";

/**
 * Answers on the port from the first moment, while everything else is still being brought and built. Its
 * listening socket is inherited by the server, so that no connection is ever refused in between.
 */
export async function openGate({ port, host }) {
  const steps = ["Opening the port"];
  const server = createServer((request, response) => {
    // The answer waits for the body: closing over unread data would reset the connection under the client.
    request.resume();
    request.on("end", () => answer(request, response, steps));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  await listen(server, port, host);
  return {
    fd: server._handle.fd,
    step(text) {
      if (steps.at(-1) !== text) steps.push(text);
    },
    /** Stops accepting at once; connections taken before still get their answer, within two seconds. */
    close() {
      server.close();
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
    },
  };
}

function answer(request, response, steps) {
  const path = request.url.split("?")[0];
  const asksForPage =
    (request.method === "GET" || request.method === "HEAD") && /\btext\/html\b/.test(request.headers.accept);
  if (path === "/livez") return send(request, response, 200, "application/json", '{"status":"ok"}');
  if (asksForPage) {
    const status = path === "/" ? 200 : 503;
    return send(request, response, status, "text/html; charset=utf-8", progressPage(steps));
  }
  const problem = { type: "about:blank", title: "Atrium is starting", status: 503, detail: steps.at(-1) };
  return send(request, response, 503, "application/problem+json", JSON.stringify(problem));
}

function send(request, response, status, type, body) {
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": contentSecurityPolicy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    // A kept connection would go on talking to this process after the server took over.
    Connection: "close",
    ...(status === 503 ? { "Retry-After": "1" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** A predecessor that is just stopping may hold the port for a moment. */
async function listen(server, port, host) {
  for (let attempt = 1; ; attempt += 1) {
    server.listen({ port, host });
    const error = await once(server, "listening").then(
      () => undefined,
      (reason) => reason,
    );
    if (!error) return;
    if (error.code === "EADDRINUSE" && attempt < 20) {
      await sleep(100);
      continue;
    }
    if (error.code === "EADDRINUSE") {
      stopWith(`PORT ${port} on ${host} is in use by another program; set PORT to a free one.`);
    }
    if (error.code === "EACCES") stopWith(`PORT ${port} may not be opened by this account; set PORT.`);
    stopWith(`HOST ${host} cannot be listened on (${error.code}); set HOST.`);
  }
}
