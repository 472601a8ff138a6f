import { Client, type ClientConfig } from "pg";
import { Unavailable } from "#kernel/problem";

export type PoolOptions = {
  connection: ClientConfig;
  max: number;
  /** Callers that may wait for a connection; past it they are told to come back later. */
  maxWaiting: number;
  waitMs: number;
  /** Told of each connection before it is used. */
  opened?: (client: Client) => void;
};
export type PoolStats = { total: number; idle: number; waiting: number };
type Waiter = { resolve: (client: Client) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };

/** A bounded pool that hands out an idle connection without waiting for a turn of the event loop. */
export class ConnectionPool {
  private readonly idle: Client[] = [];
  private readonly waiting: Waiter[] = [];
  private readonly clients = new Set<Client>();
  private connecting = 0;
  private closed = false;
  private readonly options: PoolOptions;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  stats(): PoolStats {
    return { total: this.clients.size, idle: this.idle.length, waiting: this.waiting.length };
  }

  /** An idle connection, or undefined: then `acquire` waits for one. */
  take(): Client | undefined {
    return this.idle.pop();
  }

  acquire(): Promise<Client> {
    const client = this.idle.pop();
    if (client !== undefined) return Promise.resolve(client);
    if (this.closed) return Promise.reject(new Unavailable("the database is closed"));
    if (this.waiting.length >= this.options.maxWaiting) {
      return Promise.reject(new Unavailable("too many requests wait for the database"));
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve,
        reject,
        timer: setTimeout(() => {
          this.waiting.splice(this.waiting.indexOf(waiter), 1);
          reject(new Unavailable("the database did not answer in time"));
        }, this.options.waitMs),
      };
      this.waiting.push(waiter);
      if (this.clients.size + this.connecting < this.options.max) void this.open();
    });
  }

  release(client: Client): void {
    if (!this.clients.has(client)) return;
    const waiter = this.waiting.shift();
    if (waiter === undefined) {
      this.idle.push(client);
      return;
    }
    clearTimeout(waiter.timer);
    waiter.resolve(client);
  }

  /** Drops a connection whose state nobody knows. */
  discard(client: Client): void {
    if (!this.clients.delete(client)) return;
    const at = this.idle.indexOf(client);
    if (at >= 0) this.idle.splice(at, 1);
    client.connection.stream.destroy();
    if (this.waiting.length > 0) void this.open();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.waiting.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(new Unavailable("the database is closed"));
    }
    await Promise.allSettled([...this.clients].map((client) => client.end()));
    this.clients.clear();
    this.idle.length = 0;
  }

  private async open(): Promise<void> {
    if (this.closed) return;
    this.connecting++;
    const client = new Client(this.options.connection);
    client.on("error", () => this.discard(client));
    client.on("end", () => this.discard(client));
    try {
      await client.connect();
      this.options.opened?.(client);
      this.clients.add(client);
      this.release(client);
    } catch (cause) {
      // Whoever waits learns it now; the next caller tries again.
      const waiter = this.waiting.shift();
      if (waiter !== undefined) {
        clearTimeout(waiter.timer);
        waiter.reject(new Unavailable("the database cannot be reached", cause));
      }
    } finally {
      this.connecting--;
    }
  }
}
