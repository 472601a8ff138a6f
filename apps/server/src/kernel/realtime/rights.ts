import type { Clock } from "#kernel/clock";
import type { Identify } from "#kernel/http/routes";
import type { Logger } from "#kernel/logger";
import { mayListen } from "./handshake.ts";
import { isEventRoom, roomsOf } from "./live-event.ts";
import type { LiveSocket } from "./live-server.ts";

/** Puts a socket into the rooms of its caller and takes it out of all others; says whether what it hears changed. */
export function enterRooms(socket: LiveSocket): boolean {
  const wanted = roomsOf(socket.data.listening.caller);
  let changed = false;
  for (const room of socket.rooms) {
    if (room === socket.id || wanted.has(room)) continue;
    void socket.leave(room);
    changed ||= isEventRoom(room);
  }
  for (const room of wanted) {
    if (socket.rooms.has(room)) continue;
    void socket.join(room);
    changed ||= isEventRoom(room);
  }
  return changed;
}

/** Asks again who a listener is, because an event says that it may have changed or because time has passed. */
export function createRightsCheck(options: {
  readonly identify: Identify;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  async function check(socket: LiveSocket, atOnce: boolean): Promise<void> {
    const { credential, organization, impersonation } = socket.data.listening;
    const seen = socket.data.changes;
    socket.data.checkedAt = options.clock.monotonic();
    try {
      const caller = await options.identify(credential, organization, null, impersonation);
      // Another change came meanwhile; its own check is under way and knows more.
      if (socket.disconnected || socket.data.changes !== seen) return;
      if (!mayListen(caller, organization)) {
        socket.disconnect(true);
        return;
      }
      socket.data.listening = { caller, credential, organization, impersonation };
    } catch (cause) {
      options.logger.warn({ err: cause }, "the rights of a listener could not be checked");
      if (atOnce) socket.disconnect(true);
      return;
    }
    if (enterRooms(socket) || atOnce) socket.emit("resync");
  }

  /** With `atOnce` the socket hears nothing more until its rights are known. */
  return function recheck(socket: LiveSocket, atOnce: boolean): Promise<void> {
    socket.data.changes++;
    if (atOnce) {
      for (const room of socket.rooms) if (isEventRoom(room)) void socket.leave(room);
    }
    return check(socket, atOnce);
  };
}
