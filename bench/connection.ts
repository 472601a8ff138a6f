import { connect, type Socket } from "node:net";

export type Answered = (status: number, milliseconds: number) => void;

/**
 * One keep-alive connection that sends its next request when the last one is answered. It reads of HTTP what our two
 * servers speak: a head with a content-length. Anything more would make the client the slowest part.
 */
export class LoadConnection {
  private readonly socket: Socket;
  private readonly answered: Answered;
  private head: Buffer | null = null;
  private status = 0;
  private bodyLeft = 0;
  private sentAt = 0;
  private settle: { resolve: (status: number) => void; reject: (cause: Error) => void } | null = null;

  private constructor(socket: Socket, answered: Answered) {
    this.socket = socket;
    this.answered = answered;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    socket.on("error", (cause) => this.settle?.reject(cause));
    socket.on("close", () => this.settle?.reject(new Error("the server closed the connection")));
  }

  static open(port: number, answered: Answered): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => resolve(new LoadConnection(socket, answered)));
      socket.once("error", reject);
    });
  }

  /** Sends requests until `next` has none left. */
  async run(next: () => Buffer | null): Promise<void> {
    await new Promise<number>((resolve, reject) => {
      this.settle = { resolve, reject };
      this.sendNext = () => {
        const request = next();
        if (request === null) return resolve(0);
        this.sentAt = performance.now();
        this.socket.write(request);
      };
      this.sendNext();
    });
    this.settle = null;
  }

  close(): void {
    this.settle = null;
    this.socket.destroy();
  }

  private sendNext: () => void = () => undefined;

  private take(chunk: Buffer): void {
    if (this.bodyLeft > 0) {
      this.bodyLeft -= chunk.length;
    } else {
      const whole = this.head === null ? chunk : Buffer.concat([this.head, chunk]);
      const end = whole.indexOf("\r\n\r\n");
      if (end < 0) {
        this.head = whole;
        return;
      }
      this.head = null;
      const head = whole.toString("latin1", 0, end).toLowerCase();
      this.status = Number(head.slice(9, 12));
      this.bodyLeft = lengthIn(head) - (whole.length - end - 4);
    }
    if (this.bodyLeft > 0) return;
    this.bodyLeft = 0;
    this.answered(this.status, performance.now() - this.sentAt);
    this.sendNext();
  }
}

const field = "\r\ncontent-length:";

function lengthIn(head: string): number {
  const at = head.indexOf(field);
  if (at < 0) throw new Error(`an answer without a content-length: ${head.slice(0, 200)}`);
  return Number.parseInt(head.slice(at + field.length), 10);
}
