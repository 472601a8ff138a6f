import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { startTestAtrium } from "../../testing/atrium.ts";

describe("closing the server", () => {
  it("does not wait for a client that connected and never asked anything", async () => {
    const atrium = await startTestAtrium();
    const { port, hostname } = new URL(atrium.url);
    const silent = await new Promise<Socket>((resolve) => {
      const socket = connect(Number(port), hostname, () => resolve(socket));
    });
    const ended = new Promise<void>((resolve) => silent.once("close", () => resolve()));
    silent.on("error", () => undefined);
    // A first answer shows that the server has taken the connection before.
    await fetch(`${atrium.url}/livez`);
    await atrium.close();
    await ended;
    expect(silent.destroyed).toBe(true);
  }, 10_000);
});
