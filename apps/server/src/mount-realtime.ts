import type { FastifyInstance } from "fastify";
import type { Clock } from "#kernel/clock";
import { cookieName } from "#kernel/http/credentials";
import type { Logger } from "#kernel/logger";
import { createRealtime, type Realtime } from "#kernel/realtime/realtime";
import type { App } from "./app.ts";
import { ownOrigin, secureRequest } from "./http.ts";

/** Live updates on the server that also answers the calls: same origin, same cookie, same rights. */
export function mountRealtime(
  app: App,
  http: FastifyInstance,
  { publicUrl, logger, clock }: { publicUrl: URL | null; logger: Logger; clock: Clock },
): Realtime {
  const realtime = createRealtime({
    httpServer: () => http.server,
    identify: app.identify,
    allowedOrigin: (origin, host) => origin !== undefined && ownOrigin(publicUrl, host ?? "")(origin),
    cookieName: (request) => cookieName(secureRequest(publicUrl, request.headers.host ?? "")),
    logger,
    clock,
  });
  app.onSealed(realtime.publish);
  app.onMissed(realtime.resync);
  realtime.start();
  return realtime;
}
