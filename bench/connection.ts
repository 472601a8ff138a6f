import { connect, type Socket } from "node:net";

/** `body` is empty unless the connection was opened to keep it. */
export type Answered = (status: number, milliseconds: number, body: string) => void;

/**
 * One keep-alive connection that sends its next request when the last one is answered. It reads of HTTP what our two
 * servers speak: a head with a content-length. Anything more would make the client the slowest part.
 */
export class LoadConnection {
  private readonly socket: Socket;
  private readonly answered: Answered;
  private readonly keepsBody: boolean;
  private body: Buffer[] = [];
  private head: Buffer | null = null;
  private status = 0;
  private bodyLeft = 0;
  private sentAt = 0;
  private settle: { resolve: (status: number) => void; reject: (cause: Error) => void } | null = null;

  private constructor(socket: Socket, answered: Answered, keepsBody: boolean) {
    this.socket = socket;
    this.answered = answered;
    this.keepsBody = keepsBody;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    socket.on("error", (cause) => this.settle?.reject(cause));
    socket.on("close", () => this.settle?.reject(new Error("the server closed the connection")));
  }

  static open(port: number, answered: Answered, keepsBody = false): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const opened = (): void => resolve(new LoadConnection(socket, answered, keepsBody));
      const socket = connect(port, "127.0.0.1", opened);
      socket.once("error", reject);
    });
  }

  /** Sends requests until `next` has none left; `everyMs` after each other at least, where it is above 0. */
  async run(next: () => Buffer | null, everyMs = 0): Promise<void> {
    await new Promise<number>((resolve, reject) => {
      this.settle = { resolve, reject };
      const send = (): void => {
        const request = next();
        if (request === null) return resolve(0);
        this.sentAt = performance.now();
        this.socket.write(request);
      };
      this.sendNext = () => {
        const early = everyMs === 0 ? 0 : everyMs - (performance.now() - this.sentAt);
        if (early > 0) setTimeout(send, early);
        else send();
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
      if (this.keepsBody) this.body.push(chunk);
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
      if (this.keepsBody) this.body = [whole.subarray(end + 4)];
    }
    if (this.bodyLeft > 0) return;
    this.bodyLeft = 0;
    const body = this.keepsBody ? Buffer.concat(this.body).toString() : "";
    this.answered(this.status, performance.now() - this.sentAt, body);
    this.sendNext();
  }
}

const field = "\r\ncontent-length:";

function lengthIn(head: string): number {
  const at = head.indexOf(field);
  if (at < 0) throw new Error(`an answer without a content-length: ${head.slice(0, 200)}`);
  return Number.parseInt(head.slice(at + field.length), 10);
}
