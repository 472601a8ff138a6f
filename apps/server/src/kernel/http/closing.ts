import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

const patienceMs = 15_000;

/**
 * Lets a close end in time. Node closes idle connections but waits for those on which nothing was asked yet, and no
 * longer times anybody out once it has stopped listening: one silent or slow client would hold everything up.
 */
export function closeInTime(app: FastifyInstance): void {
  const open = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  app.addHook("preClose", (done) => {
    for (const socket of open) {
      if (socket.bytesRead === 0) socket.destroy();
    }
    setTimeout(() => app.server.closeAllConnections(), patienceMs).unref();
    done();
  });
}
