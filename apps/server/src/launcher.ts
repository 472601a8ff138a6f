/** The other end of tools/run.mjs, which holds the port while Atrium starts. Without it, everything here is a no-op. */
export type Launcher = {
  step: (text: string) => void;
  /** Resolves when the launcher has left the port to us. */
  prepared: () => Promise<void>;
  ready: (url: string) => void;
  onGone: (stop: () => void) => void;
};

type Channel = Pick<NodeJS.Process, "send" | "on" | "once">;

export function connectLauncher(channel: Channel): Launcher {
  const send = (message: object): void => {
    channel.send?.(message);
  };
  return {
    step: (text) => send({ type: "step", text }),
    prepared() {
      if (channel.send === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        channel.on("message", (message) => {
          if (
            typeof message === "object" &&
            message !== null &&
            "type" in message &&
            message.type === "listen"
          )
            resolve();
        });
        send({ type: "prepared" });
      });
    },
    ready: (url) => send({ type: "ready", url }),
    onGone: (stop) => void channel.once("disconnect", stop),
  };
}
